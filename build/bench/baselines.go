package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	_ "github.com/mattn/go-sqlite3" // the driver
	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/storage"
)

// flat is a ticket as the baselines keep it: its state and its index keys.
type flat struct {
	id   string
	body []byte
	keys []string // index, a zero byte, key
}

// flatten makes a ticket flat with the indexes of its kind.
func flatten(t ticket.Ticket, v record.Versions) (flat, error) {
	k := ticket.Tickets.Any()
	body, err := record.Encode(t)
	f := flat{id: string(t.ID), body: body}
	for i, name := range k.Indexes {
		for _, key := range k.Keys(i, t, v) {
			f.keys = append(f.keys, name+"\x00"+string(key)+string(t.ID))
		}
	}
	slices.Sort(f.keys)
	return f, err
}

// published looks up versions in a desk.
type published struct{ tx *storage.Tx }

// Version implements [record.Versions].
func (p published) Version(ref record.Ref) (any, bool) {
	switch ref.Kind {
	case ticket.Standards.Name:
		s, err := storage.Get(p.tx, ticket.Standards, ref.ID)
		return s, err == nil
	case ticket.Calendars.Name:
		c, err := storage.Get(p.tx, ticket.Calendars, ref.ID)
		return c, err == nil
	}
	return nil, false
}

// flats reads tickets of a desk, at most so many.
func flats(s *storage.Store, most int) (out []flat, err error) {
	err = s.View(context.Background(), func(tx *storage.Tx) error {
		for t, err := range storage.Each(tx, ticket.Tickets, storage.Span{}) {
			if err != nil || len(out) == most {
				return err
			}
			f, err := flatten(t, published{tx})
			if err != nil {
				return err
			}
			out = append(out, f)
		}
		return nil
	})
	return out, err
}

// moved are the keys that go and those that come.
func moved(old, now flat) (gone, come []string) {
	for _, k := range old.keys {
		if _, stays := slices.BinarySearch(now.keys, k); !stays {
			gone = append(gone, k)
		}
	}
	for _, k := range now.keys {
		if _, was := slices.BinarySearch(old.keys, k); !was {
			come = append(come, k)
		}
	}
	return gone, come
}

// store is a baseline that keeps flat tickets durably.
type store interface {
	fill(all []flat) error
	save(old, now flat) error
	close() error
}

// plain keeps state and indexes in bbolt and nothing else.
type plain struct{ db *bbolt.DB }

func newPlain(dir string) (plain, error) {
	db, err := bbolt.Open(filepath.Join(dir, "plain.bolt"), 0o600, nil)
	if err != nil {
		return plain{}, err
	}
	return plain{db}, db.Update(func(tx *bbolt.Tx) error {
		for _, name := range append(ticket.Tickets.Any().Indexes, "record") {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p plain) fill(all []flat) error {
	const atOnce = 2500
	for part := range slices.Chunk(all, atOnce) {
		err := p.db.Update(func(tx *bbolt.Tx) error {
			var keys []string
			for _, f := range part {
				keys = append(keys, f.keys...)
				if err := tx.Bucket([]byte("record")).Put([]byte(f.id), f.body); err != nil {
					return err
				}
			}
			slices.Sort(keys) // as fast as bbolt can
			return each1(keys, func(k string) error { bucket, key := bucketOf(tx, k); return bucket.Put(key, nil) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func bucketOf(tx *bbolt.Tx, k string) (*bbolt.Bucket, []byte) {
	cut := slices.Index([]byte(k), 0)
	return tx.Bucket([]byte(k[:cut])), []byte(k[cut+1:])
}

func each1(keys []string, do func(string) error) error {
	for _, k := range keys {
		if err := do(k); err != nil {
			return err
		}
	}
	return nil
}

func (p plain) save(old, now flat) error {
	gone, come := moved(old, now)
	return p.db.Update(func(tx *bbolt.Tx) error {
		return errors.Join(
			each1(gone, func(k string) error { bucket, key := bucketOf(tx, k); return bucket.Delete(key) }),
			each1(come, func(k string) error { bucket, key := bucketOf(tx, k); return bucket.Put(key, nil) }),
			tx.Bucket([]byte("record")).Put([]byte(now.id), now.body))
	})
}

func (p plain) close() error { return p.db.Close() }

// lite is SQLite as mattn's driver brings it: WAL, synchronous FULL, one table for state and one for keys.
type lite struct{ db *sql.DB }

func newLite(dir string) (lite, error) {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "lite.db")+"?_journal_mode=WAL&_synchronous=FULL")
	if err != nil {
		return lite{}, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE TABLE record (id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID; CREATE TABLE key (key BLOB PRIMARY KEY) WITHOUT ROWID`)
	return lite{db}, err
}

func (l lite) fill(all []flat) error {
	for part := range slices.Chunk(all, 2500) {
		err := l.in(func(tx *sql.Tx) error {
			for _, f := range part {
				if err := l.put(tx, f.keys, f); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l lite) in(do func(*sql.Tx) error) error {
	tx, err := l.db.Begin()
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (l lite) put(tx *sql.Tx, come []string, f flat) error {
	for _, k := range come {
		if _, err := tx.Exec(`INSERT OR REPLACE INTO key VALUES (?)`, []byte(k)); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`INSERT OR REPLACE INTO record VALUES (?, ?)`, f.id, f.body)
	return err
}

func (l lite) save(old, now flat) error {
	gone, come := moved(old, now)
	return l.in(func(tx *sql.Tx) error {
		for _, k := range gone {
			if _, err := tx.Exec(`DELETE FROM key WHERE key = ?`, []byte(k)); err != nil {
				return err
			}
		}
		return l.put(tx, come, now)
	})
}

func (l lite) close() error { return l.db.Close() }

// bound is what no durable save of so many pages can be faster than: the pages, a sync, one page, a sync.
type bound struct {
	f      *os.File
	of     int64 // pages of the file
	chance *rand.Rand
	block  []byte // so many pages
	apart  bool   // each is written somewhere, as pages of a tree are; else side by side, which is the fastest way
}

func newBound(dir string, pages, fileMB int, apart bool) (*bound, error) {
	f, err := os.Create(filepath.Join(dir, fmt.Sprintf("bound-%t", apart)))
	if err != nil {
		return nil, err
	}
	block := make([]byte, 1<<20)
	for range max(fileMB, 8) {
		if _, err := f.Write(block); err != nil {
			return nil, err
		}
	}
	return &bound{f, int64(max(fileMB, 8)) << 8, rand.New(rand.NewPCG(7, 7)), make([]byte, 4096*max(pages, 1)), apart}, f.Sync()
}

func (b *bound) fill([]flat) error { return nil }

func (b *bound) save(_, _ flat) error {
	b.block[0]++
	stretch := len(b.block)
	if b.apart {
		stretch = 4096
	}
	for part := range slices.Chunk(b.block, stretch) {
		if _, err := b.f.WriteAt(part, 4096*b.chance.Int64N(b.of)); err != nil {
			return err
		}
	}
	if err := unix.Fdatasync(int(b.f.Fd())); err != nil {
		return err
	}
	if _, err := b.f.WriteAt(b.block[:4096], 0); err != nil {
		return err
	}
	return unix.Fdatasync(int(b.f.Fd()))
}

func (b *bound) close() error { return b.f.Close() }

// written is how many bytes this process has handed to the system to be written.
func written() (n int64, err error) {
	raw, err := os.ReadFile("/proc/self/io")
	if err != nil {
		return 0, err
	}
	var read int64
	_, err = fmt.Sscanf(string(raw), "rchar: %d\nwchar: %d", &read, &n)
	return n, err
}
