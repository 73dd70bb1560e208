package record

import "slices"

// Edit is the Data of an edit of one field: Over names the entry whose value it overwrote, as its author
// saw it. Two edits over the same entry are concurrent.
type Edit struct {
	Field string `json:"field"`
	Over  Hash   `json:"over,omitempty"`
}

// FieldEdit is one value that a field was given, kept while it stands or competes.
type FieldEdit struct {
	Field string `json:"field"`
	Value string `json:"value"`
	Over  Hash   `json:"over,omitempty"`
	Entry Hash   `json:"entry"`
	By    ID     `json:"by"`
	At    Stamp  `json:"at"`
}

// Edits are the standing edits of a record's fields in the order of their stamps: for each field the last
// one, and before it those that were written without knowing each other.
type Edits []FieldEdit

// After takes one edit in: what it overwrote goes, what it did not know stays beside it.
func (es Edits) After(h Happened, edit Edit, value string) Edits {
	out := make(Edits, 0, len(es)+1)
	for _, e := range es {
		if e.Field == edit.Field && e.Entry == edit.Over {
			continue
		}
		out = append(out, e)
	}
	return append(out, FieldEdit{edit.Field, value, edit.Over, h.Entry, h.By, h.At})
}

// Last is the entry that a new edit of field overwrites; empty when the field was never edited.
func (es Edits) Last(field string) Hash {
	for _, e := range slices.Backward(es) {
		if e.Field == field {
			return e.Entry
		}
	}
	return ""
}

// Competing lists the fields for which more than one value stands.
func (es Edits) Competing() []string {
	seen, out := map[string]int{}, []string{}
	for _, e := range es {
		if seen[e.Field]++; seen[e.Field] == 2 {
			out = append(out, e.Field)
		}
	}
	return out
}
