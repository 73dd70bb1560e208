package exchange

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"mendesk/app/record"
)

// PassOverAfter is how long payments wait for workstations that have not synced since the place lost
// something, before a supervisor may decide to go on without them.
const PassOverAfter = 24 * time.Hour

// Pay takes the money of a refund for one entry of this workstation's log, before anybody else does, and
// sends the entry with it. It may be called again until it gives an answer: an entry that holds its money
// already is given its hold, if the rule still agrees: the place may have lost what others paid before. The money may be handed out once the answer is noted in an event of its own,
// by which the others know when the place has lost the hold.
//
// rule decides whether the money is there beside the holds that were granted before on the order, oldest
// first; their entries are all merged when it is called. A hold whose refund failed, or was reversed, is
// among them: the rule knows. One on the same refund by another entry is another payment.
//
// Errors: those of a place; ErrNoHolds; ErrTaken with the rule's error, when it refuses and others hold, or alone when a
// copy of this workstation has the hold; ErrHoldAgain;
// the rule's error alone; ErrBehind when something is known elsewhere that is not here, where another round
// may help; a [Wait]. After ErrUnclear the hold may still be granted: the refund stays unconfirmed, and
// neither paid nor declined, until a later call says.
func (d *Desk) Pay(ctx context.Context, p Payment, rule func(ctx context.Context, granted []Hold) error) (Hold, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var err error
	for range tries {
		var h Hold
		h, err = d.pay(ctx, p, rule)
		if !errors.Is(err, ErrRefused) && !errors.Is(err, ErrBusy) {
			return h, err
		}
		if err := d.c.Pause(ctx, 100*time.Millisecond); err != nil {
			return Hold{}, err
		}
	}
	return Hold{}, err
}

func (d *Desk) pay(ctx context.Context, p Payment, rule func(context.Context, []Hold) error) (Hold, error) {
	r, err := d.begin(ctx, nil)
	if err != nil {
		return Hold{}, err
	}
	if !r.state.Holds {
		return Hold{}, ErrNoHolds
	}
	if err := r.pull(ctx); err != nil {
		return Hold{}, err
	}
	switch {
	case r.names.revoked[d.c.Workstation]:
		return Hold{}, ErrRevoked
	case !r.slip.holdOld && !r.writes(ctx, p.Log):
		return Hold{}, ErrHoldAgain
	case !r.complete:
		return Hold{}, fmt.Errorf("the log was not read to its end: %w", ErrBehind)
	}
	if err := r.giveNames(ctx); err != nil { // a hold counts for those who know who made it
		return Hold{}, err
	}
	granted, last, strangers, err := r.granted(ctx, p.Order)
	if err != nil {
		return Hold{}, err
	}
	if len(strangers) > 0 {
		return Hold{}, fmt.Errorf("a hold of workstation %s, which is not known here: %w", strangers[0], ErrBehind)
	}
	earlier := granted
	mine := slices.IndexFunc(granted, func(h Hold) bool { return h.Change == p.Tip.Hash })
	if mine >= 0 {
		if granted[mine].Try != r.m.Tries[p.Tip.Hash] && !r.slip.holdOfTwin {
			return granted[mine], fmt.Errorf("a copy of this workstation, or this one before it was restored: %w", ErrTaken)
		}
		if r.slip.heldIsPaid {
			return granted[mine], nil
		}
		earlier = granted[:mine]
	}
	if err := r.mayPay(ctx, p, earlier); err != nil {
		return Hold{}, err
	}
	if err := rule(ctx, earlier); err != nil && !r.slip.noRule {
		if len(earlier) > 0 {
			err = fmt.Errorf("%w: %w", ErrTaken, err)
		}
		return Hold{}, err
	}
	if mine >= 0 { // the answer to it was lost, and nothing is known since that speaks against it
		return granted[mine], nil
	}
	return r.hold(ctx, p, last)
}

func (r *round) writes(ctx context.Context, log record.LogID) bool {
	writing, err := r.c.Keeper.Writing(ctx)
	return err == nil && writing == log
}

// Granted asks the place for the valid holds on an order, in their order.
func (d *Desk) Granted(ctx context.Context, order record.ID) ([]Hold, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := &round{Desk: d}
	got, _, _, err := r.granted(ctx, order)
	return got, err
}

// granted reads an order's holds: the valid ones, the last sequence of its subject, and who made holds and
// is not known here, so that nobody can say whether they are valid.
func (r *round) granted(ctx context.Context, order record.ID) (granted []Hold, last uint64, strangers []record.ID, err error) {
	messages, err := r.c.Place.Since(ctx, Subject{Pays, order}, 0)
	if err != nil {
		return nil, 0, nil, err
	}
	for _, m := range messages {
		h, err := readHold(r.s, m, last, r.c.Desk, r.names)
		last = m.Seq
		switch {
		case err == nil && !r.afterItsEnd(h):
			granted = append(granted, h)
		case err != nil && h.Workstation != "" && !r.names.named(h.Workstation):
			strangers = append(strangers, h.Workstation)
		}
	}
	return granted, last, strangers, nil
}

// afterItsEnd tells whether a revoked workstation made the hold with an entry after the end of its log.
func (r *round) afterItsEnd(h Hold) bool {
	if !r.names.revoked[h.Workstation] {
		return false
	}
	return !slices.ContainsFunc(r.ends(h.Workstation, h.Log), func(t record.Tip) bool { return h.N <= t.N })
}

// mayPay checks that nothing is known elsewhere that could speak against the payment.
func (r *round) mayPay(ctx context.Context, p Payment, granted []Hold) error {
	for _, h := range append(slices.Clone(granted), Hold{Log: p.Log, N: p.Tip.N, Change: p.Tip.Hash}) {
		has, err := r.c.Keeper.Has(ctx, h.Log, h.tip())
		if err != nil {
			return err
		}
		if !has {
			return fmt.Errorf("entry %d of log %s: %w", h.N, h.Log, ErrBehind)
		}
	}
	away, err := r.away(ctx)
	if err != nil {
		return err
	}
	if len(away) > 0 && !r.slip.holdNoWait {
		return Wait{away, r.m.Since}
	}
	return nil
}

// away lists the workstations that have not synced since the place lost something, but for those that a
// supervisor passed over. Of those that have, everything must be known here: ErrBehind.
func (r *round) away(ctx context.Context) ([]record.ID, error) {
	away := []record.ID{}
	for _, ws := range r.names.others(r.c.Workstation) {
		over := slices.Contains(r.m.Over, ws)
		if over && r.slip.overPresent {
			continue
		}
		h, spoke := r.haves[ws]
		if present := spoke && h.Epoch == r.m.Epoch; !present {
			if !over {
				away = append(away, ws)
			}
			continue
		}
		for log, tips := range h.Tips {
			_, all, err := r.spansOf(ctx, log, tips)
			if err != nil {
				return nil, err
			}
			if !all && !r.slip.holdNoWait {
				return nil, fmt.Errorf("what workstation %s knows of log %s: %w", ws, log, ErrBehind)
			}
		}
	}
	return away, nil
}

// PassOver is a supervisor's decision that payments go on without workstations that have not synced since
// the place lost something. It holds until the place loses something again, and only while they stay away:
// of one that comes back everything must be known before the next payment. A [Wait] when it is too early.
func (d *Desk) PassOver(ctx context.Context, away []record.ID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, err := d.begin(ctx, nil)
	if err != nil {
		return err
	}
	if r.c.Now().Sub(r.m.Since) < PassOverAfter {
		return Wait{away, r.m.Since}
	}
	for _, ws := range away {
		if !slices.Contains(r.m.Over, ws) {
			r.m.Over = append(r.m.Over, ws)
		}
	}
	return r.keep(r.m)
}

// hold pushes the hold with all of this log that the place lacks up to the entry, in one batch. What does
// not fit goes before it.
func (r *round) hold(ctx context.Context, p Payment, last uint64) (Hold, error) {
	out := &outgoing{r: r}
	tips, err := r.c.Keeper.Tips(ctx)
	if err != nil {
		return Hold{}, err
	}
	l, err := r.toSend(ctx, p.Log, tips[p.Log])
	if err == nil && l.count() > 0 {
		err = out.own(ctx, l, r.c.Workstation)
	}
	if err != nil {
		return Hold{}, err
	}
	try, err := r.attempt(p)
	if err != nil {
		return Hold{}, err
	}
	h := Hold{
		Try: try, Desk: r.c.Desk, Workstation: r.c.Workstation, Order: p.Order, Refund: p.Refund,
		Log: p.Log, N: p.Tip.N, Change: p.Tip.Hash, Follows: last, When: r.c.Now(),
	}
	raw, err := h.sign(r.s, r.c.Key)
	if err != nil {
		return h, err
	}
	batch := append([]Message{{Subject: h.subject(), Data: raw}}, out.batch...)
	h.Seq, err = r.pushHold(ctx, h, batch)
	if err != nil {
		return h, err
	}
	return h, out.sent()
}

// attempt remembers durably that the payment is asked for: when the answer is lost, its hold is known again
// as this workstation's, and a copy of this workstation knows that it is not its own.
func (r *round) attempt(p Payment) (record.ID, error) {
	if try, known := r.m.Tries[p.Tip.Hash]; known {
		return try, nil
	}
	try, err := record.NewID(r.c.Now(), r.c.Rand)
	if err != nil {
		return "", err
	}
	r.m.Tries[p.Tip.Hash] = try
	return try, r.keep(r.m)
}

// pushHold sends the batch of a payment. Only what whoever orders the log says afterwards counts.
func (r *round) pushHold(ctx context.Context, h Hold, batch []Message) (uint64, error) {
	var err error
	for try := range tries {
		if try > 0 {
			if err := r.c.Pause(ctx, time.Duration(50<<try)*time.Millisecond); err != nil {
				return 0, err
			}
		}
		b := Batch{Messages: batch, Follows: map[Subject]uint64{h.subject(): h.Follows}}
		if r.slip.holdByForce {
			delete(b.Follows, h.subject())
		}
		if len(batch) > 1 {
			b.Follows[batch[1].Subject] = r.last(batch[1].Kind)
		}
		var seqs []uint64
		seqs, err = r.c.Place.Push(ctx, b)
		switch {
		case err == nil:
			if len(seqs) > 1 {
				r.m.Acked[batch[1].Kind] = seqs[len(seqs)-1]
			}
			return seqs[0], nil
		case errors.Is(err, ErrBusy):
			continue
		case errors.Is(err, ErrUnclear) && r.slip.holdUnclear:
			return h.Follows + 1, nil
		case !errors.Is(err, ErrRefused) && !errors.Is(err, ErrUnclear):
			return 0, fmt.Errorf("pay: %w", err)
		}
		seq, gone, err2 := r.lookForHold(ctx, h, b)
		if err2 != nil {
			return 0, fmt.Errorf("pay: %w: %w", ErrUnclear, err2)
		}
		if seq > 0 {
			return seq, nil
		}
		if gone {
			return 0, fmt.Errorf("pay: %w", ErrRefused)
		}
	}
	return 0, fmt.Errorf("pay: %w", err)
}

// lookForHold tells where the hold stands, or that it can stand nowhere any more since another message
// follows what it would have followed.
func (r *round) lookForHold(ctx context.Context, h Hold, b Batch) (seq uint64, gone bool, err error) {
	got, err := r.c.Place.Since(ctx, h.subject(), h.Follows)
	if err != nil {
		return 0, false, err
	}
	for _, m := range got {
		var o Hold
		if _, err := r.s.unseal("hold", m.Data, &o); err == nil && o.Try == h.Try && o.Change == h.Change && m.Seq == got[0].Seq {
			return m.Seq, false, nil
		}
	}
	if len(got) > 0 {
		return 0, true, nil
	}
	delete(b.Follows, h.subject())
	_, err = r.look(ctx, b.Messages[1:], b.Follows)
	return 0, false, err
}

// takeHolds reads the holds of a page and tells of the valid ones.
func (r *round) takeHolds(ctx context.Context, page Page) error {
	var heard []Hold
	for _, m := range page.Messages {
		if m.Kind != Pays || m.Seq <= r.Desk.holds[m.Of] {
			continue
		}
		before, known := r.Desk.holds[m.Of]
		if !known && !r.Desk.whole { // what came before was read by an earlier run of the program
			granted, last, _, err := r.granted(ctx, m.Of)
			if err != nil {
				return err
			}
			r.Desk.holds[m.Of] = last
			heard = append(heard, granted...)
			continue
		}
		r.Desk.holds[m.Of] = m.Seq
		h, err := readHold(r.s, m, before, r.c.Desk, r.names)
		if err != nil || r.afterItsEnd(h) {
			r.result.Skipped++
			continue
		}
		heard = append(heard, h)
	}
	if len(heard) == 0 {
		return nil
	}
	r.result.Holds = append(r.result.Holds, heard...)
	if r.c.Heard == nil {
		return nil
	}
	return r.c.Heard(ctx, heard)
}
