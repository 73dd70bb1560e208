package storage

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"mendesk/app/record"
)

func TestHeadsAreKeptInOrderAndOnce(t *testing.T) {
	ctx := context.Background()
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	do(t, s, coin(1, 1))
	all := changesOf(t, s)
	log, by := all[0].Log, record.KeyID("workstation")
	first := record.Head{Log: log, First: 1, Last: 1, Hash: all[0].Hash(), By: by, Sig: bytes.Repeat([]byte{7}, 64)}
	both := record.Head{Log: log, First: 1, Last: 2, Hash: all[1].Hash(), By: by, Sig: bytes.Repeat([]byte{8}, 64)}
	again := both
	again.First, again.Prev = 2, all[0].Hash()
	ok(t, s.PutHeads(ctx, []record.Head{both, first}))
	ok(t, s.PutHeads(ctx, []record.Head{again, first}))
	got, err := s.Heads(ctx, log)
	ok(t, err)
	if len(got) != 3 || got[0].Last != 1 || got[1].Last != 2 || got[1].First == got[2].First {
		t.Fatalf("got %+v", got)
	}
	if got[0].Hash != first.Hash || got[1].Prev == got[2].Prev || got[0].Prev != "" || got[0].By != by || !bytes.Equal(got[0].Sig, first.Sig) {
		t.Errorf("got %+v, want %+v", got[0], first)
	}
	if err := s.PutHeads(ctx, []record.Head{{Log: log, First: 3, Last: 2, Hash: first.Hash, By: by}}); !errors.Is(err, ErrInvalid) {
		t.Errorf("a head of nothing: %v", err)
	}
	ok(t, s.Rebuild(ctx, nil))
	if got, err := s.Heads(ctx, log); err != nil || len(got) != 3 {
		t.Errorf("after a rebuild: %d, %v", len(got), err)
	}
}

func TestHasKnowsEntriesByTheirWholeHash(t *testing.T) {
	ctx := context.Background()
	a, b := newDesk(t, 1), newDesk(t, 2)
	do(t, a, openBox(1, "red"))
	do(t, a, coin(1, 1))
	all := changesOf(t, a)
	merge(t, b, all[1]) // waits for the first
	for _, c := range []struct {
		s    *Store
		tip  record.Tip
		want bool
	}{
		{a, record.Tip{N: 2, Hash: all[1].Hash()}, true},
		{a, record.Tip{N: 1, Hash: all[1].Hash()}, false},
		{b, record.Tip{N: 2, Hash: all[1].Hash()}, false},
	} {
		if got, err := c.s.Has(ctx, all[0].Log, c.tip); err != nil || got != c.want {
			t.Errorf("entry %d: %v, %v", c.tip.N, got, err)
		}
	}
}
