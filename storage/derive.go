package storage

import (
	"slices"

	"mendesk/app/record"
)

// maxTuple keeps index keys far below what bbolt takes, whatever another workstation sent.
const maxTuple = 1024

func indexKey(t record.Tuple, id record.ID) string {
	if len(t) > maxTuple {
		t = append(t[:maxTuple-43:maxTuple-43], record.HashOf(t)...)
	}
	return string(t) + string(id)
}

// keysOf gives a record's keys in each index, sorted and each once, and last its id: all empty when there
// is no record to see.
func (b *batch) keysOf(r *rec, f folded, v record.Versions) [][]string {
	return keysOf(r.k, r.ref.ID, f, v)
}

func keysOf(k *kind, id record.ID, f folded, v record.Versions) [][]string {
	keys := make([][]string, len(k.Indexes)+1)
	if !f.exists() {
		return keys
	}
	for i := range k.Indexes {
		tuples := k.Keys(i, f.state, v)
		for _, t := range tuples {
			keys[i] = append(keys[i], indexKey(t, id))
		}
		slices.Sort(keys[i])
		keys[i] = slices.Compact(keys[i])
	}
	keys[len(keys)-1] = []string{string(id)}
	return keys
}
