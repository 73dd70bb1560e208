package storage

import (
	"bytes"
	"errors"
	"strconv"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// kindCheck compares one kind's records and what follows from them with what folding again gives.
type kindCheck struct {
	*checking
	k       *kind
	keys    []int // index keys that there should be
	rows    int
	records int
}

func (c *checking) kind(k *kind) error {
	kc := &kindCheck{checking: c, k: k, keys: make([]int, len(k.Indexes))}
	at := c.tx.b.Bucket([]byte(inHistory(k.Name)))
	if at != nil {
		cur := at.Cursor()
		for key, _ := cur.First(); key != nil; {
			id := record.ID(key[:min(idSize, len(key))])
			if err := c.step(); err != nil {
				return err
			}
			if err := kc.record(id); err != nil {
				return err
			}
			key, _ = cur.Seek([]byte(id + "\xff"))
		}
	}
	return kc.counts()
}

func (c *kindCheck) record(id record.ID) error {
	ref := record.Ref{Kind: c.k.Name, ID: id}
	f, refused, err := refold(c.tx.b, c.k, id)
	if err != nil {
		return c.faultOf("history.damaged", ref)
	}
	c.records++
	want, err := c.k.encodeFolded(f)
	if err != nil {
		return err
	}
	var stored []byte
	if at := c.tx.b.Bucket([]byte(inRecord(c.k.Name))); at != nil {
		stored = at.Get([]byte(id))
	}
	if !bytes.Equal(stored, want) {
		if err := c.faultOf("record.differs", ref); err != nil {
			return err
		}
	}
	if err := c.refusals(ref, refused); err != nil {
		return err
	}
	return c.derived(ref, f)
}

func (c *kindCheck) refusals(ref record.Ref, refused []refusal) error {
	at := c.tx.b.Bucket([]byte(inRefused))
	for _, no := range refused {
		want, err := record.Encode(no.reason)
		if err != nil {
			return err
		}
		if !bytes.Equal(at.Get(refusedKey(ref, no.place, no.nth)), summed(want)) {
			if err := c.faultOf("refused.differs", ref); err != nil {
				return err
			}
		}
		c.refused++
	}
	return nil
}

func (c *kindCheck) derived(ref record.Ref, f folded) error {
	versions := lookup{find: c.published}
	for i, keys := range keysOf(c.k, ref.ID, f, versions)[:len(c.k.Indexes)] {
		at := c.tx.b.Bucket([]byte(inIndex(c.k.Name, c.k.Indexes[i])))
		for _, key := range keys {
			c.keys[i]++
			if !hasKey(at, []byte(key)) {
				if err := c.fault("index.missing", record.Params{"kind": ref.Kind, "id": string(ref.ID), "index": c.k.Indexes[i]}); err != nil {
					return err
				}
			}
		}
	}
	if !c.k.rowsIn(c.tx.s.me) || !f.exists() {
		return nil
	}
	return c.row(ref, c.k.reached(ref.ID, f.state), c.k.Row(f.state, versions, c.known))
}

// known numbers a word as its row must have; one that was never given is in no row.
func (c *kindCheck) known(word string) uint32 {
	n, ok := c.tx.s.words.find(shortWord(word))
	if !ok {
		return 1<<32 - 1
	}
	return n
}

func (c *kindCheck) row(ref record.Ref, key, want []byte) error {
	if want != nil {
		c.rows++
	}
	var got []byte
	var err error
	if at := c.tx.b.Bucket([]byte(inFigures(c.k.Name))); at != nil {
		got, err = storedRow(at, key)
	}
	if err != nil || !bytes.Equal(got, want) {
		return c.faultOf("row.differs", ref)
	}
	return nil
}

func (c *kindCheck) published(ref record.Ref) (any, bool) {
	f, ok := c.versions[ref]
	if !ok {
		var err error
		if f, err = readRecord(c.tx.b, c.tx.s.kinds[ref.Kind], ref.ID); err != nil {
			return nil, false
		}
		c.versions[ref] = f
	}
	return f.state, f.exists()
}

// counts finds what is stored beyond what there should be.
func (c *kindCheck) counts() error {
	if err := c.count(inRecord(c.k.Name), c.records); err != nil {
		return err
	}
	for i, name := range c.k.Indexes {
		if err := c.count(inIndex(c.k.Name, name), c.keys[i]); err != nil {
			return err
		}
	}
	if !c.k.rowsIn(c.tx.s.me) {
		return nil
	}
	return c.rowCount()
}

// rowCount compares the number of rows; of damaged blocks every row has been told of.
func (c *kindCheck) rowCount() error {
	at := c.tx.b.Bucket([]byte(inFigures(c.k.Name)))
	if at == nil {
		return c.counted(inFigures(c.k.Name), 0, c.rows)
	}
	got, err := countRows(at)
	if errors.Is(err, ErrDamaged) {
		got = -1
	} else if err != nil {
		return err
	}
	return c.counted(inFigures(c.k.Name), got, c.rows)
}

func (c *checking) count(bucket string, want int) error {
	return c.counted(bucket, keysIn(c.tx.b, bucket), want)
}

func (c *checking) counted(bucket string, got, want int) error {
	if got != want {
		return c.fault("count", record.Params{"bucket": bucket, "count": strconv.Itoa(got), "want": strconv.Itoa(want)})
	}
	return nil
}

func hasKey(at *bbolt.Bucket, key []byte) bool {
	if at == nil {
		return false
	}
	k, _ := at.Cursor().Seek(key)
	return bytes.Equal(k, key)
}
