package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/storage"
)

// Waiting is a change that is here and not yet where the workstations meet.
type Waiting struct {
	Since  time.Time   `json:"since" ts_type:"string"`
	Of     record.Ref  `json:"of"`
	Number string      `json:"number"` // as people call the record
	Title  string      `json:"title"`
	Link   string      `json:"link"` // the page of the record; empty: it has none
	Line   record.Line `json:"line"` // what happened
	More   int         `json:"more"` // events of the same change that this one stands for
}

// mostWaiting changes are told one by one.
const mostWaiting = 50

// Waiting tells what waits to go, the longest first.
func (s *Sync) Waiting() ([]Waiting, error) {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return nil, err
	}
	return safely(s.app, func(d *desk) ([]Waiting, error) {
		ctx := context.Background()
		changes, err := d.sync.waiting(ctx)
		if err != nil {
			return nil, err
		}
		out := []Waiting{}
		logs, err := d.store.Logs(ctx)
		if err != nil {
			return nil, err
		}
		err = d.store.View(ctx, func(tx *storage.Tx) error {
			f := &finder{tx: tx, now: s.app.now(), logs: logs}
			for _, c := range changes {
				w, err := f.waits(c)
				if err != nil {
					return err
				}
				out = append(out, w)
			}
			return nil
		})
		return out, err
	})
}

// waiting gives the changes that the place lacks, as far as is known without asking it.
func (s *syncer) waiting(ctx context.Context) ([]record.Change, error) {
	s.mu.Lock()
	known, shared := s.kept.copy().Known, s.set.Kind != ""
	s.mu.Unlock()
	out := []record.Change{}
	if !shared {
		return out, nil
	}
	here, err := s.d.known(ctx, nil)
	if err != nil {
		return nil, err
	}
	for log, n := range here {
		if n <= known[log] {
			continue
		}
		some := 0
		for c, err := range s.d.store.Read(ctx, log, known[log]+1) {
			if err != nil {
				return nil, err
			}
			out = append(out, c)
			if some++; some == mostWaiting {
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b record.Change) int { return cmp.Compare(a.At, b.At) })
	return out[:min(len(out), mostWaiting)], nil
}

// waits tells a change by its first event that has words.
func (f *finder) waits(c record.Change) (Waiting, error) {
	out := Waiting{Since: c.At.Time(), More: max(len(c.Events)-1, 0)}
	for i, e := range c.Events {
		told := f.told(record.Happened{Event: e, At: c.At, By: c.By})
		if i == 0 || strings.HasPrefix(out.Line.Key, toldPlainly) && !strings.HasPrefix(told.Line.Key, toldPlainly) {
			out.Of, out.Line = e.Of, told.Line
		}
	}
	named := Conflict{Of: out.Of}
	err := f.name(&named)
	out.Number, out.Title, out.Link = named.Number, named.Title, named.Link
	return out, err
}
