package hub

import (
	"context"
	"net"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// Status is a running hub at a glance.
type Status struct {
	Hub       record.ID `json:"hub"`
	Desk      record.ID `json:"desk"` // empty: no desk is shared here yet
	Version   string    `json:"version"`
	Folder    string    `json:"folder"`
	Pin       string    `json:"pin"`
	Address   string    `json:"address"`
	Addresses []string  `json:"addresses"` // where workstations may reach it
	Started   time.Time `json:"started"`
	Messages  uint64    `json:"messages"` // in the log
	Bytes     uint64    `json:"bytes"`    // that the log takes
	Last      uint64    `json:"last"`     // its last place
	Free      uint64    `json:"free"`     // bytes left on the disk; 0: not known
	Memory    uint64    `json:"memory"`   // bytes that the process holds
	Writes    bool      `json:"writes"`   // the store takes writes
	Ill       string    `json:"ill"`      // code of the text that says why not
	Members   []Present `json:"members"`
	CodeUntil time.Time `json:"codeUntil,omitzero"` // a pairing code is open until then
}

// Present is a member and whether it is there.
type Present struct {
	pairing.Member
	Connected bool      `json:"connected"`
	Had       time.Time `json:"had,omitzero"` // when it last published what it has
}

// Status looks at the hub now.
func (h *Hub) Status(ctx context.Context) (Status, error) {
	h.mu.Lock()
	e, id, ill := h.engine, h.id, h.ill
	h.mu.Unlock()
	s := Status{
		Hub: id.Hub, Desk: id.Desk, Version: h.o.Version, Folder: h.o.Dir, Pin: h.pin, Address: h.Address(), Started: h.started.UTC(),
		Memory: residentBytes(), Ill: ill, Members: []Present{}, CodeUntil: h.codes.openUntil(h.o.Now()),
	}
	s.Addresses = addresses(s.Address)
	s.Free, _ = freeBytes(h.o.Dir) // unknown stays 0
	inside, had := map[record.ID]bool{}, map[record.ID]time.Time{}
	if e != nil {
		var err error
		if inside, err = e.inside(); err != nil {
			return s, err
		}
		if had, err = e.look(ctx, &s); err != nil {
			return s, err
		}
	}
	for _, m := range h.members.all() {
		s.Members = append(s.Members, Present{m, inside[m.Workstation], had[m.Workstation]})
	}
	return s, nil
}

// look fills in what the streams say and gives when each workstation last published.
func (e *engine) look(ctx context.Context, s *Status) (map[record.ID]time.Time, error) {
	had := map[record.ID]time.Time{}
	s.Writes = e.writes()
	if !s.Writes {
		s.Ill = "hub.full"
		return had, nil
	}
	log, err := e.js.Stream(ctx, natshub.LogStream)
	if err != nil {
		return had, err
	}
	state := log.CachedInfo().State
	s.Messages, s.Bytes, s.Last = state.Msgs, state.Bytes, state.LastSeq
	have, err := e.js.Stream(ctx, natshub.HaveStream)
	if err != nil || s.Desk == "" {
		return had, err
	}
	for _, m := range e.h.members.all() {
		last, err := have.GetLastMsgForSubject(ctx, natshub.HaveSubject(s.Desk, m.Workstation))
		if err == nil {
			had[m.Workstation] = last.Time.UTC()
		}
	}
	return had, nil
}

// inside gives who is connected.
func (e *engine) inside() (map[record.ID]bool, error) {
	z, err := e.srv.Connz(&server.ConnzOptions{Limit: 1 << 20, State: server.ConnOpen})
	if err != nil {
		return nil, err
	}
	open := map[uint64]bool{}
	for _, c := range z.Conns {
		open[c.Cid] = true
	}
	return e.gate.keepOnly(open), nil
}

// addresses gives where a hub that listens on address may be reached from other machines, the likeliest first.
func addresses(address string) []string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return []string{address}
	}
	if ip := net.ParseIP(host); host != "" && (ip == nil || !ip.IsUnspecified()) {
		return []string{address}
	}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return []string{address}
	}
	var out []string
	for _, a := range all {
		n, ok := a.(*net.IPNet)
		if ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			out = append(out, net.JoinHostPort(n.IP.String(), port))
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i][0] != '[' && out[j][0] == '[' }) // plain addresses are easier to type
	if !slices.ContainsFunc(out, func(s string) bool { return s[0] != '[' }) {
		out = append(out, "127.0.0.1:"+port)
	}
	return out
}

// PortOf gives the port of an address, the default one when it names none.
func PortOf(address string) string {
	if _, port, err := net.SplitHostPort(address); err == nil {
		return port
	}
	return strconv.Itoa(DefaultPort)
}
