package storage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strings"

	"go.etcd.io/bbolt"
)

// Digest is the SHA-256, in hex, over all folded records: each kind by name, each record by id, with the
// bytes that are stored. Two desks with the same changes have the same digest.
func (s *Store) Digest(ctx context.Context) (sum string, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		sum, err = digest(ctx, tx.b)
		return err
	})
	return sum, err
}

func digest(ctx context.Context, btx *bbolt.Tx) (string, error) {
	h := sha256.New()
	prefix := inRecord("")
	c := btx.Cursor() // buckets come sorted by name
	for name, _ := c.Seek([]byte(prefix)); bytes.HasPrefix(name, []byte(prefix)); name, _ = c.Next() {
		kind := strings.TrimPrefix(string(name), prefix)
		if err := digestKind(ctx, h, kind, btx.Bucket(name)); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func digestKind(ctx context.Context, h hash.Hash, kind string, records *bbolt.Bucket) error {
	c := records.Cursor()
	i := 0
	for id, raw := c.First(); id != nil; id, raw = c.Next() {
		if i++; i&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		value, err := unsummed(raw, kind+" "+string(id))
		if err != nil {
			return err
		}
		part(h, []byte(kind))
		part(h, id)
		part(h, value)
	}
	return nil
}

// part keeps parts apart: each comes after its length.
func part(h hash.Hash, b []byte) {
	_, _ = h.Write(binary.AppendUvarint(nil, uint64(len(b)))) // a hash never fails
	_, _ = h.Write(b)
}
