package app

import (
	"context"
	"errors"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// payerNow is who confirms holds at this moment: the place where workstations meet; nil for a desk that is not shared.
func (d *desk) payerNow() payer {
	if d.payer != nil {
		return d.payer
	}
	if d.sync == nil || d.sync.link().Kind == "" {
		return nil
	}
	return d.sync
}

// Hold asks the shared log for the money of one refund. The round that calls has opened the place.
func (s *syncer) Hold(ctx context.Context, h hold, may func(earlier []record.Hash) error) error {
	s.mu.Lock()
	e, ok := s.venue.(*encounter)
	s.mu.Unlock()
	if !ok {
		return exchange.ErrUnreachable
	}
	var no error
	_, err := e.rounds.Pay(ctx, exchange.Payment{
		Order: h.Order, Refund: h.Refund, Log: h.Log, Tip: record.Tip{N: h.N, Hash: h.Entry},
	}, func(_ context.Context, granted []exchange.Hold) error {
		earlier := []record.Hash{}
		for _, g := range granted {
			earlier = append(earlier, g.Change)
		}
		no = may(earlier)
		return no
	})
	return taken(err, no)
}

// taken tells a refusal of the ledger from all that only keeps a hold waiting: a round that was cut off while the ledger
// was asked, or a disk that did not answer, is no reason to give the money up. no is what the ledger said.
func taken(err, no error) error {
	if _, refused := record.AsProblem(no); err != nil && refused && errors.Is(err, no) {
		return errTaken
	}
	return err
}

// confirm asks for the holds that wait here after a round. What keeps one waiting is told, and no failure of the round:
// other workstations, or what notes say then.
func (s *syncer) confirm(ctx context.Context, notes *[]record.Problem) (wait exchange.Wait) {
	if ctx.Err() != nil {
		return wait
	}
	_, err := s.d.confirmHolds(ctx)
	if err == nil || errors.As(err, &wait) {
		return wait
	}
	if p, known := record.AsProblem(problemOf(err)); known {
		*notes = append(*notes, p)
		return wait
	}
	s.d.app.options.Log.Warn("confirm holds", "error", err)
	return wait
}
