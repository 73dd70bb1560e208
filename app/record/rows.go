package record

import "iter"

// Rows are the figures rows of one kind: fixed-size values side by side, with the record each came from.
type Rows struct {
	Size int                 // bytes of one row
	IDs  []ID                // the record of each row
	Data []byte              // len(IDs) × Size bytes
	Name func(uint32) string // the word behind an interned number
}

// Len is the number of rows.
func (r Rows) Len() int { return len(r.IDs) }

// At gives row i; it must not be changed.
func (r Rows) At(i int) []byte { return r.Data[i*r.Size : (i+1)*r.Size : (i+1)*r.Size] }

// All walks the rows with their records.
func (r Rows) All() iter.Seq2[ID, []byte] {
	return func(yield func(ID, []byte) bool) {
		for i, id := range r.IDs {
			if !yield(id, r.At(i)) {
				return
			}
		}
	}
}
