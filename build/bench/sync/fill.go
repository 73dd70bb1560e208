package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"mendesk/app"
	"mendesk/app/demo"
	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/storage"
)

const (
	admin     = "luo" // of the demo shop
	templates = 200   // tickets of the demo shop that happen again
	atOnce    = 2000  // tickets that are under way at the same time
	perTicket = 7     // events, on the average
)

type made struct{ tickets, changes, events, bytes int }

func run(n int, desk, documents string) (m made, err error) {
	if _, err := demo.Make(app.Options{Dir: desk, Fast: true}, demo.Plan{Tickets: templates, Seed: 1, Until: "2026-11-20"}); err != nil {
		return m, err
	}
	s, err := storage.Open(filepath.Join(desk, "desk.bolt"), storage.Options{Kinds: app.Kinds(), NoSync: true})
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	stories, err := storiesOf(s)
	if err != nil {
		return m, err
	}
	if m, err = fill(s, stories, n); err != nil {
		return m, err
	}
	m.bytes, err = write(s, documents)
	return m, err
}

// story is what happened to one ticket, change by change.
type story struct {
	id      record.ID
	changes [][]record.Event
	events  int
}

// storiesOf picks tickets that took some seven events each.
func storiesOf(s *storage.Store) ([]story, error) {
	ctx := context.Background()
	logs, err := s.Logs(ctx)
	if err != nil {
		return nil, err
	}
	of := map[record.ID]*story{}
	var order []*story
	for log := range logs {
		for c, err := range s.Read(ctx, log, 1) {
			if err != nil {
				return nil, err
			}
			parts := map[record.ID][]record.Event{}
			for _, e := range c.Events {
				if e.Of.Kind != ticket.Tickets.Name {
					continue
				}
				if e.Private, err = open(e.Private); err != nil {
					return nil, err
				}
				if e.When.IsZero() {
					e.When = c.When
				}
				e.Sealed = ""
				parts[e.Of.ID] = append(parts[e.Of.ID], e)
			}
			for id, events := range parts {
				if of[id] == nil {
					of[id] = &story{id: id}
					order = append(order, of[id])
				}
				of[id].changes, of[id].events = append(of[id].changes, events), of[id].events+len(events)
			}
		}
	}
	var picked []story
	events := 0
	for _, more := range []bool{true, false} { // short ones, then long ones, until the average is right
		for _, t := range order {
			if (t.events <= perTicket) == more && t.events >= 4 && t.events <= 14 && (more || events < perTicket*len(picked)) {
				picked, events = append(picked, *t), events+t.events
			}
		}
	}
	if len(picked) == 0 {
		return nil, errors.New("no ticket of the demo shop took some seven events")
	}
	return picked, nil
}

// open takes the private part out of its salt, since every copy is sealed anew.
func open(private jsontext.Value) (jsontext.Value, error) {
	if len(private) == 0 {
		return nil, nil
	}
	var s struct {
		Is jsontext.Value `json:"is"`
	}
	err := json.Unmarshal(private, &s)
	return s.Is, err
}

var (
	number  = regexp.MustCompile(`"T-[A-Z]+\d*-\d{6}-\d+"`)
	wording = regexp.MustCompile(`"(text|subject|description)":"`)
)

// years over which the tickets are spread, one after the other, as they come to a shop.
const years = 3

// again lets a ticket's story happen to the nth ticket of n.
func (t story) again(nth, n int) ([][]record.Event, error) {
	opened := time.Date(2026-years, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(nth) * (years * 365 * 24 * time.Hour / time.Duration(n)))
	id, err := record.NewID(opened, rand.Reader)
	if err != nil {
		return nil, err
	}
	words, shift := fmt.Sprintf(`"$1":"第 %d 位顾客，`, nth), opened.Sub(t.changes[0][0].When)
	out := make([][]record.Event, len(t.changes))
	for i, c := range t.changes {
		for _, e := range c {
			e.Of.ID, e.When = id, e.When.Add(shift)
			if len(e.Data) > 0 {
				e.Data = jsontext.Value(number.ReplaceAllString(strings.ReplaceAll(string(e.Data), string(t.id), string(id)), fmt.Sprintf(`"T-Z-261116-%d"`, nth)))
			}
			if len(e.Private) > 0 {
				e.Private = jsontext.Value(wording.ReplaceAllString(string(e.Private), words))
			}
			out[i] = append(out[i], e)
		}
	}
	return out, nil
}

// fill lets tickets happen side by side: the first change of each of some thousand, then the second, and so on.
func fill(s *storage.Store, stories []story, n int) (m made, err error) {
	rows := func(yield func(storage.Row) bool) {
		for from := 0; from < n; from += atOnce {
			open := make([][][]record.Event, min(atOnce, n-from))
			for i := range open {
				if open[i], err = stories[(from+i)%len(stories)].again(from+i, n); err != nil {
					return
				}
			}
			for left := true; left; {
				left = false
				for i, c := range open {
					if len(c) == 0 {
						continue
					}
					left, open[i] = true, c[1:]
					if !yield(func(tx *storage.Tx) error { return tx.Append(c[0]...) }) {
						return
					}
					m.changes, m.events = m.changes+1, m.events+len(c[0])
				}
			}
		}
	}
	m.tickets = n
	refused := 0
	written := s.Changes(context.Background(), "", time.Now(), rows, func(r storage.RowResult) {
		if r.Err != nil {
			refused++
		}
	})
	if refused > 0 {
		written = errors.Join(written, fmt.Errorf("%d changes were refused", refused))
	}
	return m, errors.Join(err, written)
}

// happening is a line of a timeline.
type happening struct {
	What    string         `json:"what"`
	When    time.Time      `json:"when"`
	By      record.ID      `json:"by,omitempty"`
	Data    jsontext.Value `json:"data,omitempty"`
	Private jsontext.Value `json:"private,omitempty"`
}

type document struct {
	ID     record.ID      `json:"_id"`
	Ticket jsontext.Value `json:"ticket"`
	Events []happening    `json:"events"`
}

// write writes every ticket as a document and gives their size in bytes.
func write(s *storage.Store, path string) (size int, err error) {
	file, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriterSize(file, 1<<20)
	err = s.View(context.Background(), func(tx *storage.Tx) error {
		for t, err := range storage.Each(tx, ticket.Tickets, storage.Span{}) {
			if err != nil {
				return err
			}
			d := document{ID: t.ID}
			if d.Ticket, err = json.Marshal(t); err != nil {
				return err
			}
			for h, err := range tx.History(record.Ref{Kind: ticket.Tickets.Name, ID: t.ID}) {
				if err != nil {
					return err
				}
				private, err := open(h.Private)
				if err != nil {
					return err
				}
				d.Events = append(d.Events, happening{h.What, h.When, h.By, h.Data, private})
			}
			raw, err := json.Marshal(d)
			if err != nil {
				return err
			}
			size += len(raw)
			if _, err := out.Write(append(raw, '\n')); err != nil {
				return err
			}
		}
		return nil
	})
	return size, errors.Join(err, out.Flush(), file.Close())
}
