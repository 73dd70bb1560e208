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

// Row is what figures need of a return. Times are milliseconds since 1970, 0 for none; words are interned.
type Row struct {
	Requested int64
	Settled   int64 // 0 while it is not
	Signed    int64 // start of the order's day of signature in UTC, as a date; see SignedDay
	SignedDay int32 // days since 1970-01-01; 0 for none
	WaitSince int64 // since when it is in Stage and waits for Waiting
	Spent     [8][4]int64
	Refunded  int64  // minor units, known from settlement on
	Currency  uint32 // interned
	State     uint32 // interned [State]
	Fault     uint32 // interned [Fault]
	Stage     uint8  // place in [TimedStages]; 255: none of them
	Waiting   uint8  // place in [Parties]; 255: nobody

	UnitsRequested, UnitsApproved, UnitsReceived, UnitsAccepted uint16

	// Lines that are told apart; N of them are filled.
	N     uint8
	Lines [RowLines]RowLine
}

// RowLine is one line of a return in its row.
type RowLine struct {
	SKU       uint32 // interned
	Reason    uint32 // interned [Reason]
	Requested uint16
	Accepted  uint16
	Cost      int64 // minor units paid for the units accepted
}

const rowLineSize = 4 + 4 + 2 + 2 + 8

// RowSize is the bytes of an encoded row.
const RowSize = 4*8 + 4 + 8*4*8 + 8 + 3*4 + 2 + 4*2 + 1 + RowLines*rowLineSize

const none = 255

func (r Return) row(_ record.Versions, in record.Intern) []byte {
	row := Row{
		Requested: millis(r.RequestedAt), Settled: millis(r.SettledAt), WaitSince: millis(r.WaitSince),
		Refunded: r.Refunded, Currency: in(r.Currency), State: in(string(r.State)), Fault: in(string(r.Fault)),
		Stage: place(TimedStages(), r.Stage), Waiting: place(Parties(), r.Waiting),
	}
	if r.SignedDay != "" {
		row.Signed = millis(r.SignedDay.Start(time.UTC))
		row.SignedDay = int32(record.Day("1970-01-01").Until(r.SignedDay))
	}
	for _, s := range r.Spent {
		stage, waiting := place(TimedStages(), s.Stage), place(Parties(), s.Waiting)
		if stage != none && waiting != none {
			row.Spent[stage][waiting] += s.Millis
		}
	}
	for i, l := range r.Lines {
		row.UnitsRequested += small(l.Requested)
		row.UnitsApproved += small(l.Approved)
		row.UnitsReceived += small(l.Received)
		row.UnitsAccepted += small(l.Accepted)
		if i < RowLines {
			row.Lines[i] = RowLine{in(l.SKU), in(string(l.Reason)), small(l.Requested), small(l.Accepted), l.Value(l.Accepted)}
			row.N++
		}
	}
	return row.encoded()
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

func (r Row) encoded() []byte {
	b := make([]byte, 0, RowSize)
	le := binary.LittleEndian
	for _, v := range []int64{r.Requested, r.Settled, r.Signed, r.WaitSince} {
		b = le.AppendUint64(b, uint64(v))
	}
	b = le.AppendUint32(b, uint32(r.SignedDay))
	for _, stage := range r.Spent {
		for _, v := range stage {
			b = le.AppendUint64(b, uint64(v))
		}
	}
	b = le.AppendUint64(b, uint64(r.Refunded))
	for _, v := range []uint32{r.Currency, r.State, r.Fault} {
		b = le.AppendUint32(b, v)
	}
	b = append(b, r.Stage, r.Waiting)
	for _, v := range []uint16{r.UnitsRequested, r.UnitsApproved, r.UnitsReceived, r.UnitsAccepted} {
		b = le.AppendUint16(b, v)
	}
	b = append(b, r.N)
	for _, l := range r.Lines {
		b = le.AppendUint32(le.AppendUint32(b, l.SKU), l.Reason)
		b = le.AppendUint16(le.AppendUint16(b, l.Requested), l.Accepted)
		b = le.AppendUint64(b, uint64(l.Cost))
	}
	return b
}

// ReadRow reads a row as [Return] writes it; a row of another size gives the zero Row.
func ReadRow(b []byte) Row {
	var r Row
	if len(b) != RowSize {
		return r
	}
	le := binary.LittleEndian
	at := 0
	u64 := func() int64 { at += 8; return int64(le.Uint64(b[at-8:])) }
	u32 := func() uint32 { at += 4; return le.Uint32(b[at-4:]) }
	u16 := func() uint16 { at += 2; return le.Uint16(b[at-2:]) }
	u8 := func() uint8 { at++; return b[at-1] }
	r.Requested, r.Settled, r.Signed, r.WaitSince = u64(), u64(), u64(), u64()
	r.SignedDay = int32(u32())
	for s := range r.Spent {
		for w := range r.Spent[s] {
			r.Spent[s][w] = u64()
		}
	}
	r.Refunded = u64()
	r.Currency, r.State, r.Fault = u32(), u32(), u32()
	r.Stage, r.Waiting = u8(), u8()
	r.UnitsRequested, r.UnitsApproved, r.UnitsReceived, r.UnitsAccepted = u16(), u16(), u16(), u16()
	r.N = u8()
	for i := range r.Lines {
		r.Lines[i] = RowLine{u32(), u32(), u16(), u16(), u64()}
	}
	return r
}

// Dwell is the time in a stage until asOf, in milliseconds: in all, and by whom it waited for, in the order
// of [Parties]. Open says that the return is still in the stage; it was in it at all when ms > 0 or open.
func (r Row) Dwell(stage int, asOf time.Time) (ms int64, by [4]int64, open bool) {
	by = r.Spent[stage]
	if int(r.Stage) == stage && r.Waiting != none {
		open = true
		by[r.Waiting] += max(asOf.UnixMilli()-r.WaitSince, 0)
	}
	for _, v := range by {
		ms += v
	}
	return ms, by, open
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
