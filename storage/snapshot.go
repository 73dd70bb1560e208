package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// A snapshot is a desk's database without what belongs to its workstation alone, packed tight: a workstation
// that joins makes it its own instead of merging every change. What it holds of entries is proven first; see
// exchange.Manifest.

// alone are the buckets that stay behind.
var alone = []string{inWaiting, inNumbers, inLocal, inSearch, inUnsearched}

// How much is written to a snapshot in one transaction, in bytes.
const snapshotAtOnce = 16 << 20

// WriteSnapshot writes a snapshot to path while work goes on; a file that was there is replaced. progress,
// which may be nil, hears bytes of how many.
func (s *Store) WriteSnapshot(ctx context.Context, path string, progress func(done, total int64)) error {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	tmp := path + ".new"
	if err := removeIfThere(tmp); err != nil {
		return err
	}
	err := s.View(ctx, func(tx *Tx) error {
		if err := Room(filepath.Dir(path), tx.b.Size()); err != nil {
			return err
		}
		me, err := readSelf(tx.b)
		if err != nil {
			return err
		}
		return packInto(ctx, tmp, tx.b, layout{me.Schema}, s.o, progress)
	})
	if err == nil {
		err = moveFile(tmp, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("make a snapshot: %w", err), removeIfThere(tmp))
	}
	return nil
}

// layout says how the snapshot's buckets are laid.
type layout struct {
	Schema int `json:"schema"`
}

var layoutKey = []byte("snapshot")

func packInto(ctx context.Context, path string, from *bbolt.Tx, as layout, o Options, progress func(done, total int64)) error {
	o.NoSync = true // once at its end is enough
	db, err := openBolt(path, o)
	if err != nil {
		return err
	}
	p := &packing{ctx: ctx, db: db, total: from.Size(), progress: progress}
	err = p.all(from)
	if err == nil {
		err = db.Update(as.write)
	}
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, db.Close())
}

func (l layout) write(btx *bbolt.Tx) error {
	raw, err := record.Encode(l)
	if err != nil {
		return err
	}
	return btx.Bucket([]byte(inMeta)).Put(layoutKey, summed(raw))
}

// readLayout tells how a snapshot is laid; ErrNewer when a newer version of the program laid or folded it.
func readLayout(btx *bbolt.Tx, o Options) (l layout, err error) {
	raw, err := unsummed(btx.Bucket([]byte(inMeta)).Get(layoutKey), "how the snapshot is laid")
	if err == nil {
		err = json.Unmarshal(raw, &l)
	}
	if err != nil {
		return l, fmt.Errorf("how the snapshot is laid: %w: %w", ErrDamaged, err)
	}
	if l.Schema > schema {
		return l, fmt.Errorf("the snapshot has schema %d, this program knows %d: %w", l.Schema, schema, ErrNewer)
	}
	kinds, err := kindsOf(o)
	if err != nil {
		return l, err
	}
	used, err := usedFolds(btx)
	if err != nil {
		return l, err
	}
	return l, notNewer(kinds, used)
}

type packing struct {
	ctx         context.Context
	db          *bbolt.DB
	tx          *bbolt.Tx
	at          *bbolt.Bucket
	name        []byte
	bytes       int
	done, total int64
	progress    func(done, total int64)
}

func (p *packing) all(from *bbolt.Tx) error {
	defer func() {
		if p.tx != nil {
			_ = p.tx.Rollback() // after an error only
		}
	}()
	err := from.ForEach(func(name []byte, b *bbolt.Bucket) error {
		if err := p.bucket(name); err != nil {
			return err
		}
		if slices.Contains(alone, string(name)) && string(name) != inWaiting {
			return nil
		}
		return b.ForEach(func(k, v []byte) error { return p.put(k, v) })
	})
	if err != nil {
		return err
	}
	return p.commit()
}

func (p *packing) bucket(name []byte) error {
	if err := p.commit(); err != nil {
		return err
	}
	if n := string(name); n == inSearch || n == inUnsearched { // without them search begins anew
		p.at, p.name = nil, nil
		return nil
	}
	p.name = bytes.Clone(name)
	return p.begin()
}

func (p *packing) begin() (err error) {
	if p.tx, err = p.db.Begin(true); err != nil {
		return err
	}
	if p.at, err = p.tx.CreateBucketIfNotExists(p.name); err != nil {
		return err
	}
	p.at.FillPercent = 1 // keys come in order, and most buckets only grow at their end
	return nil
}

func (p *packing) put(k, v []byte) error {
	if string(p.name) == inMeta && !kept(k) {
		return nil
	}
	if p.bytes >= snapshotAtOnce {
		if err := p.commit(); err != nil {
			return err
		}
		if err := p.begin(); err != nil {
			return err
		}
	}
	p.bytes += len(k) + len(v)
	p.done += int64(len(k) + len(v))
	return p.at.Put(k, v)
}

// kept tells whether a fact of meta is true of every workstation: who this database is is not.
func kept(k []byte) bool {
	return strings.HasPrefix(string(k), usePrefix) || strings.HasPrefix(string(k), looksPrefix)
}

func (p *packing) commit() error {
	if p.tx == nil {
		return nil
	}
	if err := p.ctx.Err(); err != nil {
		return err
	}
	err := p.tx.Commit()
	p.tx, p.bytes = nil, 0
	p.progress(min(p.done, p.total), p.total)
	return err
}

// Snapshot is a snapshot's file, open to be proven.
type Snapshot struct{ db *bbolt.DB }

// OpenSnapshot opens a snapshot's file without writing to it. ErrDamaged when it is none, ErrNewer when a newer
// version of the program wrote it.
func OpenSnapshot(path string, o Options) (*Snapshot, error) {
	o = o.filled()
	o.readOnly = true
	if size, there, err := fileSize(path); err != nil || !there || size == 0 {
		return nil, errors.Join(fmt.Errorf("the snapshot %s has nothing in it: %w", filepath.Base(path), ErrEmpty), err)
	}
	db, err := openBolt(path, o)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{db}
	err = s.view(context.Background(), func(btx *bbolt.Tx) error {
		for _, name := range []string{inJournal, inTips, inLogs, inMeta} {
			if btx.Bucket([]byte(name)) == nil {
				return fmt.Errorf("the snapshot has no %s: %w", name, ErrDamaged)
			}
		}
		_, err := readLayout(btx, o)
		return err
	})
	if err != nil {
		return nil, errors.Join(err, closeBolt(db))
	}
	return s, nil
}

// Close lets the file go.
func (s *Snapshot) Close() error { return closeBolt(s.db) }

func (s *Snapshot) view(ctx context.Context, fn func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return guarded(func() error { return s.db.View(fn) })
}

var errStop = errors.New("the walk was ended")

// Leaves walks all entries of the journal in the order of log and place; the sum, the key and the hash of
// each are checked. Some are read ahead of those that are given.
func (s *Snapshot) Leaves(ctx context.Context) iter.Seq2[record.Leaf, error] {
	return func(yield func(record.Leaf, error) bool) {
		err := s.view(ctx, func(btx *bbolt.Tx) error {
			c := btx.Bucket([]byte(inJournal)).Cursor()
			k, v := c.First()
			read := func() *leaves {
				l := &leaves{}
				for ; k != nil && len(l.entries) < leavesAtOnce; k, v = c.Next() {
					l.entries = append(l.entries, [2][]byte{k, v})
				}
				l.read()
				return l
			}
			next := read()
			defer func() { next.busy.Wait() }() // it reads the mapped file
			for len(next.entries) > 0 {
				now := next
				now.busy.Wait()
				next = read()
				if err := now.give(ctx, yield); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(record.Leaf{}, err)
		}
	}
}

// How many entries are read side by side.
const leavesAtOnce = 4096

// leaves are entries of the journal that are being read.
type leaves struct {
	entries [][2][]byte
	out     []record.Leaf
	err     error
	busy    sync.WaitGroup
}

func (l *leaves) read() {
	l.out = make([]record.Leaf, len(l.entries))
	l.busy.Go(func() {
		l.err = guarded(func() error {
			return inParallel(len(l.entries), func(i int) (err error) {
				l.out[i], err = leafOf(l.entries[i][0], l.entries[i][1])
				return err
			})
		})
	})
}

func (l *leaves) give(ctx context.Context, yield func(record.Leaf, error) bool) error {
	if err := errors.Join(l.err, ctx.Err()); err != nil {
		return err
	}
	for _, leaf := range l.out {
		if !yield(leaf, nil) {
			return errStop
		}
	}
	return nil
}

func leafOf(k, v []byte) (record.Leaf, error) {
	if len(k) != entrySize {
		return record.Leaf{}, fmt.Errorf("key %q of the journal: %w", k, ErrDamaged)
	}
	log, n := splitJournalKey(k)
	raw, err := unsummed(v, fmt.Sprintf("change %d of log %s", n, log))
	if err != nil {
		return record.Leaf{}, err
	}
	l, err := record.PeekLeaf(raw)
	if err != nil {
		return l, err
	}
	want, err := journalKey(l.Log, l.N, l.Hash)
	if err == nil && !bytes.Equal(want, k) {
		err = fmt.Errorf("change %d of log %s stands in another's place: %w", n, log, ErrDamaged)
	}
	return l, err
}

// Heads gives the signatures of a log's entries in the order of Last.
func (s *Snapshot) Heads(ctx context.Context, log record.LogID) (heads []record.Head, err error) {
	err = s.view(ctx, func(btx *bbolt.Tx) (err error) {
		heads, err = headsOf(btx, log)
		return err
	})
	return heads, err
}

// Tips is what the snapshot knows.
func (s *Snapshot) Tips(ctx context.Context) (tips record.Tips, err error) {
	err = s.view(ctx, func(btx *bbolt.Tx) (err error) {
		tips, err = tipsOf(btx)
		return err
	})
	return tips, err
}

// Waiting counts the entries whose predecessor had not come; whoever adopts the snapshot does without them.
func (s *Snapshot) Waiting(ctx context.Context) (n int, err error) {
	err = s.view(ctx, func(btx *bbolt.Tx) error {
		n = keysIn(btx, inWaiting)
		return nil
	})
	return n, err
}

// AdoptSnapshot makes a proven snapshot's file the database of a workstation that joins: o.Joins names it.
// The file is taken, not copied; it begins a log of its own at its first write. Nothing may be at path yet.
// Records that were folded by an older version of the program are folded again when the desk is opened.
func AdoptSnapshot(snapshot, path string, o Options) error {
	o = o.filled()
	if o.Joins == (Joining{}) {
		return errors.New("adopt a snapshot: nobody joins")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	lock, err := takeLock(path+".lock", os.O_CREATE|os.O_RDWR, o.LockWait)
	if err != nil {
		return err
	}
	if err = adopt(snapshot, path, o); err != nil {
		err = fmt.Errorf("adopt a snapshot: %w", err)
	}
	return errors.Join(err, lock.release())
}

func adopt(snapshot, path string, o Options) error {
	if err := absent(path); err != nil {
		return err
	}
	me, err := newSelf(o)
	if err != nil {
		return err
	}
	err = fill(snapshot, o, func(btx *bbolt.Tx) error {
		as, err := readLayout(btx, o)
		if err != nil {
			return err
		}
		me.Schema = as.Schema // an older one is brought up when the desk is opened
		for _, name := range []string{inWaiting, inNumbers, inLocal} {
			if btx.Bucket([]byte(name)) != nil {
				if err := btx.DeleteBucket([]byte(name)); err != nil {
					return err
				}
			}
			if _, err := btx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		tips, err := tipStamps(btx)
		if err != nil {
			return err
		}
		for _, at := range tips {
			me.see(at, o.Now())
		}
		return me.write(btx)
	})
	if err != nil {
		return err
	}
	return settle(snapshot, path, me.Desk)
}

// tipStamps are the stamps of the last entries of all logs: within a log they grow.
func tipStamps(btx *bbolt.Tx) ([]record.Stamp, error) {
	var out []record.Stamp
	c := btx.Bucket([]byte(inTips)).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		change, err := readEntry(btx, inJournal, k)
		if err != nil {
			return nil, err
		}
		out = append(out, change.At)
	}
	return out, nil
}
