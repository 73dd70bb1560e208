package shop

import (
	"time"

	"mendesk/app/record"
)

// What can happen to a shop and to a workstation.
const (
	founded          = "founded"
	edited           = "edited"
	targetsPublished = "targetsPublished"
	limitsSet        = "limitsSet"
	unconfirmedSet   = "unconfirmedSet"
	signRulesSet     = "signRulesSet"

	added      = "added"
	renamed    = "renamed"
	passedOver = "passedOver"
)

// Shops is the kind of the one shop of a desk.
var Shops = record.Kind[Shop]{
	Name: "shop", Version: 2,
	Events: record.Vocabulary{founded: record.Decision, edited: record.Fact, targetsPublished: record.Decision, limitsSet: record.Fact, unconfirmedSet: record.Fact, signRulesSet: record.Fact},
	After:  Shop.After,
	Indexes: []record.Index[Shop]{
		{Name: record.IndexCompeting, Keys: func(s Shop, _ record.Versions) []record.Tuple { return s.Edits.CompetingKeys() }},
	},
}

// Workstations is the kind of the databases that write for the shop.
var Workstations = record.Kind[Workstation]{
	Name: "workstation", Version: 3,
	Events: record.Vocabulary{added: record.Fact, renamed: record.Fact, passedOver: record.Fact},
	After:  Workstation.After,
	Indexes: []record.Index[Workstation]{{Name: "letter", Keys: func(w Workstation, _ record.Versions) []record.Tuple {
		return []record.Tuple{record.Key(w.Letter)}
	}}, {Name: record.IndexCompeting, Keys: func(w Workstation, _ record.Versions) []record.Tuple { return w.Edits.CompetingKeys() }}},
}

type foundedData struct {
	Zone     string  `json:"zone"`
	Currency string  `json:"currency"`
	Language string  `json:"language"`
	Limits   []Limit `json:"limits"`
}

type foundedPrivate struct {
	Name string `json:"name"`
}

type editedPrivate struct {
	Value string `json:"value"`
}

type targetsData struct {
	Version int       `json:"version"`
	From    time.Time `json:"from"`
	Promise int64     `json:"promise"`
	List    []Target  `json:"list"`
}

type limitsData struct {
	Limits []Limit `json:"limits"`
}

type unconfirmedData struct {
	Minor int64 `json:"minor"`
}

type addedData struct {
	Letter string `json:"letter"`
}

type passedOverData struct {
	Away []record.ID `json:"away"`
}

type addedPrivate struct {
	Name string `json:"name"`
}
