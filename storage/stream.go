package storage

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Tips is what this desk knows: every entry up to the tips of every log.
func (s *Store) Tips(ctx context.Context) (tips record.Tips, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		tips, err = tipsOf(tx.b)
		return err
	})
	return tips, err
}

func tipsOf(btx *bbolt.Tx) (record.Tips, error) {
	tips := record.Tips{}
	c := btx.Bucket([]byte(inTips)).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		change, err := readEntry(btx, inJournal, k)
		if err != nil {
			return nil, err
		}
		tips[change.Log] = append(tips[change.Log], record.Tip{N: change.N, Hash: change.Hash()})
	}
	return tips, nil
}

// Logs tells how each known log begins: who writes it, with which letter, after which other log.
func (s *Store) Logs(ctx context.Context) (logs map[record.LogID]record.Begins, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		logs, err = tx.Logs()
		return err
	})
	return logs, err
}

// Logs is [Store.Logs] as this transaction sees them. Inside one, nothing else may be asked of the store: a
// second view could wait for a writer that waits for the first.
func (tx *Tx) Logs() (map[record.LogID]record.Begins, error) {
	logs := map[record.LogID]record.Begins{}
	c := tx.b.Bucket([]byte(inLogs)).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		b, err := decodeBegins(k, v)
		if err != nil {
			return nil, err
		}
		logs[record.LogID(k)] = b
	}
	return logs, nil
}

// Read walks the changes of one log from place n on, in order; of a fork both sides. No transaction is
// open while the loop's body runs.
func (s *Store) Read(ctx context.Context, log record.LogID, n uint64) iter.Seq2[record.Change, error] {
	return func(yield func(record.Change, error) bool) {
		for raw, err := range s.journal(ctx, logPlace(log, n), []byte(log)) {
			var c record.Change
			if err == nil {
				c, err = record.DecodeChange(raw)
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// How many changes are read in one view.
const readAtOnce = 256

// journal walks encoded changes whose keys begin with prefix, from a key on, some at a time.
func (s *Store) journal(ctx context.Context, from, prefix []byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for {
			var got [][]byte
			err := s.View(ctx, func(tx *Tx) (err error) {
				got, from, err = some(tx, from, prefix)
				return err
			})
			if err != nil {
				yield(nil, err)
				return
			}
			for _, raw := range got {
				if !yield(raw, nil) {
					return
				}
			}
			if len(got) < readAtOnce {
				return
			}
		}
	}
}

func some(tx *Tx, from, prefix []byte) (got [][]byte, next []byte, err error) {
	c := tx.b.Bucket([]byte(inJournal)).Cursor()
	for k, v := c.Seek(from); bytes.HasPrefix(k, prefix) && k != nil && len(got) < readAtOnce; k, v = c.Next() {
		log, n := splitJournalKey(k)
		raw, err := unsummed(v, fmt.Sprintf("change %d of log %s", n, log))
		if err != nil {
			return nil, nil, err
		}
		got = append(got, bytes.Clone(raw))
		next = append(bytes.Clone(k), 0)
	}
	return got, next, nil
}

// The stream of changes that Export writes: this line, then each change after its length as uvarint.
const streamHead = "mendesk changes 1\n"

// Export writes all changes of the journal in the order of (log, n). Those that wait are not in it.
func (s *Store) Export(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString(streamHead) // bufio keeps the first error for Flush
	for raw, err := range s.journal(ctx, nil, nil) {
		if err != nil {
			return err
		}
		_, _ = out.Write(binary.AppendUvarint(nil, uint64(len(raw))))
		if _, err := out.Write(raw); err != nil {
			return err
		}
	}
	return out.Flush()
}

// ReadExport reads what Export wrote, change by change.
func ReadExport(r io.Reader) iter.Seq2[record.Change, error] {
	return func(yield func(record.Change, error) bool) {
		in := bufio.NewReader(r)
		head := make([]byte, len(streamHead))
		if _, err := io.ReadFull(in, head); err != nil || string(head) != streamHead {
			yield(record.Change{}, fmt.Errorf("this is no export of changes: %w", ErrDamaged))
			return
		}
		for {
			c, err := nextExported(in)
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

func nextExported(in *bufio.Reader) (record.Change, error) {
	n, err := binary.ReadUvarint(in)
	if errors.Is(err, io.EOF) {
		return record.Change{}, io.EOF
	}
	if err != nil || n > record.MaxChange {
		return record.Change{}, fmt.Errorf("the export is cut short or torn: %w", ErrDamaged)
	}
	raw := make([]byte, n)
	if _, err := io.ReadFull(in, raw); err != nil {
		return record.Change{}, fmt.Errorf("the export is cut short: %w", ErrDamaged)
	}
	return record.DecodeChange(raw)
}

// MergeFrom merges everything that Export wrote.
func (s *Store) MergeFrom(ctx context.Context, r io.Reader) (record.Merged, error) {
	var all []record.Change
	var sum record.Merged
	flush := func() error {
		got, err := s.Merge(ctx, all)
		sum.Added += got.Added
		sum.Known += got.Known
		sum.Refused += got.Refused
		sum.Waiting += got.Waiting
		sum.Forks = append(sum.Forks, got.Forks...)
		all = all[:0]
		return err
	}
	for c, err := range ReadExport(r) {
		if err != nil {
			return sum, err
		}
		if all = append(all, c); len(all) == 10*readAtOnce {
			if err := flush(); err != nil {
				return sum, err
			}
		}
	}
	return sum, flush()
}
