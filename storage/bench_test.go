package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// A parcel is about the size of a ticket, with four indexes; the baseline puts the same state and the same
// index keys into bbolt without any journal.
type parcel struct {
	ID     record.ID    `json:"id"`
	Number string       `json:"number"`
	State  string       `json:"state"`
	Owner  record.ID    `json:"owner"`
	Due    time.Time    `json:"due"`
	Moves  int64        `json:"moves"`
	Last   record.Hash  `json:"last"`
	Lines  []parcelLine `json:"lines"`
}

type parcelLine struct {
	SKU   string       `json:"sku"`
	Name  string       `json:"name"`
	Price record.Money `json:"price"`
}

type move struct {
	State string    `json:"state"`
	Owner record.ID `json:"owner"`
}

var lines = func() (out []parcelLine) {
	for i := range 8 {
		out = append(out, parcelLine{fmt.Sprint("SKU-", i, "-000123"), "纯棉短袖 圆领 白色 XL", record.Money{Minor: 9900, Currency: "CNY"}})
	}
	return out
}()

func (p parcel) keys(index string) []record.Tuple {
	switch index {
	case "state":
		return []record.Tuple{record.Key(p.State, p.Due)}
	case "owner":
		return []record.Tuple{record.Key(p.Owner, p.Due)}
	case "due":
		return []record.Tuple{record.Key(p.Due)}
	}
	return []record.Tuple{record.Key(p.Number)}
}

var parcelIndexes = []string{"state", "owner", "due", "number"}

var parcels = func() record.Kind[parcel] {
	k := record.Kind[parcel]{
		Name: "parcel", Version: 1, Events: record.Vocabulary{"sent": record.Fact, "moved": record.Fact},
		After: func(p parcel, h record.Happened) (parcel, error) {
			d, err := record.Read[move](h)
			if h.What == "sent" {
				p = parcel{ID: h.Of.ID, Number: "T-A-261121-" + string(h.Of.ID[20:]), Lines: lines}
			}
			p.State, p.Owner, p.Due, p.Last = d.State, d.Owner, h.When, h.Entry
			p.Moves++
			return p, err
		},
		Row: func(p parcel, _ record.Versions, word record.Intern) []byte { return make([]byte, 32) },
	}
	for _, name := range parcelIndexes {
		k.Indexes = append(k.Indexes, record.Index[parcel]{Name: name, Keys: func(p parcel, _ record.Versions) []record.Tuple { return p.keys(name) }})
	}
	return k
}()

func parcelID(i int) record.ID { return record.KeyID("parcel", fmt.Sprint(i)) }

var states = []string{"new", "open", "waiting", "resolved"}

func sent(i int) record.Event {
	return parcels.Did(parcelID(i), "sent", move{states[0], parcelID(i % 20)}, noted{"张三 13800000000"})
}

func moved(i, n int) record.Event {
	return parcels.Did(parcelID(i), "moved", move{states[n%4], parcelID(n % 20)}, nil)
}

func parcelDesk(b *testing.B, sync bool) *Store {
	b.Helper()
	o := options(1)
	o.Kinds, o.NoSync = []record.AnyKind{parcels.Any()}, !sync
	return createAt(b, filepath.Join(b.TempDir(), "desk.db"), o)
}

// fillParcels imports n parcels of two events each.
func fillParcels(b *testing.B, s *Store, n int) {
	b.Helper()
	ok(b, s.Changes(context.Background(), "", noon, func(yield func(Row) bool) {
		for i := range n {
			if !yield(func(tx *Tx) error { return tx.Append(sent(i), moved(i, i)) }) {
				return
			}
		}
	}, nil))
}

const filledWith = 20_000

func BenchmarkSave(b *testing.B) {
	s := parcelDesk(b, true)
	fillParcels(b, s, filledWith)
	for i := 0; b.Loop(); i++ {
		n := i * 7919 % filledWith
		ok(b, s.Change("", noon.Add(time.Duration(i)*time.Second), func(tx *Tx) error {
			if _, err := Get(tx, parcels, parcelID(n)); err != nil {
				return err
			}
			return tx.Append(moved(n, i))
		}))
	}
}

// plain is the baseline: state and indexes, nothing else.
type plain struct{ db *bbolt.DB }

func newPlain(b *testing.B, sync bool) plain {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "plain.db"), 0o600, &bbolt.Options{NoSync: !sync})
	ok(b, err)
	b.Cleanup(func() { _ = db.Close() })
	ok(b, db.Update(func(tx *bbolt.Tx) error {
		for _, name := range append([]string{"record"}, parcelIndexes...) {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	}))
	return plain{db}
}

func (p plain) save(tx *bbolt.Tx, old *parcel, now parcel) error {
	raw, err := record.Encode(now)
	if err != nil {
		return err
	}
	for _, name := range parcelIndexes {
		at := tx.Bucket([]byte(name))
		key := indexKey(now.keys(name)[0], now.ID)
		if old != nil {
			if was := indexKey(old.keys(name)[0], now.ID); was == key {
				continue
			} else if err := at.Delete([]byte(was)); err != nil {
				return err
			}
		}
		if err := at.Put([]byte(key), nil); err != nil {
			return err
		}
	}
	return tx.Bucket([]byte("record")).Put([]byte(now.ID), raw)
}

func aParcel(i, n int) parcel {
	return parcel{
		ID: parcelID(i), Number: "T-A-261121-" + string(parcelID(i)[20:]), State: states[n%4], Owner: parcelID(n % 20),
		Due: noon.Add(time.Duration(n) * time.Second), Last: record.HashOf(nil), Lines: lines,
	}
}

func (p plain) fill(b *testing.B, n int) {
	b.Helper()
	for from := 0; from < n; from += 2500 {
		ok(b, p.db.Update(func(tx *bbolt.Tx) error {
			for i := from; i < min(from+2500, n); i++ {
				if err := p.save(tx, nil, aParcel(i, i)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

func BenchmarkSavePlain(b *testing.B) {
	p := newPlain(b, true)
	p.fill(b, filledWith)
	kind := &kind{parcels.Any()}
	for i := 0; b.Loop(); i++ {
		n := i * 7919 % filledWith
		ok(b, p.db.Update(func(tx *bbolt.Tx) error {
			v, err := kind.Decode(tx.Bucket([]byte("record")).Get([]byte(parcelID(n))))
			if err != nil {
				return err
			}
			old := v.(parcel)
			return p.save(tx, &old, aParcel(n, i))
		}))
	}
}

func BenchmarkImport100kEvents(b *testing.B) {
	for b.Loop() {
		fillParcels(b, parcelDesk(b, true), 50_000)
	}
	b.ReportMetric(float64(100_000*b.N)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkImportPlain50kRecords(b *testing.B) {
	for b.Loop() {
		newPlain(b, true).fill(b, 50_000)
	}
	b.ReportMetric(float64(50_000*b.N)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkMerge100kEvents(b *testing.B) {
	from := parcelDesk(b, false)
	fillParcels(b, from, 50_000)
	all := changesOf(b, from)
	for b.Loop() {
		_, err := parcelDesk(b, true).Merge(context.Background(), all)
		ok(b, err)
	}
	b.ReportMetric(float64(100_000*b.N)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkOpen(b *testing.B) {
	s := parcelDesk(b, false)
	fillParcels(b, s, filledWith)
	o := s.o
	ok(b, s.Close())
	for b.Loop() {
		s, err := Open(s.path, o)
		ok(b, err)
		ok(b, s.Close())
	}
}

func BenchmarkPageOf50(b *testing.B) {
	s := parcelDesk(b, false)
	fillParcels(b, s, filledWith)
	for b.Loop() {
		view(b, s, func(tx *Tx) error {
			_, err := List(tx, parcels, Span{Index: "state", Prefix: record.Key("open"), Reverse: true}, "", 50)
			return err
		})
	}
}

func BenchmarkRebuild(b *testing.B) {
	s := parcelDesk(b, false)
	fillParcels(b, s, filledWith)
	for b.Loop() {
		ok(b, s.Rebuild(context.Background(), nil))
	}
	b.ReportMetric(float64(filledWith*b.N)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkCheck(b *testing.B) {
	s := parcelDesk(b, false)
	fillParcels(b, s, filledWith)
	for b.Loop() {
		clean(b, s)
	}
	b.ReportMetric(float64(filledWith*b.N)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkRows(b *testing.B) {
	s := parcelDesk(b, false)
	fillParcels(b, s, filledWith)
	for i := 0; b.Loop(); i++ {
		do(b, s, moved(i%filledWith, i))
		view(b, s, func(tx *Tx) error {
			rows, err := tx.Rows("parcel")
			ok(b, err)
			return rows.Since(0, func(_, _ []byte) {})
		})
	}
}
