package exchange

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mendesk/app/record"
)

// meet compares the place with what is remembered of it. A place that was restored or replaced, or that lost
// something, is read from the beginning: what it really yields is what is known of it.
func (r *round) meet() error {
	first := len(r.m.Boots) == 0 && r.m.Cursor == ""
	back, lost := r.wentBack(), r.state.Missing > r.m.Missing && !r.slip.noMissing
	if r.slip.keepMemory {
		back = false
	}
	if !first && back {
		if err := r.distrust(); err != nil {
			return err
		}
	}
	if !first && (back || lost || r.flagged()) && !r.slip.keepMemory {
		r.result.Restored = true
		r.m.forget()
		r.Desk.holds = map[record.ID]uint64{}
	}
	if r.m.Cursor == "" {
		r.Desk.whole = true
	}
	r.m.Boots = r.m.Boots[:0]
	for _, b := range r.state.Boots {
		r.m.Boots = append(r.m.Boots, b.ID)
	}
	r.m.Missing = r.state.Missing
	return nil
}

// wentBack tells whether something that was read once may be gone: the log ends before it, a start that was
// seen is gone, or one that was not seen lies before it.
func (r *round) wentBack() bool {
	if !r.c.Place.Reached(r.state.Last, r.m.Cursor) {
		return true
	}
	for _, id := range r.m.Boots {
		if !slices.ContainsFunc(r.state.Boots, func(b Boot) bool { return b.ID == id }) {
			return true
		}
	}
	return slices.ContainsFunc(r.state.Boots, func(b Boot) bool {
		return !slices.Contains(r.m.Boots, b.ID) && r.c.Place.Reached(r.m.Cursor, b.At)
	})
}

// flagged tells whether the place says of a start not seen before that it was restored.
func (r *round) flagged() bool {
	return slices.ContainsFunc(r.state.Boots, func(b Boot) bool { return b.Restored && !slices.Contains(r.m.Boots, b.ID) })
}

// distrust notes that what was acknowledged before the place's last start may be lost. Of a place that notes no
// starts, as a cluster, each loss that is noticed gets a name of its own.
func (r *round) distrust() error {
	n := len(r.state.Boots)
	switch {
	case n > 0:
		if last := r.state.Boots[n-1].ID; !slices.Contains(r.m.Distrust, last) {
			r.m.Distrust = append(r.m.Distrust, last)
		}
	case r.state.Holds:
		loss, err := record.NewID(r.c.Now(), r.c.Rand)
		if err != nil {
			return err
		}
		r.m.Distrust = append(r.m.Distrust, loss)
	}
	return nil
}

// enter works out the epoch: the last start before which something was or may be lost, and how much more is
// missing. Payments of one epoch do not rely on what was acknowledged in another.
func (r *round) enter() {
	epoch := ""
	for i, b := range r.state.Boots {
		if i == 0 || b.Restored || r.distrusted(b.ID) {
			epoch = string(b.ID)
		}
	}
	if len(r.state.Boots) == 0 {
		epoch = r.losses()
	}
	if epoch != "" {
		epoch += "." + strconv.FormatUint(r.state.Missing, 10)
	}
	if epoch != r.m.Epoch {
		r.m.Epoch, r.m.Since, r.m.Over = epoch, record.Instant(r.c.Now()), nil
	}
}

// losses names all that anybody knows to be lost of a place that notes no starts; "" when nothing is.
func (r *round) losses() string {
	all := slices.Clone(r.m.Distrust)
	for _, h := range r.haves {
		all = append(all, h.Distrust...)
	}
	if len(all) == 0 {
		return ""
	}
	slices.Sort(all)
	names := []byte{}
	for _, id := range slices.Compact(all) {
		names = append(names, id...)
	}
	return string(record.HashOf(names))
}

func (r *round) distrusted(boot record.ID) bool {
	if slices.Contains(r.m.Distrust, boot) {
		return true
	}
	for _, h := range r.haves {
		if slices.Contains(h.Distrust, boot) {
			return true
		}
	}
	return false
}

// askHaves reads what the others know and enters the epoch. Whoever has not spoken in it says so at once,
// since payments of others wait for that.
func (r *round) askHaves(ctx context.Context) error {
	raw, err := r.c.Place.Haves(ctx)
	if err != nil {
		return err
	}
	r.said = raw
	r.readHaves()
	r.enter()
	if mine, spoke := r.haves[r.c.Workstation]; r.state.Holds && (!spoke || mine.Epoch != r.m.Epoch) && !r.names.revoked[r.c.Workstation] {
		return r.publish(ctx)
	}
	return nil
}

// readHaves reads again what the others said, as far as they are believed now.
func (r *round) readHaves() {
	r.haves = map[record.ID]Have{}
	for ws, b := range r.said {
		h, err := readHave(r.s, b, r.c.Desk, ws, r.names)
		if err != nil { // of a workstation that is not known yet, or revoked, or junk
			continue
		}
		r.haves[ws] = h
	}
}

// A workstation says again after this time that it is there.
const sayAgain = 2 * time.Minute

// publish says what this workstation knows, when that changed or was not said for a while.
func (r *round) publish(ctx context.Context) error {
	tips, err := r.c.Keeper.Tips(ctx)
	if err != nil {
		return err
	}
	h := Have{
		Desk: r.c.Desk, Workstation: r.c.Workstation, Tips: tips, Read: r.m.Cursor, Epoch: r.m.Epoch, Distrust: r.m.Distrust, Program: r.c.Program,
		Fast: int(r.result.ClockOff.Round(time.Minute) / time.Minute),
	}
	body, err := record.Encode(h)
	if err != nil {
		return err
	}
	now, digest := r.c.Now(), record.HashOf(body)
	mine, spoke := r.haves[r.c.Workstation]
	if ago := now.Sub(r.m.HaveAt); digest == r.m.Have && (r.spoken || spoke && mine.When.Equal(r.m.HaveAt)) && ago >= 0 && ago < sayAgain {
		return nil
	}
	h.When = record.Instant(now)
	raw, err := h.sign(r.s, r.c.Key)
	if err != nil {
		return err
	}
	if err := r.c.Place.PutHave(ctx, r.c.Workstation, raw); err != nil {
		return fmt.Errorf("say what is here: %w", err)
	}
	r.m.Have, r.m.HaveAt = digest, h.When
	r.spoken = true
	return r.keep(r.m)
}
