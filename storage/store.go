package storage

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Store is one desk's database, held by this process until Close. Its methods may be called from many
// goroutines; writes go one after the other.
type Store struct {
	path  string
	o     Options
	db    *bbolt.DB
	file  *os.File // the database's, to see whether it is still the one at path
	lock  *fileLock
	kinds map[string]*kind

	broken  atomic.Pointer[stopped] // why it is read-only from here on; nil while it is not
	onStop  atomic.Pointer[func(error)]
	writing sync.Mutex    // guards what follows; held for the whole of a write
	written atomic.Uint64 // commits of this workstation since the opening
	me      self
	rotated bool // the token was rotated by this opening
	copied  bool // another user's or computer's database, of which this is a copy, wrote its log last
	marked  bool // the marker of an opening that writes stands beside the file
	looks   map[string]bool
	seen    map[record.Ref]any // published versions, decoded

	words   words
	notices notices
	finder  finder
	random  sync.Mutex
}

// Close waits for running transactions and lets the desk go.
func (s *Store) Close() error {
	s.finder.close()
	err := s.db.Close()
	if err == nil {
		err = s.unmark()
	}
	return errors.Join(err, s.lock.release())
}

// View runs fn on the desk as it stands now; what fn reads does not change under it. fn must not call
// Change, Changes or Merge.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return guarded(func() error {
		return s.db.View(func(btx *bbolt.Tx) error {
			return fn(&Tx{s: s, b: btx, ctx: ctx})
		})
	})
}

// update runs do in one batch and commits what it wrote, or rolls back when it wrote nothing or failed.
func (s *Store) update(many bool, do func(*batch) error) error {
	changed, err := s.updateQuietly(many, do)
	if err != nil {
		return err
	}
	s.notices.tell(changed)
	return nil
}

func (s *Store) updateQuietly(many bool, do func(*batch) error) (changed map[string][]record.ID, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.Stopped(); err != nil {
		return nil, err
	}
	if err := s.inPlace(); err != nil {
		return nil, s.stop(err)
	}
	err = guarded(func() error {
		btx, err := s.db.Begin(true)
		if err != nil {
			return err
		}
		defer func() { _ = btx.Rollback() }() // does nothing after a commit
		b := newBatch(s, btx, many)
		if err := do(b); err != nil {
			return err
		}
		if !b.wrote() {
			return nil
		}
		if err := b.flush(); err != nil {
			return err
		}
		changed, err = s.commit(b)
		return err
	})
	if errors.Is(err, errTorn) { // more would be written on top of what is not understood
		err = s.stop(err)
	}
	return changed, err
}

// commit makes a batch durable. Once a write of the disk failed, what the mapped file shows is not what
// was acknowledged: nothing more is written until the desk is opened again.
func (s *Store) commit(b *batch) (map[string][]record.ID, error) {
	if err := s.mark(); err != nil {
		return nil, s.stop(err)
	}
	t, err := s.rotate(b)
	if err != nil {
		return nil, s.stop(err)
	}
	if err := b.me.write(b.btx); err != nil {
		return nil, err
	}
	s.finder.mark(b.btx.ID(), b.marked)
	if err := errors.Join(b.btx.Commit(), s.inPlace()); err != nil {
		return nil, s.stop(err)
	}
	s.copied = s.copied && s.me.Workstation == b.me.Workstation
	s.me = b.me
	if b.own {
		s.written.Add(1)
	}
	s.words.add(b.newWords)
	if len(b.marked) > 0 {
		s.finder.nudge()
	}
	maps.Copy(s.looks, b.looks)
	for ref := range b.recs {
		delete(s.seen, ref)
	}
	if t != nil {
		s.rotated = true
		if err := t.settle(); err != nil { // the old token stays accepted; the next opening rotates again
			s.rotated = false
		}
	}
	return b.changed, nil
}

func (s *Store) rotate(b *batch) (*token, error) {
	if !b.own || (s.rotated && !b.minted) {
		return nil, nil
	}
	return rotateToken(s.o.TokenDir, s.o.Rand, &b.me, b.minted)
}

// Written counts the commits since the opening that held changes of this workstation, and not only merged ones.
func (s *Store) Written() uint64 { return s.written.Load() }

// Stats are facts about the database file and the pen of this workstation.
type Stats struct {
	Path        string    `json:"path"`
	Size        int64     `json:"size"`    // bytes of the file
	Changes     int       `json:"changes"` // in the journal
	Waiting     int       `json:"waiting"` // whose predecessor has not come
	Desk        record.ID `json:"desk"`
	Workstation record.ID `json:"workstation"`
	Name        string    `json:"name"`
	Letter      string    `json:"letter"` // in human numbers, with its generation; before the first write without
}

// Stats tells what the database is and how much was written to it.
func (s *Store) Stats() (Stats, error) {
	st := Stats{Path: s.path}
	err := s.View(context.Background(), func(tx *Tx) error {
		me, err := readSelf(tx.b)
		if err != nil {
			return err
		}
		st.Desk, st.Workstation, st.Name, st.Letter = me.Desk, me.Workstation, me.Name, me.LogLetter
		if st.Letter == "" {
			st.Letter = me.Letter
		}
		st.Size = tx.b.Size()
		st.Waiting = tx.keysIn(tx.b.Bucket([]byte(inWaiting)))
		st.Changes, err = tx.changes()
		return err
	})
	return st, err
}

// changes counts the entries of the journal. A log has all its places up to its end, so that only those of one that was
// written twice, from some place on, must be counted.
func (tx *Tx) changes() (n int, err error) {
	tips, err := tipsOf(tx.b)
	if err != nil {
		return 0, err
	}
	for log, ends := range tips {
		if len(ends) == 1 {
			n += int(ends[0].N)
			continue
		}
		c := tx.b.Bucket([]byte(inJournal)).Cursor()
		for k, _ := c.Seek([]byte(log)); bytes.HasPrefix(k, []byte(log)); k, _ = c.Next() {
			n++
		}
	}
	return n, nil
}

func keysIn(btx *bbolt.Tx, bucket string) int {
	b := btx.Bucket([]byte(bucket))
	if b == nil {
		return 0
	}
	return b.Stats().KeyN
}
