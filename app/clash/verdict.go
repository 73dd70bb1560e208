package clash

import (
	"strings"
	"time"

	"mendesk/app/record"
)

// Verdict is what a person said of one clash: it ends it, and names the entry that lost. Its id is that of the clash.
type Verdict struct {
	ID    record.ID   `json:"id"`
	Of    record.Ref  `json:"of"`    // the record it is about
	What  string      `json:"what"`  // what clashed: refused, edit or the code of a finding
	Loser record.Hash `json:"loser"` // the entry that lost; empty when none did
	At    time.Time   `json:"at" ts_type:"string"`
	By    record.ID   `json:"by"`
	Words string      `json:"words"`
}

const given = "given"

// Verdicts is the kind of what persons said of clashes.
var Verdicts = record.Kind[Verdict]{
	Name: "verdict", Version: 1,
	Events: record.Vocabulary{given: record.Fact, record.Erased: record.Fact},
	After:  Verdict.After,
	Indexes: []record.Index[Verdict]{
		{Name: "of", Keys: func(v Verdict, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(v.Of.Kind, string(v.Of.ID))}
		}},
	},
}

type givenData struct {
	Kind  string      `json:"kind"`
	Of    record.ID   `json:"of"`
	What  string      `json:"what"`
	Loser record.Hash `json:"loser,omitempty"`
}

type givenPrivate struct {
	Words string `json:"words"`
}

// IDOf is the same on every workstation for the same clash; key tells apart clashes of one kind on one record.
func IDOf(of record.Ref, what, key string) record.ID {
	return record.KeyID("clash", of.Kind, string(of.ID), what, key)
}

// Give ends the clash id with a person's words, which must be there.
func Give(id record.ID, of record.Ref, what string, loser record.Hash, words string) ([]record.Event, error) {
	if words = strings.TrimSpace(words); words == "" {
		return nil, record.Missing("reason")
	}
	return []record.Event{Verdicts.Did(id, given, givenData{of.Kind, of.ID, what, loser}, givenPrivate{words})}, nil
}

// After folds one event; two persons who settled the same apart both did, and the later words show.
func (v Verdict) After(h record.Happened) (Verdict, error) {
	switch h.What {
	case given:
	case record.Erased: // the words are gone, the verdict stands
		return v, nil
	default:
		return v, record.ErrUnknownEvent
	}
	d, err := record.Read[givenData](h)
	if err != nil {
		return v, err
	}
	p, err := record.ReadPrivate[givenPrivate](h)
	return Verdict{ID: h.Of.ID, Of: record.Ref{Kind: d.Kind, ID: d.Of}, What: d.What, Loser: d.Loser, At: h.When, By: h.By, Words: p.Words}, err
}
