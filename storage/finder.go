package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"

	"mendesk/app/record"
	"mendesk/storage/search"
)

// finder is what search knows of the records: segment files beside the database, and which records changed
// since. All of it follows from the records. The names and sums of the segments stand in the database, and so
// does a mark for each record that changed since it went into one, written in the transaction that changed
// it: a kill at any moment leaves either marks, whose records are read, or segments that the database names.
// Where a segment is missing or damaged the records are read from end to end until it is built again.
type finder struct {
	mu      sync.Mutex
	shelves map[string]*shelf
	marks   uint64 // how many marks were made so far

	tending sync.Mutex // one at a time writes segments
	wake    chan struct{}
	stop    context.CancelFunc // nil: nobody tends the segments
	done    chan struct{}
}

// shelf is one kind's part of it.
type shelf struct {
	k   *kind
	nth int // of the index that orders what is found; -1: by id

	marking bool // changed records are marked; guarded by Store.writing

	// The rest is guarded by finder.mu.
	built    bool
	opened   bool
	segments []*shelved
	named    []segmentFile // of segments that are not open yet
	fresh    map[record.ID]*fresh
	texts    int // how many fresh ones have theirs
	epoch    uint64
	fault    error

	opening sync.Mutex
}

// shelved is a segment with the documents of it that have changed since and are in a later one, or nowhere.
// It is never changed: another mask makes another one.
type shelved struct {
	*search.Segment
	masked search.Bits
}

// fresh is a record that changed since it went into a segment.
type fresh struct {
	since uint64 // the mark with which it became fresh
	txid  int    // the transaction that changed it last
	read  int    // the transaction in which text was read; it holds when that is not before txid
	ok    bool   // there is something to list
	doc   search.Doc
}

// Texts of more fresh records than this are read again for every search.
const keptTexts = 8192

// shelfFile is what the database says of a kind's segments.
type shelfFile struct {
	Format   int           `json:"format"`
	Version  int           `json:"version"` // the kind's
	Newest   string        `json:"newest"`
	Segments []segmentFile `json:"segments"`
}

type segmentFile struct {
	search.File
	Masked []byte `json:"masked"` // distances between the numbers, as uvarints
}

func (s *Store) searchFolder() string { return filepath.Join(filepath.Dir(s.path), "search") }

// loadFinder reads what the database says of the segments, and the marks; it opens no file.
func (s *Store) loadFinder(btx *bbolt.Tx) error {
	s.finder.shelves, s.finder.wake = map[string]*shelf{}, make(chan struct{}, 1)
	for name, k := range s.kinds {
		if k.Words == nil {
			continue
		}
		sh := &shelf{k: k, nth: slices.Index(k.Indexes, k.Newest), fresh: map[record.ID]*fresh{}}
		if k.Newest != "" && sh.nth < 0 {
			return fmt.Errorf("kind %s has no index %q", name, k.Newest)
		}
		s.finder.shelves[name] = sh
		if err := sh.load(btx); err != nil {
			return err
		}
	}
	return nil
}

func (sh *shelf) load(btx *bbolt.Tx) error {
	at := btx.Bucket([]byte(inSearch))
	if at == nil {
		return nil
	}
	f, current := sh.stored(at.Get([]byte(sh.k.Name)))
	if !current { // it is built again
		return nil
	}
	sh.built, sh.marking, sh.named = true, true, f.Segments
	return sh.eachMark(btx, func(id record.ID, _ []byte) {
		sh.fresh[id] = &fresh{}
	})
}

// stored reads what the database says; current is false when that is nothing, damaged or of another version.
func (sh *shelf) stored(value []byte) (f shelfFile, current bool) {
	raw, err := unsummed(value, "what search says of "+sh.k.Name)
	if err == nil {
		err = json.Unmarshal(raw, &f)
	}
	return f, err == nil && f.Format == search.Format && f.Version == sh.k.Version && f.Newest == sh.k.Newest
}

func (sh *shelf) eachMark(btx *bbolt.Tx, do func(id record.ID, key []byte)) error {
	at := btx.Bucket([]byte(inUnsearched))
	if at == nil {
		return nil
	}
	prefix := refKey(record.Ref{Kind: sh.k.Name})
	c := at.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		if len(k) != len(prefix)+idSize {
			return fmt.Errorf("mark %q for search: %w", k, ErrDamaged)
		}
		do(record.ID(k[len(prefix):]), bytes.Clone(k))
	}
	return nil
}

func (sh *shelf) file() shelfFile {
	f := shelfFile{Format: search.Format, Version: sh.k.Version, Newest: sh.k.Newest, Segments: []segmentFile{}}
	for _, g := range sh.segments {
		f.Segments = append(f.Segments, segmentFile{g.File, packBits(g.masked)})
	}
	return f
}

func packBits(b search.Bits) []byte {
	var out []byte
	for n, last := b.Next(0), 0; n >= 0; n = b.Next(n + 1) {
		out = binary.AppendUvarint(out, uint64(n-last))
		last = n
	}
	return out
}

func unpackBits(raw []byte, docs int) (search.Bits, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	b, n := search.NewBits(docs), uint64(0)
	for len(raw) > 0 {
		step, w := binary.Uvarint(raw)
		if n += step; w <= 0 || n >= uint64(docs) {
			return nil, search.ErrDamaged
		}
		b.Set(int(n))
		raw = raw[w:]
	}
	return b, nil
}

// mark notes that search has to read a record again.
func (b *batch) mark(r *rec) {
	sh := b.s.finder.shelves[r.ref.Kind]
	if sh == nil || !sh.marking {
		return
	}
	b.put(inUnsearched, refKey(r.ref), nil)
	b.marked = append(b.marked, r.ref)
}

// mark is called before the commit, so that nobody sees a changed record of which search does not know.
func (f *finder) mark(txid int, refs []record.Ref) {
	if len(refs) == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, ref := range refs {
		sh := f.shelves[ref.Kind]
		d := sh.fresh[ref.ID]
		if d == nil {
			f.marks++
			d = &fresh{since: f.marks}
			sh.fresh[ref.ID] = d
		}
		d.txid = txid
	}
}

// nudge wakes whoever tends the segments.
func (f *finder) nudge() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// forget has the segments of kinds built again, since their records were derived again.
func (b *batch) forgetSearch(names []string) {
	f := &b.s.finder
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range names {
		if sh := f.shelves[name]; sh != nil {
			b.remove(inSearch, []byte(name))
			sh.drop(nil)
		}
	}
}

// drop forgets the segments; the caller holds the lock.
func (sh *shelf) drop(fault error) {
	for _, g := range sh.segments {
		g.Release()
	}
	sh.built, sh.opened, sh.segments, sh.named, sh.fault = false, false, nil, nil, fault
	sh.epoch++
}

// open opens and checks the segments that the database names.
func (s *Store) openShelf(sh *shelf) {
	sh.opening.Lock()
	defer sh.opening.Unlock()
	s.finder.mu.Lock()
	built, opened, named := sh.built, sh.opened, sh.named
	s.finder.mu.Unlock()
	if !built || opened {
		return
	}
	segments, err := s.openSegments(named)
	s.finder.mu.Lock()
	defer s.finder.mu.Unlock()
	if !sh.built { // forgotten meanwhile
		release(segments)
		return
	}
	if err != nil {
		sh.drop(err)
		s.finder.nudge()
		return
	}
	sh.segments, sh.named, sh.opened = segments, nil, true
}

func (s *Store) openSegments(named []segmentFile) (out []*shelved, err error) {
	for _, f := range named {
		g := &shelved{}
		if g.Segment, err = search.Open(s.searchFolder(), f.File); err == nil {
			out = append(out, g)
			g.masked, err = unpackBits(f.Masked, f.Docs)
		}
		if err != nil {
			release(out)
			return nil, err
		}
	}
	return out, nil
}

func release(segments []*shelved) {
	for _, g := range segments {
		g.Release()
	}
}

// close stops the tending and lets the files go.
func (f *finder) close() {
	f.mu.Lock()
	stop, done := f.stop, f.done
	f.mu.Unlock()
	if stop != nil {
		stop()
		<-done
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, sh := range f.shelves {
		sh.drop(nil)
	}
}

// SearchStats is where search stands with one kind.
type SearchStats struct {
	Built     bool   `json:"built"` // false: every record is read, until the segments are built
	Segments  int    `json:"segments"`
	Documents int    `json:"documents"` // in segments
	Masked    int    `json:"masked"`    // of these, changed since
	Fresh     int    `json:"fresh"`     // in no segment yet
	Bytes     int64  `json:"bytes"`     // of the files
	Fault     string `json:"fault"`     // what went wrong last
}

// SearchStats tells by kind where search stands.
func (s *Store) SearchStats() map[string]SearchStats {
	out := map[string]SearchStats{}
	for name, sh := range s.finder.shelves {
		s.openShelf(sh)
		s.finder.mu.Lock()
		st := SearchStats{Built: sh.built, Segments: len(sh.segments)}
		if sh.built {
			st.Fresh = len(sh.fresh)
		}
		for _, g := range sh.segments {
			st.Documents += g.Docs
			st.Masked += g.masked.Count()
			st.Bytes += g.Size
		}
		if sh.fault != nil && !errors.Is(sh.fault, context.Canceled) {
			st.Fault = sh.fault.Error()
		}
		s.finder.mu.Unlock()
		out[name] = st
	}
	return out
}
