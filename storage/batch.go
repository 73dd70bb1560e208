package storage

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// batch is everything that one bbolt transaction writes. Records are folded in memory first; what follows
// from them is written at the end, bucket by bucket in the order of the keys, which is what keeps large
// transactions fast.
type batch struct {
	s    *Store
	btx  *bbolt.Tx
	many bool // an import or a merge: later rows read what earlier ones wrote, pages are filled higher

	me      self
	own     bool // holds changes of this workstation
	minted  bool
	parent  record.LogID // of the log that was minted
	dirty   bool         // something is to be written
	events  int
	refused int  // decisions found not to hold
	came    bool // a record that indexes or rows look up
	flushed bool

	erasing map[record.Ref]record.Stamp // that this batch's changes erase
	entered map[record.Ref]bool         // whose history foreign changes of this batch enter
	held    bool                        // foreign changes of this batch wait for their predecessor

	recs    map[record.Ref]*rec
	puts    map[string][]put
	buckets map[string]*bbolt.Bucket
	numbers map[string]uint64
	over    map[string]*overlay
	missing map[record.Ref]map[record.Ref]bool
	looks   map[string]bool // found out by this batch

	fresh    map[string]uint32
	newWords []string
	marked   []record.Ref // that search has to read again
	changed  map[string][]record.ID
	fault    error // met where no error can be returned
}

// rec is one record that the batch touches.
type rec struct {
	ref     record.Ref
	k       *kind
	raw     []byte // as stored; nil when it is new
	stored  folded
	cur     folded
	keys    [][]string // its index keys as stored; the last row is its id, when there is a record to see
	live    [][]string // as the batch's own readers see them, with its place in the history then
	liveAt  string
	made    []byte // cur as it is to be stored, when that was made ahead
	touched bool
	refold  bool // a change came that sorts before the last one
	derive  bool // a version that its indexes look up came
	refused []refusal
	lines   []line // this batch's part of its history
}

type line struct {
	place string
	hs    []happened
}

type put struct {
	key, value []byte
	remove     bool
}

func newBatch(s *Store, btx *bbolt.Tx, many bool) *batch {
	return &batch{
		s: s, btx: btx, many: many, me: s.me,
		erasing: map[record.Ref]record.Stamp{}, recs: map[record.Ref]*rec{}, puts: map[string][]put{}, buckets: map[string]*bbolt.Bucket{},
		numbers: map[string]uint64{}, over: map[string]*overlay{}, missing: map[record.Ref]map[record.Ref]bool{}, looks: map[string]bool{},
		fresh: map[string]uint32{}, changed: map[string][]record.ID{},
	}
}

func (b *batch) wrote() bool { return b.dirty }

// rec loads a record to be written; nil for a kind that this version does not know.
func (b *batch) rec(ref record.Ref) (*rec, error) {
	if r, ok := b.recs[ref]; ok {
		return r, nil
	}
	k := b.s.kinds[ref.Kind]
	if k == nil {
		return nil, nil
	}
	r := b.raw(k, ref)
	if err := r.decode(); err != nil {
		return nil, err
	}
	b.hold(r)
	return r, b.fault
}

// load loads records to be written, as [batch.rec] does one.
func (b *batch) load(refs []record.Ref) error {
	var fresh []*rec
	for _, ref := range refs {
		if _, here := b.recs[ref]; here || b.s.kinds[ref.Kind] == nil {
			continue
		}
		fresh = append(fresh, b.raw(b.s.kinds[ref.Kind], ref))
	}
	if err := inParallel(len(fresh), func(i int) error { return fresh[i].decode() }); err != nil {
		return err
	}
	for _, r := range fresh {
		b.hold(r)
	}
	return b.fault
}

// raw finds what is stored of a record.
func (b *batch) raw(k *kind, ref record.Ref) *rec {
	r := &rec{ref: ref, k: k, stored: k.blank()}
	if at := b.btx.Bucket([]byte(inRecord(k.Name))); at != nil {
		r.raw = at.Get([]byte(ref.ID))
	}
	return r
}

func (r *rec) decode() (err error) {
	if r.raw != nil {
		r.stored, err = r.k.decodeFolded([]byte(r.ref.ID), r.raw)
	}
	return err
}

// encode makes the stored form ahead, unless it is to be folded again.
func (r *rec) encode() (err error) {
	r.made = nil
	if !r.refold {
		r.made, err = r.k.encodeFolded(r.cur)
	}
	return err
}

// hold keeps a record in the batch, with the keys under which it is stored.
func (b *batch) hold(r *rec) {
	r.cur = r.stored
	r.keys = b.keysOf(r, r.stored, b.storedVersions())
	r.live = r.keys
	b.recs[r.ref] = r
}

// take folds one change's events on r in, or leaves it to a refold when they come late.
func (b *batch) take(r *rec, place string, hs []happened) {
	r.touched = true
	if r.refold || place <= r.cur.last {
		r.refold = true
		return
	}
	var refused []refusal
	r.cur, refused = r.k.fold(r.cur, place, hs)
	r.refused = append(r.refused, refused...)
}

func (b *batch) put(bucket string, key, value []byte) {
	b.dirty = true
	b.puts[bucket] = append(b.puts[bucket], put{key: key, value: value})
}

func (b *batch) remove(bucket string, key []byte) {
	b.dirty = true
	b.puts[bucket] = append(b.puts[bucket], put{key: key, remove: true})
}

// apply writes what was put so far, sorted within each bucket; of two writes to a key the later one stays.
func (b *batch) apply() error {
	for _, name := range slices.Sorted(maps.Keys(b.puts)) {
		bucket, err := b.bucket(name)
		if err != nil {
			return err
		}
		puts := b.puts[name]
		slices.SortStableFunc(puts, func(x, y put) int { return bytes.Compare(x.key, y.key) })
		if strings.HasPrefix(name, inFigures("")) {
			if err := putRows(bucket, puts); err != nil {
				return err
			}
			continue
		}
		for _, p := range puts {
			if p.remove {
				err = bucket.Delete(p.key)
			} else {
				err = bucket.Put(p.key, p.value)
			}
			if err != nil {
				return err
			}
		}
	}
	clear(b.puts)
	return nil
}

// filled is how full pages become that are parted by a batch. Keys of most buckets come in order; those of indexes do not.
const filled = 0.9

func (b *batch) bucket(name string) (*bbolt.Bucket, error) {
	if bucket, ok := b.buckets[name]; ok {
		return bucket, nil
	}
	bucket, err := b.btx.CreateBucketIfNotExists([]byte(name))
	if err != nil {
		return nil, err
	}
	if b.many && !strings.HasPrefix(name, "index/") {
		bucket.FillPercent = filled
	}
	b.buckets[name] = bucket
	return bucket, nil
}

// inOrder gives the batch's records sorted, so that equal batches write equal files.
func (b *batch) inOrder() []*rec {
	out := slices.Collect(maps.Values(b.recs))
	slices.SortFunc(out, func(x, y *rec) int {
		if c := strings.Compare(x.ref.Kind, y.ref.Kind); c != 0 {
			return c
		}
		return strings.Compare(string(x.ref.ID), string(y.ref.ID))
	})
	return out
}
