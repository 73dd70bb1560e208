package clash

import (
	"slices"

	"mendesk/app/record"
)

// Refused is a decision that did not hold, with the reason.
type Refused struct {
	record.Happened
	Reason record.Problem
}

// Story is a clash of one record with both its sides.
type Story struct {
	Root   Refused           // the decision that was refused; what failed because of it is not a story of its own
	Mine   []record.Happened // what its workstation did there apart, the root first
	Theirs []record.Happened // what others had done before it that its workstation did not know, oldest first
}

// told is how many events of the other side a story tells at most.
const told = 4

// Stories tells what a record's refused decisions are about. history is everything that happened to it in order,
// refused the part of it that did not hold.
//
// Decisions of one workstation that fail after its first one fail because of it, as long as nothing of its decisions
// held in between: then it had learned of the others, and a later refusal is another story.
func Stories(history []record.Happened, refused []Refused, decision func(record.Happened) bool) []Story {
	var out []Story
	open := map[record.LogID]int{} // the story that a log is still in
	for i, h := range history {
		log := Writer(h)
		n := slices.IndexFunc(refused, func(r Refused) bool { return sameEvent(r.Happened, h) })
		at, in := open[log]
		switch {
		case n < 0 && in && decision(h):
			delete(open, log)
		case n < 0:
		case in:
			out[at].Mine = append(out[at].Mine, h)
		default:
			open[log] = len(out)
			out = append(out, Story{Root: refused[n], Mine: []record.Happened{h}, Theirs: others(history[:i], refused, log)})
		}
	}
	return out
}

// others are the last things that other workstations did after log's last own one that held, or the last of all.
func others(before []record.Happened, refused []Refused, log record.LogID) []record.Happened {
	out := []record.Happened{}
	for _, h := range slices.Backward(before) {
		held := !slices.ContainsFunc(refused, func(r Refused) bool { return sameEvent(r.Happened, h) })
		if held && Writer(h) == log && len(out) > 0 || len(out) == told {
			break
		}
		if held && Writer(h) != log {
			out = append(out, h)
		}
	}
	slices.Reverse(out)
	return out
}

func sameEvent(a, b record.Happened) bool {
	return a.Entry == b.Entry && a.What == b.What && string(a.Data) == string(b.Data)
}

// Writer is the log that wrote an event.
func Writer(h record.Happened) record.LogID {
	_, _, log, err := h.At.Parts()
	if err != nil {
		return ""
	}
	return log
}
