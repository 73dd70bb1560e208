package returns

import (
	"encoding/binary"
	"iter"
	"slices"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// RowLines is how many lines of a return a row tells apart; units of further lines are in the sums alone.
const RowLines = 4

// End is how far a return has come: what figures need of those of the past. Times are milliseconds since 1970,
// 0 for none.
type End struct {
	Requested int64
	Settled   int64 // 0 while it is not
	State     State // as stored: expiry is not in it, see ExpiresAt
	ExpiresAt int64
}

// Row is what figures need of a return. Times are milliseconds since 1970, 0 for none.
type Row struct {
	End
	SignedDay int32       // the order's day of signature, counted from 1970-01-01; 0 when it was not known at the request
	WaitSince int64       // since when it is in Stage and waits for Waiting
	Spent     [8][4]int64 // milliseconds by place in [TimedStages] and place in [Parties], without the current stay
	Refunded  int64       // minor units, known from settlement on
	Currency  uint32      // interned
	Fault     Fault
	Stage     Stage
	Waiting   Party

	Units, Approved, Received, Accepted int // Units are those requested

	N     int // lines that are told apart
	Lines [RowLines]RowLine
}

// RowLine is one line of a return in its row.
type RowLine struct {
	SKU      uint32 // interned
	Reason   Reason
	Units    int // requested
	Accepted int
	Cost     int64 // minor units paid for the units accepted
}

const (
	rowLineSize = 4 + 1 + 2 + 2 + 8
	// RowSize is the bytes of an encoded row.
	RowSize = 26 + 3*8 + 4 + 8*4*8 + 8 + 4 + 8 + 4 + 4*2 + 1 + RowLines*rowLineSize
)

// none is the place of a word that is not in its list.
const none = 255

// What a byte of a row stands for, by place.
var (
	rowStates = []State{
		Requested, NeedsInformation, Approved, Rejected, Cancelled, Expired, ShippedBack, InTransit, CustomsHold,
		PartlyReceived, Received, Decided, Settled,
	}
	timedStages = TimedStages()
	rowStages   = append(TimedStages(), StageRequest, StageFinished)
	rowParties  = Parties()
	rowFaults   = Faults()
	rowReasons  = Reasons()
)

// signedLater is how far after the request a correction may move the order's day of signature.
const signedLater = 90 * 24 * time.Hour

// reach is until when a figure asks for the return: the moment of its request, and, once goods came back, the
// day on which its order was signed for, to whose cohort they belong. While that day is unknown: always.
func (r Return) reach() int64 {
	came := slices.ContainsFunc(r.Lines, func(l ReturnLine) bool { return l.Received > 0 })
	switch {
	case !came || r.RequestedAt.IsZero():
		return millis(r.RequestedAt)
	case r.SignedDay == "":
		return record.Always
	}
	return max(millis(r.RequestedAt), millis(r.SignedDay.Add(2).Start(time.UTC))) + signedLater.Milliseconds()
}

func (r Return) row(_ record.Versions, in record.Intern) []byte {
	row := Row{
		End:       End{millis(r.RequestedAt), millis(r.SettledAt), r.State, millis(r.ExpiresAt)},
		WaitSince: millis(r.WaitSince), Refunded: r.Refunded, Currency: in(r.Currency),
		Fault: r.Fault, Stage: r.Stage, Waiting: r.Waiting,
	}
	if r.SignedDay != "" {
		row.SignedDay = int32(record.Day("1970-01-01").Until(r.SignedDay))
	}
	for _, s := range r.Spent {
		stage, waiting := place(timedStages, s.Stage), place(rowParties, s.Waiting)
		if stage != none && waiting != none {
			row.Spent[stage][waiting] += s.Millis
		}
	}
	for i, l := range r.Lines {
		row.Units, row.Approved = row.Units+l.Requested, row.Approved+l.Approved
		row.Received, row.Accepted = row.Received+l.Received, row.Accepted+l.Accepted
		if i < RowLines {
			row.Lines[i] = RowLine{in(l.SKU), l.Reason, l.Requested, l.Accepted, l.Value(l.Accepted)}
			row.N++
		}
	}
	return row.encoded(r.Order)
}

// Value is what was paid for units of the line, without shipping, in minor units.
func (l ReturnLine) Value(units int) int64 {
	return archive.Line{Quantity: l.Ordered, Price: record.Money{Minor: l.Paid}}.PaidFor(0, units).Minor
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func place[T comparable](all []T, x T) uint8 {
	if i := slices.Index(all, x); i >= 0 {
		return uint8(i)
	}
	return none
}

func small(n int) uint16 { return uint16(min(max(n, 0), 1<<16-1)) }

func word[T comparable](all []T, at uint8) T {
	var zero T
	if int(at) < len(all) {
		return all[at]
	}
	return zero
}

func (r Row) encoded(order record.ID) []byte {
	b := make([]byte, 26, RowSize)
	copy(b, order)
	le := binary.LittleEndian
	for _, v := range []int64{r.Requested, r.Settled, r.WaitSince} {
		b = le.AppendUint64(b, uint64(v))
	}
	b = le.AppendUint32(b, uint32(r.SignedDay))
	for _, stage := range r.Spent {
		for _, v := range stage {
			b = le.AppendUint64(b, uint64(v))
		}
	}
	b = le.AppendUint64(b, uint64(r.Refunded))
	b = le.AppendUint32(b, r.Currency)
	b = le.AppendUint64(b, uint64(r.ExpiresAt))
	b = append(b, place(rowStates, r.State), place(rowFaults, r.Fault), place(rowStages, r.Stage), place(rowParties, r.Waiting))
	for _, v := range []int{r.Units, r.Approved, r.Received, r.Accepted} {
		b = le.AppendUint16(b, small(v))
	}
	b = append(b, uint8(r.N))
	for _, l := range r.Lines {
		b = append(le.AppendUint32(b, l.SKU), place(rowReasons, l.Reason))
		b = le.AppendUint16(le.AppendUint16(b, small(l.Units)), small(l.Accepted))
		b = le.AppendUint64(b, uint64(l.Cost))
	}
	return b
}

// ReadRow reads a row as the kind of returns writes it, but for its order, which [CameBack] gives; bytes of another size
// give the zero Row.
func ReadRow(b []byte) Row {
	var r Row
	if len(b) != RowSize {
		return r
	}
	in := rowReader{b[26:]}
	r.Requested, r.Settled, r.WaitSince = in.u64(), in.u64(), in.u64()
	r.SignedDay = int32(in.u32())
	spent := in.take(8 * 4 * 8)
	for s := range r.Spent {
		stage := (*[4 * 8]byte)(spent[4*8*s:])
		if *stage == ([4 * 8]byte{}) { // a stage that it was never in, as most are
			continue
		}
		for w := range r.Spent[s] {
			r.Spent[s][w] = int64(binary.LittleEndian.Uint64(stage[8*w:]))
		}
	}
	r.Refunded, r.Currency, r.ExpiresAt = in.u64(), in.u32(), in.u64()
	r.State, r.Fault = word(rowStates, in.u8()), word(rowFaults, in.u8())
	r.Stage, r.Waiting = word(rowStages, in.u8()), word(rowParties, in.u8())
	r.Units, r.Approved, r.Received, r.Accepted = in.u16(), in.u16(), in.u16(), in.u16()
	r.N = int(in.u8())
	for i := range r.Lines[:min(r.N, RowLines)] {
		r.Lines[i] = RowLine{SKU: in.u32(), Reason: word(rowReasons, in.u8()), Units: in.u16(), Accepted: in.u16(), Cost: in.u64()}
	}
	return r
}

// ReadEnd reads of a row as ReadRow does: how far the return has come.
func ReadEnd(b []byte) End {
	if len(b) != RowSize {
		return End{}
	}
	in := rowReader{b[26:]}
	requested, settled := in.u64(), in.u64()
	in.take(8 + 4 + 8*4*8 + 8 + 4)
	expires, state := in.u64(), word(rowStates, in.u8())
	return End{requested, settled, state, expires}
}

// CameBack reads of a row as ReadRow does: the order, when the return was requested, and the units received.
func CameBack(b []byte) (order []byte, requested int64, units int) {
	if len(b) != RowSize {
		return nil, 0, 0
	}
	const received = RowSize - RowLines*rowLineSize - 1 - 2*2
	in := rowReader{b[26:]}
	requested = in.u64()
	in = rowReader{b[received:]}
	return b[:26], requested, in.u16()
}

// rowReader takes numbers off the front of a row.
type rowReader struct{ rest []byte }

func (r *rowReader) take(n int) []byte {
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *rowReader) u64() int64  { return int64(binary.LittleEndian.Uint64(r.take(8))) }
func (r *rowReader) u32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *rowReader) u16() int    { return int(binary.LittleEndian.Uint16(r.take(2))) }
func (r *rowReader) u8() uint8   { return r.take(1)[0] }

// StateAt is the state at a moment, with expiry worked out; see [Return.StateAt].
func (e *End) StateAt(now time.Time) State {
	if e.State == Approved && e.ExpiresAt != 0 && now.UnixMilli() >= e.ExpiresAt {
		return Expired
	}
	return e.State
}

// Dwell is the time in a stage until asOf, in milliseconds: in all, and by whom it waited for, in the order
// of [Parties]. Open says that the return is still in the stage; it never was in it when ms is 0 and not open.
func (r *Row) Dwell(stage Stage, asOf time.Time) (ms int64, by [4]int64, open bool) {
	at := place(timedStages, stage)
	if at == none {
		return 0, by, false
	}
	return r.DwellAt(int(at), asOf.UnixMilli())
}

// DwellAt is [Row.Dwell] of the stage at a place in [TimedStages], until a moment in milliseconds since 1970.
func (r *Row) DwellAt(at int, asOf int64) (ms int64, by [4]int64, open bool) {
	by = r.Spent[at]
	if r.Stage == timedStages[at] {
		if waiting := place(rowParties, r.Waiting); waiting != none {
			open = true
			by[waiting] += max(asOf-r.WaitSince, 0)
		}
	}
	return by[0] + by[1] + by[2] + by[3], by, open
}

// words are what search finds a return by.
func (r Return) words(_ iter.Seq[record.Happened]) []string {
	out := []string{r.Number, r.OrderNumber, r.Words}
	for _, l := range r.Lines {
		out = append(out, l.Title, l.SKU)
	}
	for _, s := range r.Shipments {
		out = append(out, s.Number)
	}
	return slices.DeleteFunc(out, func(w string) bool { return w == "" })
}
