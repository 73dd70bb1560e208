package record

import "math"

// Always is the reach of a row that figures ask for whatever their period.
const Always int64 = math.MaxInt64

// Rows are the figures rows of one kind: values of a size fixed per kind, in the order of their reach, which
// is the last moment (milliseconds since 1970) at which a figure asks for them. The zero value has none.
type Rows struct {
	Each func(since int64, do func(id, row []byte)) error // see [Rows.Since]
	Name func(uint32) string                              // the word behind an interned number
}

// Since gives the rows whose reach is not before ms, with the ids of their records. Neither may be changed,
// nor kept after do returns.
func (r Rows) Since(ms int64, do func(id, row []byte)) error {
	if r.Each == nil {
		return nil
	}
	return r.Each(ms, do)
}
