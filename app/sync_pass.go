package app

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// PayWait is for whom payments of this workstation wait since the place lost something: what it lost may be that these
// paid, and nobody but themselves can say.
type PayWait struct {
	For   []Awaited `json:"for"`                             // none: no payment waits for anybody
	Since time.Time `json:"since,omitzero" ts_type:"string"` // when this workstation saw the loss
	From  time.Time `json:"from,omitzero" ts_type:"string"`  // when a supervisor may decide to go on without them
}

// Awaited is a workstation that has not synced since.
type Awaited struct {
	ID     record.ID `json:"id"`
	Name   string    `json:"name"` // empty: it was paired and never synced
	Letter string    `json:"letter"`
	Seen   time.Time `json:"seen,omitzero" ts_type:"string"` // when it last told how it stands; zero: never
}

// payWait tells for whom payments wait, as the last round found it; nothing when no payment waits any more.
func (d *desk) payWait(wait exchange.Wait, peers []Peer) (PayWait, error) {
	out := PayWait{For: []Awaited{}}
	if len(wait.For) == 0 {
		return out, nil
	}
	if holds, err := d.waitingHolds(context.Background()); err != nil || len(holds) == 0 {
		return out, err
	}
	out.Since, out.From = wait.Since, wait.Since.Add(exchange.PassOverAfter)
	for _, id := range wait.For {
		w := Awaited{ID: id}
		if i := slices.IndexFunc(peers, func(p Peer) bool { return p.ID == id }); i >= 0 {
			w.Name, w.Letter, w.Seen = peers[i].Name, peers[i].Letter, peers[i].Seen
		}
		out.For = append(out.For, w)
	}
	return out, nil
}

// PassOver lets payments of this workstation go on without those that stay away, and asks for the waiting ones at once;
// the status tells how that went. It needs a supervisor, and a place that answers.
func (s *Sync) PassOver(c shop.PassOver) (SyncStatus, error) {
	a := s.app
	by, err := view(a, func(_ *storage.Tx, who training.Actor, _ time.Time) (record.ID, error) {
		return who.ID, who.MustSupervise()
	})
	if err != nil {
		return SyncStatus{}, err
	}
	return safely(a, func(d *desk) (SyncStatus, error) {
		st, err := d.sync.status()
		if err != nil {
			return SyncStatus{}, err
		}
		c.Away = slices.DeleteFunc(slices.Clone(c.Away), func(id record.ID) bool {
			return !slices.ContainsFunc(st.Waits.For, func(w Awaited) bool { return w.ID == id })
		})
		if len(c.Away) == 0 {
			return SyncStatus{}, record.Problem{Code: "sync.nobodyAwaited"}
		}
		if err := d.sync.passOver(context.Background(), c.Away); err != nil {
			return SyncStatus{}, err
		}
		a.diary.Info("payments go on without workstations that stay away", "by", by, "away", c.Away, "since", st.Waits.Since)
		if _, err := carry(a, shop.Workstations, st.Station, func(_ *storage.Tx, w shop.Workstation, who training.Actor, now time.Time) ([]record.Event, error) {
			return w.PassOver(c, who, now)
		}); err != nil {
			return SyncStatus{}, err
		}
		_, _ = d.sync.meet(context.Background())
		return d.sync.status()
	})
}

// passOver tells the shared log's side of this workstation. Whoever the place knows to have synced meanwhile is waited
// for no more anyway, so it is asked first.
func (s *syncer) passOver(ctx context.Context, away []record.ID) error {
	err := s.at(ctx, func(ctx context.Context, m venue) error {
		e, ok := m.(*encounter)
		if !ok {
			return exchange.ErrUnreachable
		}
		var early exchange.Wait
		err := e.rounds.PassOver(ctx, away)
		if errors.As(err, &early) {
			left := early.Since.Add(exchange.PassOverAfter).Sub(s.d.app.now()).Hours()
			return record.Problem{Code: "sync.passTooEarly", Params: record.Params{"count": strconv.Itoa(int(math.Ceil(left)))}}
		}
		return err
	})
	if p, ok := record.AsProblem(err); ok && ordinary(p.Code) {
		return record.Problem{Code: "sync.passOffline"}
	}
	return err
}

// passedOver is the last decision to go on without a workstation that has not been seen since.
func passedOver(p Peer, stations []shop.Workstation) (out *Decided) {
	for _, w := range stations {
		over := w.PassedOver
		if over == nil || !slices.Contains(over.Away, p.ID) || p.Seen.After(over.At) || out != nil && out.At.After(over.At) {
			continue
		}
		out = &Decided{over.By, over.At}
	}
	return out
}
