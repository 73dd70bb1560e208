package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/folder"
	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
	"mendesk/storage"
)

// openVenue reaches the place of the settings with the key of this workstation.
func (d *desk) openVenue(_ context.Context, set syncSettings) (venue, error) {
	me, err := d.me()
	if err != nil {
		return nil, err
	}
	secret, err := d.app.keys().Load(me.Workstation)
	if errors.Is(err, keys.ErrNone) {
		secret, err = d.vouchForMe(&set, me)
	}
	if err != nil {
		return nil, err
	}
	at, authority, err := d.app.openPlace(set, me.Desk, me.Workstation, d.store, secret)
	if err != nil {
		return nil, err
	}
	rounds, err := d.newRounds(me, at, authority, secret, set)
	if err != nil {
		at.Close()
		return nil, err
	}
	e := &encounter{d: d, rounds: rounds, place: at}
	e.here, e.leave = context.WithCancel(context.Background())
	return e, nil
}

// openPlace opens the place by its kind, and tells who may sign names there.
func (a *App) openPlace(set syncSettings, desk, workstation record.ID, memory folder.Memory, secret keys.Secret) (openPlace, ed25519.PublicKey, error) {
	if set.Kind == LinkFolder {
		return a.openFolder(set, desk, workstation, memory)
	}
	return openNATS(set, secret)
}

// encounter is a venue at a place of exchange.
type encounter struct {
	d      *desk
	rounds *exchange.Desk
	place  openPlace

	here     context.Context // until it is closed
	leave    func()
	carrying sync.Mutex // held while attachments go and come
}

// openPlace is a place of exchange that can be let go.
type openPlace interface {
	exchange.Place
	Close()
}

// newRounds makes this workstation's side of the exchange at a place.
func (d *desk) newRounds(me storage.Identity, at exchange.Place, authority ed25519.PublicKey, secret keys.Secret, set syncSettings) (*exchange.Desk, error) {
	return exchange.New(exchange.Config{
		Name: set.placeName(), Desk: me.Desk, Workstation: me.Workstation, Key: secret.Signing(),
		Authorities: []ed25519.PublicKey{authority}, Names: set.Names, Keeper: d.store, Place: at,
		Rand: d.app.options.Rand, Now: d.app.options.Now, Program: d.app.options.Version,
	})
}

// placeName is under which what is known of the place is remembered.
func (set syncSettings) placeName() string {
	return set.Kind + " " + strings.Join(set.NATS.URLs, ",") + set.Folder
}

// close cuts off what is being carried and lets the place go.
func (e *encounter) close() {
	e.leave()
	e.carrying.Lock()
	defer e.carrying.Unlock()
	e.place.Close()
}

// listen tells of news at the place until ctx ends or the line is cut.
func (e *encounter) listen(ctx context.Context, heard func()) error {
	switch at := e.place.(type) {
	case *natshub.Place:
		return at.Listen(ctx, func(workstation record.ID, said []byte) {
			if e.rounds.News(ctx, workstation, said) {
				heard()
			}
		})
	case folderPlace:
		return at.watch(ctx, heard)
	}
	return nil
}

// round is one of exchange's, told as the window wants it.
func (e *encounter) round(ctx context.Context, progress func(Progress)) (met, error) {
	own, err := e.d.ownTips(ctx)
	if err != nil {
		return met{}, err
	}
	asked := time.Now()
	state, err := e.place.State(ctx)
	if err != nil {
		return met{}, err
	}
	answer := time.Since(asked)
	r, err := e.rounds.Round(ctx, slowly(progress))
	got := met{received: r.Merged.Added, sent: r.Sent, pending: r.Pending}
	if err != nil {
		return got, err
	}
	if got.known, err = e.d.known(ctx, own); err != nil {
		return got, err
	}
	got.place = placeOf(state, answer)
	got.peers = e.d.peersOf(r)
	got.notes = notesOf(r)
	if r.Revoked {
		return got, exchange.ErrRevoked
	}
	return got, nil
}

func placeOf(s exchange.State, answer time.Duration) PlaceStatus {
	out := PlaceStatus{Millis: max(answer.Milliseconds(), 1), Holds: s.Holds}
	for _, b := range s.Boots {
		out.Started = b.When
		if b.Restored {
			out.Restored = b.When
		}
	}
	return out
}

// clockFar is a clock so wrong that people should set it right: late entries would be judged by it.
const clockFar = 10 * time.Minute

// notesOf is what people should know although a round went well.
func notesOf(r exchange.Result) []record.Problem {
	var out []record.Problem
	if off := r.ClockOff; off > clockFar || off < -clockFar {
		code := "sync.clockFast"
		if off < 0 {
			code, off = "sync.clockSlow", -off
		}
		out = append(out, record.Problem{Code: code, Params: record.Params{"minutes": strconv.Itoa(int(off.Minutes()))}})
	}
	if r.Restored {
		out = append(out, record.Problem{Code: "sync.restored"})
	}
	if len(r.Merged.Forks) > 0 {
		out = append(out, record.Problem{Code: "sync.forked"})
	}
	if r.Newer > 0 {
		out = append(out, record.Problem{Code: "sync.newerMessages", Params: record.Params{"count": strconv.Itoa(r.Newer)}})
	}
	if r.Skipped > 0 {
		out = append(out, record.Problem{Code: "sync.skipped", Params: record.Params{"count": strconv.Itoa(r.Skipped)}})
	}
	return out
}

// slowly reports steps a few times a second at most.
func slowly(report func(Progress)) func(exchange.Step) {
	var last time.Time
	return func(s exchange.Step) {
		if now := time.Now(); now.Sub(last) >= 300*time.Millisecond {
			last = now
			report(Progress{s.Done, s.Total})
		}
	}
}

// problemOf words what ended a round.
func problemOf(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if _, known := record.AsProblem(err); known {
		return err
	}
	switch {
	case errors.Is(err, folder.ErrEmptied):
		return record.Problem{Code: "sync.folderEmptied"}
	case errors.Is(err, folder.ErrForeign):
		return record.Problem{Code: "sync.folderForeign"}
	case errors.Is(err, natshub.ErrUnknown):
		return record.Problem{Code: "sync.notMember"}
	}
	switch code := exchange.Code(err); code {
	case "", "fault", "stopped":
		return err
	case "unclear", "busy", "refused": // the next round asks again
		return record.Problem{Code: "sync.busy"}
	default:
		return record.Problem{Code: "sync." + code}
	}
}

// ordinary tells of a failure that it is only that nobody answered.
func ordinary(code string) bool { return code == "sync.unreachable" || code == "sync.busy" }

// ownTips is how far the logs of this workstation are here.
func (d *desk) ownTips(ctx context.Context) (map[record.LogID]uint64, error) {
	me, err := d.store.Identity()
	if err != nil {
		return nil, err
	}
	logs, err := d.store.Logs(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.known(ctx, nil)
	for log := range all {
		if logs[log].Workstation != me.Workstation {
			delete(all, log)
		}
	}
	return all, err
}

// known is how far each log is here, but for those in before as far as that says.
func (d *desk) known(ctx context.Context, before map[record.LogID]uint64) (map[record.LogID]uint64, error) {
	tips, err := d.store.Tips(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask how far the logs are here: %w", err)
	}
	out := map[record.LogID]uint64{}
	for log, heads := range tips {
		for _, h := range heads {
			out[log] = max(out[log], h.N)
		}
		if n, mine := before[log]; mine {
			out[log] = n
		}
	}
	return out, nil
}

// peersOf tells how the other workstations stand.
func (d *desk) peersOf(r exchange.Result) []Peer {
	out := make([]Peer, 0, len(r.Peers))
	before := map[record.ID]Peer{}
	d.sync.mu.Lock()
	for _, p := range d.sync.kept.Peers {
		before[p.ID] = p
	}
	d.sync.mu.Unlock()
	for _, id := range r.Shut {
		out = append(out, Peer{ID: id, Seen: before[id].Seen, Revoked: true})
	}
	for _, p := range r.Peers {
		peer := Peer{ID: p.Workstation, Seen: later(p.Seen, before[p.Workstation].Seen), Behind: p.Lacks, Ahead: p.Ahead, Clock: 60 * p.Fast}
		if peer.Behind > 0 {
			if peer.Since = before[peer.ID].Since; peer.Since.IsZero() {
				peer.Since = d.app.now()
			}
		}
		out = append(out, peer)
	}
	return out
}
