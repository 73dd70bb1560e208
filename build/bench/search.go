package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"

	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/storage"
	"mendesk/storage/search"
)

// shown is how many finds are compared and listed.
const shown = 50

// search asks what people ask, and compares every answer with a scan of all texts, newest first.
func (b *bench) search() error {
	s, err := storage.Open(b.file(), b.options(true))
	if err != nil {
		return err
	}
	docs, err := texts(s)
	if err == nil {
		err = b.ask(s, docs)
	}
	return errors.Join(err, s.Close())
}

// texts reads what every ticket is found by, newest first.
func texts(s *storage.Store) (docs []search.Doc, err error) {
	k := ticket.Tickets.Any()
	err = s.View(context.Background(), func(tx *storage.Tx) error {
		for t, err := range storage.Each(tx, ticket.Tickets, storage.Span{Index: ticket.IndexCreated, Reverse: true}) {
			if err != nil {
				return err
			}
			var broken error
			words := k.Words(t, happened(tx, t.ID, &broken))
			if broken != nil {
				return broken
			}
			docs = append(docs, search.Doc{ID: t.ID, Text: search.Text(words)})
		}
		return nil
	})
	return docs, err
}

func happened(tx *storage.Tx, id record.ID, broken *error) iter.Seq[record.Happened] {
	return func(yield func(record.Happened) bool) {
		for h, err := range tx.History(ticket.Tickets.Ref(id)) {
			if *broken = err; err != nil || !yield(h) {
				return
			}
		}
	}
}

func (b *bench) ask(s *storage.Store, docs []search.Doc) error {
	asked := queries(docs, 40)
	missed := 0
	ours := func(q string) ([]record.ID, error) {
		found, _, err := s.Search(context.Background(), ticket.Tickets.Name, q, shown)
		return found, err
	}
	scan := func(q string) (out []record.ID) {
		parsed := search.Parse(q)
		for i := 0; i < len(docs) && len(out) < shown; i++ {
			if parsed.Matches(docs[i].Text) {
				out = append(out, docs[i].ID)
			}
		}
		return out
	}
	for _, q := range asked { // as after a while of work
		if _, err := ours(q); err != nil {
			return err
		}
	}
	mine, err := times(len(asked), func(i int) error { _, err := ours(asked[i]); return err })
	if err != nil {
		return err
	}
	few := min(len(asked), max(20, 20_000_000/len(docs)))
	plain, err := times(few, func(i int) error {
		want := scan(asked[i])
		got, err := ours(asked[i])
		if err == nil && !slices.Equal(got, want) {
			missed++
			fmt.Printf("    %q: %d found, a scan finds %d\n", asked[i], len(got), len(want))
		}
		return err
	})
	if err != nil {
		return err
	}
	beside("search, median", mine.mid(), "scan of all texts", plain.mid())
	beside("search, slowest hundredth", mine.at(0.99), "scan of all texts", plain.at(0.99))
	line("answers equal to a scan's", "%d of %d", few-missed, few)
	if missed > 0 {
		return errors.New("search does not find what a scan finds")
	}
	return nil
}

// queries of each sort, cut out of tickets old and new, in no order.
func queries(docs []search.Doc, n int) (out []string) {
	chance := rand.New(rand.NewPCG(5, 5))
	cut := func(class func(rune) bool, size int) (parts []string) {
		for tries := 0; len(parts) < n && tries < 1_000_000; tries++ {
			text := []rune(docs[chance.IntN(len(docs))].Text)
			if len(text) <= size {
				continue
			}
			at := chance.IntN(len(text) - size)
			part := text[at : at+size]
			if !slices.ContainsFunc(part, func(r rune) bool { return !class(r) }) {
				parts = append(parts, string(part))
			}
		}
		return parts
	}
	han := func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	for size := range 5 {
		out = append(out, cut(han, size+1)...)
	}
	for _, size := range []int{2, 4, 6} {
		out = append(out, cut(digit, size)...)
	}
	two, four := cut(han, 2), cut(digit, 4)
	for i := range min(len(two), len(four)) {
		out = append(out, two[i]+" "+four[i], two[i]+"龘")
	}
	chance.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
