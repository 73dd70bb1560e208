package quality

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/ticket"
)

// known are the published versions that rows may look up.
type known map[record.Ref]any

func (k known) Version(ref record.Ref) (any, bool) { v, ok := k[ref]; return v, ok }

// dictionary numbers words as storage does.
type dictionary struct {
	words   []string
	numbers map[string]uint32
}

func (d *dictionary) number(word string) uint32 {
	if n, ok := d.numbers[word]; ok {
		return n
	}
	if d.numbers == nil {
		d.numbers = map[string]uint32{}
	}
	d.numbers[word] = uint32(len(d.words))
	d.words = append(d.words, word)
	return d.numbers[word]
}

// rowsOf derives the figures rows of records with the kind's own Row, and hands them out by their reach as
// storage does.
func rowsOf[T any](k record.Kind[T], id func(T) record.ID, all []T) record.Rows {
	type row struct {
		reach   int64
		id, row []byte
	}
	words, v := &dictionary{}, versions()
	rows := make([]row, len(all))
	for i, t := range all {
		rows[i] = row{k.Reach(t), []byte(id(t)), k.Row(t, v, words.number)}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.reach, b.reach), bytes.Compare(a.id, b.id)) })
	var pages []byte // side by side, as in the file
	for i, r := range rows {
		pages = append(append(pages, r.id...), r.row...)
		rows[i].row, rows[i].id = pages[len(pages)-len(r.row):], pages[len(pages)-len(r.row)-len(r.id):len(pages)-len(r.row)]
	}
	return record.Rows{
		Name: func(n uint32) string { return words.words[n] },
		Each: func(since int64, do func(id, row []byte)) error {
			from, _ := slices.BinarySearchFunc(rows, since, func(r row, ms int64) int { return cmp.Compare(r.reach, ms) })
			for _, r := range rows[from:] {
				do(r.id, r.row)
			}
			return nil
		},
	}
}

func ticketRows(all ...ticket.Ticket) record.Rows {
	for i := range all {
		if all[i].ID == "" {
			all[i].ID = record.ID(fmt.Sprintf("T%07d", i))
		}
	}
	return rowsOf(ticket.Tickets, func(t ticket.Ticket) record.ID { return t.ID }, all)
}

func orderRows(all ...archive.Order) record.Rows {
	return rowsOf(archive.Orders, func(o archive.Order) record.ID { return o.ID }, all)
}

// standard promises a first reply within 24 hours by the wall clock and a resolution within ten working
// hours, every day from 9 to 19; the second clock stands still while the customer is waited for.
const standard = record.ID("STANDARD")

func versions() known {
	calendar := ticket.Calendar{ID: "CALENDAR", Zone: "Asia/Shanghai", Years: []int{2026}}
	for day := range 7 {
		calendar.Week = append(calendar.Week, ticket.Weekday{Day: day, Intervals: []ticket.Interval{{From: 9 * 60, To: 19 * 60}}})
	}
	return known{
		ticket.Calendars.Ref("CALENDAR"): calendar,
		ticket.Standards.Ref(standard): ticket.Standard{
			ID: standard, Calendar: "CALENDAR",
			PausesIn: []ticket.State{ticket.WaitingForCustomer}, Targets: []ticket.Target{{Promise: 24 * 60, Resolve: 600}},
		},
	}
}

// at reads "11-05 10:00" as a moment of 2026 in Shanghai; "" is none.
func at(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+s, shanghai)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

var shanghai = func() *time.Location {
	z, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return z
}()

// november is the period of the tests.
var november = Period{"2026-11-01", "2026-11-30", shanghai}

// ended is a ticket with its three times; an empty one did not come to pass.
func ended(created, replied, resolved string) ticket.Ticket {
	t := ticket.Ticket{
		Kind: ticket.Enquiry, Priority: ticket.Normal, State: ticket.Opened, Standard: standard,
		CreatedAt: at(created), FirstReplyAt: at(replied), ResolvedAt: at(resolved),
	}
	if resolved != "" {
		t.State, t.StateSince = ticket.Resolved, t.ResolvedAt
	}
	return t
}

// with changes a ticket in place of a setter for every field.
func with(t ticket.Ticket, change func(*ticket.Ticket)) ticket.Ticket { change(&t); return t }

// test is what testing and rapid have in common here.
type test interface {
	Helper()
	Fatalf(format string, args ...any)
}

// find gives the figure of a key.
func find(t test, figures []Figure, key string) Figure {
	t.Helper()
	i := slices.IndexFunc(figures, func(f Figure) bool { return f.Key == key })
	if i < 0 {
		t.Fatalf("no figure %s", key)
	}
	return figures[i]
}

func leftFor(f Figure, reason string) int {
	for _, l := range f.Left {
		if l.Reason == reason {
			return l.N
		}
	}
	return 0
}

// must is a value that came without an error.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// show writes a value that may be missing.
func show(v *float64) string {
	if v == nil {
		return "no data"
	}
	return fmt.Sprintf("%.4g", *v)
}
