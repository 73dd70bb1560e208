package record

import "slices"

// Edit is the Data of an edit of one field: Over names the entry whose value it overwrote, as its author
// saw it. Two edits over the same entry are concurrent.
type Edit struct {
	Field string `json:"field"`
	Over  Hash   `json:"over,omitempty"`
	Also  []Hash `json:"also,omitempty"` // competing edits that its author saw too, and settled by it
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
		if e.Field == edit.Field && (e.Entry == edit.Over || slices.Contains(edit.Also, e.Entry)) {
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

// Next is an edit of field by somebody who sees all values that stand: it overwrites the one that shows and settles
// the others.
func (es Edits) Next(field string) Edit {
	edit := Edit{Field: field, Over: es.Last(field)}
	for _, e := range es {
		if e.Field == field && e.Entry != edit.Over {
			edit.Also = append(edit.Also, e.Entry)
		}
	}
	return edit
}

// Of are the values of field that stand, the one that shows last.
func (es Edits) Of(field string) Edits {
	return slices.DeleteFunc(slices.Clone(es), func(e FieldEdit) bool { return e.Field != field })
}

// Settle is the edit with which a person ends the competition for field by giving it value: one of those that compete,
// or where free a merged one. conflict.settled when nothing competes any more.
func (es Edits) Settle(field, value string, free bool) (Edit, error) {
	standing := es.Of(field)
	known := slices.ContainsFunc(standing, func(e FieldEdit) bool { return e.Value == value })
	switch {
	case len(standing) < 2:
		return Edit{}, Problem{Code: "conflict.settled"}
	case !known && (!free || value == ""):
		return Edit{}, Missing("value")
	}
	return es.Next(field), nil
}

// IndexCompeting is the index of records with values that compete.
const IndexCompeting = "competing"

// CompetingKeys puts a record into [IndexCompeting], once for each field.
func (es Edits) CompetingKeys() []Tuple {
	out := []Tuple{}
	for _, field := range es.Competing() {
		out = append(out, Key(field))
	}
	return out
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
