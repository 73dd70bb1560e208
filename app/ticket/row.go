package ticket

import (
	"encoding/binary"
	"slices"
	"time"

	"mendesk/app/record"
)

// RowSize is the size in bytes of a ticket's figures row.
const RowSize = 8*9 + 4*7 + 2*2 + 8

// Row is what the figures need of a ticket. Moments are UTC milliseconds since 1970, 0 for none; durations
// are seconds. Interned words are numbers of [record.Rows].Name.
type Row struct {
	Created    int64 // 0 when the creation is not known
	Placed     int64 // moment that places the ticket in a period: creation, or the earliest time known
	FirstReply int64
	FirstDue   int64 // end of the promise for the first reply; 0 when nothing is promised
	Resolved   int64 // last resolution, 0 when it was reopened since
	ResolveDue int64 // 0 when nothing is promised or its clock is paused
	ClosesAt   int64 // moment from which it counts as closed; 0 when it is not resolved
	RatedAt    int64
	NextDue    int64 // what is due first and not done, of an unfinished ticket

	Category   uint32 // interned
	Department uint32 // interned; as at the last resolution, else the present one
	Owner      uint32 // interned id, likewise
	Standard   uint32 // interned id of the version
	SKU        uint32 // interned
	Work       uint32 // working seconds from creation to the last resolution, or 0, without pauses
	Paused     uint32 // seconds by the wall clock that the pauses took between creation and last resolution

	Reopened uint16
	Odd      uint16 // bit i: Oddities()[i]
	Kind     Kind
	Channel  Channel
	Priority Priority
	State    State
	Rating   int
	Judged   bool // the versions of standard and calendar were known
	LeftOut  bool // out of every figure about time
	Imported bool
}

// Complaint tells whether the ticket is a complaint that counts: one dismissed does not.
func (r *Row) Complaint() bool { return r.Kind == Complaint && !r.State.Dismissed() }

// Has tells whether the row has an oddity.
func (r *Row) Has(oddity string) bool {
	if r.Odd == 0 { // as nearly always
		return false
	}
	i := slices.Index(oddities, oddity)
	return i >= 0 && r.Odd&(1<<i) != 0
}

// OddCodes lists the row's oddities.
func (r *Row) OddCodes() []string {
	out := []string{}
	for i, code := range oddities {
		if r.Odd&(1<<i) != 0 {
			out = append(out, code)
		}
	}
	return out
}

// reach is until when a figure asks for the ticket: for one that has not ended, always.
func (t Ticket) reach() int64 {
	if t.resolved().IsZero() && !t.State.Dismissed() {
		return record.Always
	}
	return max(millis(t.CreatedAt), millis(t.resolved()), millis(t.RatedAt))
}

func ticketRow(t Ticket, v record.Versions, in record.Intern) []byte {
	s, c, ok := Judge(v, t)
	r := Row{
		Placed: millis(t.CreatedAt), FirstReply: millis(t.FirstReplyAt), RatedAt: millis(t.RatedAt),
		Resolved: millis(t.resolved()), Paused: t.paused(s),
		Category: in(t.Category), Department: in(string(t.Department)), Owner: in(string(t.Owner)),
		Standard: in(string(t.Standard)), SKU: in(t.SKU),
		Reopened: uint16(min(t.Reopened, 1<<16-1)), Kind: t.Kind, Channel: t.Channel, Priority: t.Priority, State: t.State,
		Rating: t.Rating, Judged: ok, LeftOut: t.LeftOut, Imported: t.Source != "",
	}
	if !slices.Contains(t.Odd, CreatedUnknown) {
		r.Created = r.Placed
	}
	for i, code := range oddities {
		if slices.Contains(t.Odd, code) {
			r.Odd |= 1 << i
		}
	}
	if r.Resolved != 0 {
		r.Owner, r.Department = in(string(t.ResolvedOwner)), in(string(t.ResolvedDepartment))
		r.ClosesAt = millis(t.ClosesAt(s))
		if t.State == Closed {
			r.ClosesAt = millis(t.ClosedAt)
		}
	}
	if ok {
		r = r.judged(t, s, c)
	}
	return r.bytes()
}

// judged adds what follows from the standard.
func (r Row) judged(t Ticket, s Standard, c Calendar) Row {
	for _, k := range reckon(t, s, c) {
		switch k.metric {
		case FirstReply:
			r.FirstDue = millis(k.due)
		case Resolution:
			r.ResolveDue = millis(k.due)
		}
		if due := millis(k.due); due != 0 && k.done.IsZero() && t.State.Unfinished() && (r.NextDue == 0 || due < r.NextDue) {
			r.NextDue = due
		}
	}
	if r.Resolved != 0 && !t.LeftOut {
		r.Work = uint32(seconds(spent(c.hours(), t.CreatedAt, t.ResolvedAt, t.pauses(s))))
	}
	return r
}

// paused is how many seconds by the wall clock the ticket stood still between its creation and its last
// resolution.
func (t Ticket) paused(s Standard) uint32 {
	if t.resolved().IsZero() || t.LeftOut {
		return 0
	}
	wall := t.ResolvedAt.Sub(t.CreatedAt)
	return uint32(max(0, seconds(wall-spent(wallClock{}, t.CreatedAt, t.ResolvedAt, t.pauses(s)))))
}

const (
	bitJudged = 1 << iota
	bitLeftOut
	bitImported
)

func (r Row) bytes() []byte {
	b := make([]byte, 0, RowSize)
	for _, n := range []int64{r.Created, r.Placed, r.FirstReply, r.FirstDue, r.Resolved, r.ResolveDue, r.ClosesAt, r.RatedAt, r.NextDue} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	for _, n := range []uint32{r.Category, r.Department, r.Owner, r.Standard, r.SKU, r.Work, r.Paused} {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	b = binary.BigEndian.AppendUint16(b, r.Reopened)
	b = binary.BigEndian.AppendUint16(b, r.Odd)
	return append(b, place(kinds, r.Kind), place(channels, r.Channel), place(priorities, r.Priority), place(states, r.State),
		byte(r.Rating), bit(r.Judged, bitJudged)|bit(r.LeftOut, bitLeftOut)|bit(r.Imported, bitImported), 0, 0)
}

// ReadRow reads a row that Tickets.Row wrote.
func ReadRow(b []byte) Row {
	long := func(i int) int64 { return int64(binary.BigEndian.Uint64(b[8*i:])) }
	word := func(i int) uint32 { return binary.BigEndian.Uint32(b[72+4*i:]) }
	tail := b[104:RowSize]
	return Row{
		Created: long(0), Placed: long(1), FirstReply: long(2), FirstDue: long(3), Resolved: long(4), ResolveDue: long(5),
		ClosesAt: long(6), RatedAt: long(7), NextDue: long(8),
		Category: word(0), Department: word(1), Owner: word(2), Standard: word(3), SKU: word(4), Work: word(5), Paused: word(6),
		Reopened: binary.BigEndian.Uint16(b[100:]), Odd: binary.BigEndian.Uint16(b[102:]),
		Kind: placed(kinds, tail[0]), Channel: placed(channels, tail[1]), Priority: placed(priorities, tail[2]), State: placed(states, tail[3]),
		Rating: int(tail[4]), Judged: tail[5]&bitJudged != 0, LeftOut: tail[5]&bitLeftOut != 0, Imported: tail[5]&bitImported != 0,
	}
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// place is 1 + the place in the list, 0 for a word that is not in it.
func place[V comparable](list []V, v V) byte { return byte(slices.Index(list, v) + 1) }

func placed[V any](list []V, place byte) V {
	if place == 0 || int(place) > len(list) {
		var none V
		return none
	}
	return list[place-1]
}

func bit(is bool, b byte) byte {
	if is {
		return b
	}
	return 0
}
