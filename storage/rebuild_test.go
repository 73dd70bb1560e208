package storage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"mendesk/app/record"
)

// newerToys fold and index differently, as a later version of the program would.
func newerToys() []record.AnyKind {
	k := boxes
	k.Version = 2
	k.After = func(b box, h record.Happened) (box, error) {
		b, err := boxes.After(b, h)
		if h.What == "coined" && err == nil {
			b.Notes += 1000
		}
		return b, err
	}
	k.Indexes = append([]record.Index[box]{{Name: "notes", Keys: func(b box, _ record.Versions) []record.Tuple {
		return []record.Tuple{record.Key(b.Notes)}
	}}}, boxes.Indexes[1:]...)
	return []record.AnyKind{k.Any(), rates.Any()}
}

func filledDesk(t *testing.T, boxes int) *Store {
	s := newDesk(t, 1)
	do(t, s, publish(7))
	for i := range boxes {
		do(t, s, openBox(i, fmt.Sprint("colour ", i%7)), coin(i, int64(i)))
	}
	return s
}

func TestRebuildGivesTheSame(t *testing.T) {
	s := filledDesk(t, 300)
	want, digest := dump(t, s), digestOf(t, s)
	last := [2]int{}
	ok(t, s.Rebuild(context.Background(), func(done, total int) { last = [2]int{done, total} }))
	same(t, want, dump(t, s))
	if digestOf(t, s) != digest {
		t.Error("another digest")
	}
	if last[0] != last[1] || last[1] < 600 {
		t.Errorf("progress ended at %v", last)
	}
	clean(t, s)
	view(t, s, func(tx *Tx) error {
		if raw := tx.b.Bucket([]byte(inMeta)).Get(rebuildKey); raw != nil {
			t.Errorf("it left its note: %s", raw)
		}
		return nil
	})
	ok(t, s.Close())
	o := options(2)
	o.Progress = func(int, int) { t.Error("rebuilt again at the next opening") }
	s, err := Open(s.path, o)
	ok(t, err)
	ok(t, s.Close())
}

func TestRebuildMendsWhatWasDerived(t *testing.T) {
	s := filledDesk(t, 50)
	want := dump(t, s)
	ok(t, s.update(false, func(b *batch) error {
		b.remove(inRecord("box"), []byte(boxID(3)))
		b.put(inRecord("box"), []byte(record.KeyID("a ghost")), []byte("boo"))
		b.put(inIndex("box", "colour"), []byte(indexKey(record.Key("boo"), boxID(3))), nil)
		b.put(inFigures("box"), append(reachedFrom(4), boxID(4)...), make([]byte, 12))
		line, _ := b.btx.Bucket([]byte(inHistory("box"))).Cursor().Seek([]byte(boxID(5)))
		b.remove(inHistory("box"), line)
		tip, _ := b.btx.Bucket([]byte(inTips)).Cursor().First()
		b.remove(inTips, tip)
		return nil
	}))
	faults, err := s.Check(context.Background(), nil)
	ok(t, err)
	codes := map[string]bool{}
	for _, f := range faults {
		codes[f.Code] = true
	}
	for _, code := range []string{"record.differs", "row.differs", "count", "history.missing", "history.count", "tip.missing"} {
		if !codes[code] {
			t.Errorf("check does not say %s: %v", code, faults)
		}
	}
	ok(t, s.Rebuild(context.Background(), nil))
	same(t, want, dump(t, s))
	clean(t, s)
}

func TestNewerFoldRebuildsBeforeItOpens(t *testing.T) {
	s := filledDesk(t, 20)
	path := s.path
	ok(t, s.Close())
	o := options(2)
	o.Kinds = newerToys()
	progress := 0
	o.Progress = func(int, int) { progress++ }
	s, err := Open(path, o)
	ok(t, err)
	clean(t, s)
	if b := getBox(t, s, 3); b.Notes != 1000 || progress == 0 {
		t.Errorf("%+v after %d words of progress", b, progress)
	}
	view(t, s, func(tx *Tx) error {
		n, err := Count(tx, "box", Span{Index: "notes", Prefix: record.Key(1000)})
		if err != nil || n != 20 || tx.b.Bucket([]byte(inIndex("box", "colour"))) != nil {
			t.Errorf("%d boxes in the new index, %v", n, err)
		}
		return nil
	})
	ok(t, s.Close())
	if _, err := Open(path, options(3)); !errors.Is(err, ErrNewer) {
		t.Errorf("an older program opened it: %v", err)
	}
}

func TestKilledRebuildGoesOn(t *testing.T) {
	s := filledDesk(t, rebuildAtOnce/20)
	path := s.path
	ok(t, s.Close())
	// A rebuild that was killed after its first step: the indexes are dropped, the note is written.
	o := options(2)
	o.Kinds = newerToys()
	kinds, err := kindsOf(o)
	ok(t, err)
	half, err := openStore(path, o.filled(), nil)
	ok(t, err)
	r := rebuilding{Target: map[string]inUse{"box": kinds["box"].inUse()}, Fold: []string{"box"}, Derive: []string{"box"}}
	ok(t, half.update(true, func(b *batch) error {
		ok(t, b.drop(r.Derive))
		return b.note(r)
	}))
	ok(t, half.update(true, func(b *batch) error {
		_, err := b.step(&r)
		ok(t, err)
		return b.note(r)
	}))
	ok(t, half.db.Close())
	if _, err := Open(path, options(3)); !errors.Is(err, ErrNewer) {
		t.Errorf("an older program opened it: %v", err)
	}
	s, err = Open(path, o)
	ok(t, err)
	defer s.Close()
	clean(t, s)
	if b := getBox(t, s, 3); b.Notes != 1000 {
		t.Errorf("%+v", b)
	}
}

// What a newer version sent is kept as it came, and folded once that version runs here.
func TestNewerEventsAreKept(t *testing.T) {
	newer := boxes
	newer.Version = 2
	newer.Events = record.Vocabulary{"opened": record.Fact, "coined": record.Fact, "polished": record.Fact}
	newer.After = func(b box, h record.Happened) (box, error) {
		if h.What == "polished" {
			b.ID, b.Colour = h.Of.ID, "shiny"
			return b, nil
		}
		return boxes.After(b, h)
	}
	lids := record.Kind[rate]{Name: "lid", Version: 1, Events: rates.Events, After: rates.After}
	o := options(1)
	o.Kinds = []record.AnyKind{newer.Any(), rates.Any(), lids.Any()}
	there := createAt(t, filepath.Join(t.TempDir(), "desk.db"), o)
	do(t, there, openBox(1, "red"))
	do(t, there, boxes.Did(boxID(1), "polished", nil, nil), lids.Did(boxID(9), "published", coined{3}, nil))
	do(t, there, coin(1, 2))

	here := newDesk(t, 2)
	merge(t, here, changesOf(t, there)...)
	if b := getBox(t, here, 1); b.Coins != 2 || b.Colour != "red" {
		t.Errorf("got %+v", b)
	}
	view(t, here, func(tx *Tx) error {
		if what, yes := tx.ReadOnly(boxes.Ref(boxID(1))); !yes || what != "polished" {
			t.Errorf("read-only: %q, %v", what, yes)
		}
		return nil
	})
	err := here.Change("", noon, func(tx *Tx) error { return tx.Append(coin(1, 1)) })
	if p, isProblem := record.AsProblem(err); !isProblem || p.Code != "record.newer" {
		t.Errorf("a command on it: %v", err)
	}
	clean(t, here)
	path := here.path
	ok(t, here.Close())
	here, err = Open(path, o)
	ok(t, err)
	defer here.Close()
	clean(t, here)
	if digestOf(t, here) != digestOf(t, there) {
		t.Error("the newer version folds it differently than where it came from")
	}
}

// An event that a newer version wrote under an old word, or that makes the fold panic, must not stop a
// merge: it is passed over, and the record takes no command here.
func TestUnfoldableEventsDoNotStopAMerge(t *testing.T) {
	loose := boxes
	loose.Events = record.Vocabulary{"opened": record.Fact, "coined": record.Fact, "boom": record.Fact}
	loose.After = func(b box, h record.Happened) (box, error) {
		b.ID = h.Of.ID
		return b, nil
	}
	o := options(1)
	o.Kinds = []record.AnyKind{loose.Any()}
	there := createAt(t, filepath.Join(t.TempDir(), "desk.db"), o)
	do(t, there, openBox(1, "red"), boxes.Did(boxID(1), "coined", "not a number", nil), coin(1, 2))
	do(t, there, openBox(2, "red"), boxes.Did(boxID(2), "boom", nil, nil))

	fragile := boxes
	fragile.Events = record.Vocabulary{"opened": record.Fact, "coined": record.Fact, "boom": record.Fact}
	fragile.After = func(b box, h record.Happened) (box, error) {
		if h.What == "boom" {
			panic("boom")
		}
		return boxes.After(b, h)
	}
	o = options(2)
	o.Kinds = []record.AnyKind{fragile.Any(), rates.Any()}
	here := createAt(t, filepath.Join(t.TempDir(), "desk.db"), o)
	merge(t, here, changesOf(t, there)...)
	if b := getBox(t, here, 1); b.Coins != 2 {
		t.Errorf("got %+v", b)
	}
	view(t, here, func(tx *Tx) error {
		for n, want := range map[int]string{1: "coined", 2: "boom"} {
			if what, yes := tx.ReadOnly(boxes.Ref(boxID(n))); !yes || what != want {
				t.Errorf("box %d: %q, %v", n, what, yes)
			}
		}
		return nil
	})
	clean(t, here)
}
