package natshub

import (
	"strings"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// The streams of a desk and what lies in them.
const (
	LogStream  = "LOG"  // what is kept for ever: entries, relayed entries, holds, names, starts of the hub
	HaveStream = "HAVE" // what each workstation last said that it has
)

// The first words of subjects; then come the desk, and the sender, the order or the hub.
const (
	logWord   = "log"
	relayWord = "relay"
	holdWord  = "hold"
	nameWord  = "name"
	bootWord  = "boot"
	haveWord  = "have"
)

// LogSubject is where a workstation puts entries of its own.
func LogSubject(desk, workstation record.ID) string { return subject(logWord, desk, workstation) }

// RelaySubject is where a workstation offers entries of others again.
func RelaySubject(desk, workstation record.ID) string { return subject(relayWord, desk, workstation) }

// HoldSubject is where the holds of an order lie.
func HoldSubject(desk, order record.ID) string { return subject(holdWord, desk, order) }

// NameSubject is where whoever found it puts a name: whom to believe.
func NameSubject(desk, sender record.ID) string { return subject(nameWord, desk, sender) }

// BootSubject is where a hub notes each of its starts, also before it holds a desk.
func BootSubject(hub record.ID) string { return subject(bootWord, hub, hub) }

// HaveSubject is where a workstation publishes what it has.
func HaveSubject(desk, workstation record.ID) string { return subject(haveWord, desk, workstation) }

func subject(word string, desk, of record.ID) string {
	return word + "." + string(desk) + "." + string(of)
}

// parseSubject takes a subject apart; ok is false for what is none of a desk's.
func parseSubject(s string) (word string, desk, of record.ID, ok bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return "", "", "", false
	}
	return parts[0], record.ID(parts[1]), record.ID(parts[2]), true
}

// InboxPrefix is where the answers to a workstation go; nobody else may listen there.
func InboxPrefix(workstation record.ID) string { return "_INBOX_" + string(workstation) }

// Requests that a hub of ours answers, besides those of JetStream.
const (
	PairSubject    = "pair.join"    // open to whoever reaches the hub
	WhySubject     = "pair.why"     // likewise
	MembersSubject = "hub.members"  // for members
	PairUser       = "mendesk-pair" // who logs in without a key
	PairInbox      = "_INBOX_pair"  // and where the answers go, followed by a random word
	HubHealth      = "hub.health"   // for members: the hub's Health
)

// May says what a workstation's connection may do: the rights that a hub of ours grants, and that the
// administrator of a cluster grants by hand.
func May(desk, workstation record.ID, pays bool) (publish, subscribe []string) {
	publish = []string{
		LogSubject(desk, workstation), RelaySubject(desk, workstation), NameSubject(desk, workstation), HaveSubject(desk, workstation),
		MembersSubject, HubHealth, DropSubject(workstation), "$JS.API.INFO",
	}
	if pays {
		publish = append(publish, subject(holdWord, desk, "*"))
	}
	streams := []string{LogStream, HaveStream}
	for _, shelf := range exchange.Shelves {
		publish = append(publish, subject(string(shelf), desk, workstation)+".>")
		streams = append(streams, StreamOf(shelf))
	}
	for _, stream := range streams {
		publish = append(publish,
			"$JS.API.DIRECT.GET."+stream, "$JS.API.DIRECT.GET."+stream+".>",
			"$JS.API.STREAM.INFO."+stream, "$JS.API.STREAM.MSG.GET."+stream)
	}
	return publish, []string{InboxPrefix(workstation) + ".>", subject(haveWord, desk, "*")}
}

// Setup lists what one workstation of a cluster's desk may do besides, so that it makes the streams; a hub of
// ours makes them itself.
func Setup() []string {
	var out []string
	for _, s := range Streams(1) {
		out = append(out, "$JS.API.STREAM.CREATE."+s.Name)
	}
	return out
}
