package hub

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"mendesk/app/exchange"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// serve answers what JetStream does not.
func (e *engine) serve() error {
	for on, answer := range map[string]func([]byte) any{
		natshub.PairSubject:    func(raw []byte) any { return e.h.pair(raw) },
		natshub.WhySubject:     func(raw []byte) any { return e.h.standing(raw) },
		natshub.MembersSubject: func([]byte) any { return e.h.members.all() },
		natshub.HubHealth:      func([]byte) any { return e.health() },
	} {
		if _, err := e.nc.Subscribe(on, func(m *nats.Msg) { e.respond(m, answer(m.Data)) }); err != nil {
			return fmt.Errorf("listen on %s: %w", on, err)
		}
	}
	if _, err := e.nc.Subscribe(natshub.DropSubject("*"), func(m *nats.Msg) { go e.respond(m, e.drop(m)) }); err != nil {
		return fmt.Errorf("listen for what is dropped: %w", err)
	}
	return e.nc.Flush()
}

// drop deletes pieces of the depot that the workstation put which asks: the subject names it, and nobody else may
// write there.
func (e *engine) drop(m *nats.Msg) natshub.Dropped {
	ctx, cancel := context.WithTimeout(context.Background(), dropWait)
	defer cancel()
	var ask natshub.Drop
	err := json.Unmarshal(m.Data, &ask)
	if err == nil {
		e.dropping.Lock()
		defer e.dropping.Unlock()
		err = natshub.Remove(ctx, e.nc, e.js, e.h.desk(), record.ID(strings.TrimPrefix(m.Subject, natshub.DropSubject(""))), ask)
	}
	if err != nil {
		e.h.o.Log.Warn("hub: pieces were not dropped", "subject", m.Subject, "error", err)
		return natshub.Dropped{Why: err.Error()}
	}
	return natshub.Dropped{}
}

const dropWait = time.Minute

func (e *engine) respond(m *nats.Msg, answer any) {
	raw, err := json.Marshal(answer)
	if err == nil {
		err = m.Respond(raw)
	}
	if err != nil {
		e.h.o.Log.Warn("hub: an answer was not sent", "subject", m.Subject, "error", err)
	}
}

// health says whether the store takes writes.
func (e *engine) health() natshub.Health {
	h := natshub.Health{Boot: e.boot, Hub: e.h.id.Hub, At: e.h.o.Now().UTC(), Writes: e.writes(), Erased: e.h.erased(), Gaps: e.gaps.Load()}
	if free, err := freeBytes(e.h.o.Dir); err == nil {
		h.Free, h.Full = free, free < natshub.LowDisk || !h.Writes
	}
	return h
}

// standing tells a stranger what the hub holds against its key, so that it can tell its user the truth.
func (h *Hub) standing(raw []byte) pairing.Standing {
	var q pairing.Question
	if err := json.Unmarshal(raw, &q); err != nil {
		return pairing.Standing{}
	}
	m, known := h.members.byLogin(q.Login)
	return pairing.Standing{Known: known, Revoked: m.Revoked != "", Desk: q.Desk == h.desk()}
}

// pair lets a workstation in that proves the code.
func (h *Hub) pair(raw []byte) pairing.Envelope {
	var ask pairing.Envelope
	if err := json.Unmarshal(raw, &ask); err != nil {
		return sorry(record.Problem{Code: "pair.malformed"})
	}
	key, pays, err := h.codes.attempt(h.pin, ask, h.o.Now())
	if err != nil {
		h.o.Log.Info("hub: a pairing was refused", "why", err)
		return sorry(err)
	}
	body, err := h.welcome(ask.Body, pays)
	if err != nil {
		h.o.Log.Info("hub: a pairing was refused", "why", err)
		return sorry(err)
	}
	return pairing.Envelope{Body: body, Proof: key.Answer(h.pin, ask.Proof, body)}
}

func sorry(err error) pairing.Envelope {
	p, ok := record.AsProblem(err)
	if !ok {
		p = record.Problem{Code: "pair.hubFailed"}
	}
	return pairing.Envelope{Problem: &p}
}

// welcome makes a proven applicant a member.
func (h *Hub) welcome(body []byte, pays bool) ([]byte, error) {
	var a pairing.Applicant
	if err := json.Unmarshal(body, &a); err != nil || !natshub.ValidApplicant(a) {
		return nil, record.Problem{Code: "pair.malformed"}
	}
	h.pairing.Lock() // one at a time: two desks must not both be the first
	defer h.pairing.Unlock()
	reply, same, other := h.codes.told(a.Login)
	if same {
		return reply, nil
	}
	if other {
		return nil, errNoCode
	}
	first := h.desk() == ""
	switch {
	case first && a.Desk == "":
		return nil, record.Wrong("desk", "pair.noDeskYet", nil)
	case !first && a.Desk != "" && a.Desk != h.desk():
		return nil, record.Wrong("desk", "pair.otherDesk", nil)
	}
	if err := h.admit(a, pays); err != nil {
		return nil, err
	}
	reply, err := json.Marshal(pairing.Welcome{Hub: h.id.Hub, Desk: h.desk(), Authority: h.authority.Public().(ed25519.PublicKey), First: first, Members: h.members.all()})
	if err != nil {
		return nil, err
	}
	h.codes.spend(a.Login, reply)
	h.o.Log.Info("hub: a workstation was let in", "workstation", a.Workstation)
	return reply, nil
}

// admit makes an applicant a member and signs its names. They reach the log with the next look after
// what the log lacks; here it is only hurried.
func (h *Hub) admit(a pairing.Applicant, pays bool) error {
	if a.Desk != "" {
		if err := h.adopt(a.Desk); err != nil {
			return err
		}
	}
	now := h.o.Now()
	names, err := exchange.NamesOf(h.desk(), a.Workstation, a.Was, a.Signing, pays, now, h.authority)
	if err != nil {
		return err
	}
	if a.Desk != "" { // who has nothing of the desk yet knows nobody of it
		beside, err := exchange.Endorse(h.unknown(a.Beside, now), h.authority)
		if err != nil {
			return err
		}
		names = append(names, beside...)
	}
	err = h.members.admit(pairing.Member{
		Workstation: a.Workstation, Name: a.Name, Login: a.Login, Signing: a.Signing, Pays: pays,
		Joined: now.UTC().Format(time.RFC3339), Names: names,
	})
	if err == nil {
		h.spread(context.Background())
	}
	return err
}

// unknown are those whose keys the hub has not named yet.
func (h *Hub) unknown(signers []pairing.Signer, now time.Time) []exchange.Name {
	out := []exchange.Name{}
	for _, x := range signers {
		known := func(key ed25519.PublicKey) bool { return key.Equal(ed25519.PublicKey(x.Key)) }
		if !slices.ContainsFunc(h.keysOf(x.Workstation), known) {
			out = append(out, exchange.Name{Desk: h.desk(), Workstation: x.Workstation, Key: x.Key, When: now})
		}
	}
	return out
}
