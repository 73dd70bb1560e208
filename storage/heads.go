package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

const headFormat = 1

// Has tells whether an entry is in the journal; one that waits for its predecessor is not.
func (s *Store) Has(ctx context.Context, log record.LogID, tip record.Tip) (has bool, err error) {
	key, err := journalKey(log, tip.N, tip.Hash)
	if err != nil {
		return false, err
	}
	err = s.View(ctx, func(tx *Tx) error {
		raw := tx.b.Bucket([]byte(inJournal)).Get(key)
		if raw == nil {
			return nil
		}
		c, err := decodeEntry(key, raw)
		has = err == nil && c.Hash() == tip.Hash // the key holds its first bytes only
		return err
	})
	return has, err
}

// Writing is the log that the next change of this database goes to; "" when it will begin one.
func (s *Store) Writing(context.Context) (record.LogID, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.me.Mint || s.copied {
		return "", nil
	}
	return s.me.Log, nil
}

// PutHeads keeps signatures of entries, so that whoever needs the entries can be given proof of them. Those
// that are kept already are passed over.
func (s *Store) PutHeads(ctx context.Context, heads []record.Head) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.update(true, func(b *batch) error {
		at := b.btx.Bucket([]byte(inHeads)) // a desk of before has none
		for _, h := range heads {
			key, value, err := encodeHead(h)
			if err != nil {
				return err
			}
			if at == nil || at.Get(key) == nil {
				b.put(inHeads, key, value)
			}
		}
		return nil
	})
}

// Heads gives the signatures of a log's entries in the order of Last.
func (s *Store) Heads(ctx context.Context, log record.LogID) (heads []record.Head, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		heads, err = headsOf(tx.b, log)
		return err
	})
	return heads, err
}

func headsOf(btx *bbolt.Tx, log record.LogID) (heads []record.Head, err error) {
	at := btx.Bucket([]byte(inHeads))
	if at == nil {
		return nil, nil
	}
	c := at.Cursor()
	for k, v := c.Seek([]byte(log)); bytes.HasPrefix(k, []byte(log)); k, v = c.Next() {
		h, err := decodeHead(k, v)
		if err != nil {
			return nil, err
		}
		heads = append(heads, h)
	}
	return heads, nil
}

// The key ends with the first bytes of a digest of the whole head, since one entry may be signed twice.
func encodeHead(h record.Head) (key, value []byte, err error) {
	if !h.Log.Valid() || !h.By.Valid() || h.First == 0 || h.First > h.Last || len(h.Sig) > 255 {
		return nil, nil, fmt.Errorf("signature of entries %d to %d of log %q by %q: %w", h.First, h.Last, h.Log, h.By, ErrInvalid)
	}
	hash, err := h.Hash.Bytes()
	if err != nil {
		return nil, nil, err
	}
	prev := make([]byte, 32) // of nothing
	if h.Prev != "" {
		if prev, err = h.Prev.Bytes(); err != nil {
			return nil, nil, err
		}
	}
	value = append(append([]byte{headFormat}, hash...), prev...)
	value = binary.AppendUvarint(value, h.First)
	value = append(value, h.By...)
	value = append(value, h.Sig...)
	whole, err := record.HashOf(value).Bytes()
	if err != nil {
		return nil, nil, err
	}
	return append(logPlace(h.Log, h.Last), whole[:hashSize]...), summed(value), nil
}

func decodeHead(key, raw []byte) (h record.Head, err error) {
	h.Log, h.Last = splitJournalKey(key)
	what := fmt.Sprintf("the signature of entry %d of log %s", h.Last, h.Log)
	b, err := unsummed(raw, what)
	if err != nil {
		return h, err
	}
	if len(b) < 1+64+1+idSize || b[0] != headFormat {
		return h, fmt.Errorf("%s has an unknown format: %w", what, ErrDamaged)
	}
	h.Hash = record.HashFrom([32]byte(b[1:33]))
	if prev := [32]byte(b[33:65]); prev != [32]byte{} {
		h.Prev = record.HashFrom(prev)
	}
	first, w := binary.Uvarint(b[65:])
	if w <= 0 || len(b) < 65+w+idSize {
		return h, fmt.Errorf("%s is cut short: %w", what, ErrDamaged)
	}
	b = b[65+w:]
	h.First, h.By, h.Sig = first, record.ID(b[:idSize]), bytes.Clone(b[idSize:])
	return h, nil
}
