package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
)

// Local reads what this workstation alone keeps under key: drafts, its window, last runs. Nil when nothing is.
func (s *Store) Local(key string) (value []byte, err error) {
	err = s.View(context.Background(), func(tx *Tx) error {
		at := tx.b.Bucket([]byte(inLocal))
		if at == nil {
			return nil
		}
		raw := at.Get([]byte(key))
		if raw == nil {
			return nil
		}
		got, err := readLocal(key, raw)
		value = bytes.Clone(got)
		return err
	})
	return value, err
}

// SetLocal keeps value under key on this workstation alone; nil forgets it. It is no record: no change is
// written and the digest stays.
func (s *Store) SetLocal(key string, value []byte) error {
	return s.update(false, func(b *batch) error {
		if value == nil {
			b.remove(inLocal, []byte(key))
		} else {
			b.put(inLocal, []byte(key), sumLocal(key, value))
		}
		return nil
	})
}

// Locals reads everything that this workstation alone keeps under keys that begin with prefix, by the rest of the key.
func (s *Store) Locals(prefix string) (values map[string][]byte, err error) {
	values = map[string][]byte{}
	err = s.View(context.Background(), func(tx *Tx) error {
		at := tx.b.Bucket([]byte(inLocal))
		if at == nil {
			return nil
		}
		c := at.Cursor()
		for k, raw := c.Seek([]byte(prefix)); bytes.HasPrefix(k, []byte(prefix)); k, raw = c.Next() {
			got, err := readLocal(string(k), raw)
			if err != nil {
				return err
			}
			values[string(k[len(prefix):])] = bytes.Clone(got)
		}
		return nil
	})
	return values, err
}

// sumLocal puts a sum behind a value that covers its key too: under a damaged key nobody would look for it, and it
// would be gone in silence.
func sumLocal(key string, value []byte) []byte {
	return binary.BigEndian.AppendUint32(bytes.Clone(value), localSum(key, value))
}

func localSum(key string, value []byte) uint32 {
	return crc32.Update(crc32.Checksum([]byte(key), castagnoli), castagnoli, value)
}

// readLocal checks the sum and takes it off. Earlier programs summed the value alone.
func readLocal(key string, raw []byte) ([]byte, error) {
	if cut := len(raw) - 4; cut >= 0 && localSum(key, raw[:cut]) == binary.BigEndian.Uint32(raw[cut:]) {
		return raw[:cut:cut], nil
	}
	return unsummed(raw, "local "+key)
}
