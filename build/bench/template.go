package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"mendesk/app/record"
)

// template is what happened in a small lifelike shop, taken apart so that it can happen again and again to
// other customers, at other times, in other words.
type template struct {
	changes [][]mould
	words   *corpus
}

// mould is one event with the places that differ from copy to copy.
type mould struct {
	of            record.Ref
	what          string
	when          time.Time
	data, private []piece
}

// piece is a stretch of JSON: as it stands, or of a sort that changes.
type piece struct {
	sort sort
	text string
	when time.Time // of sort moment and day
}

type sort int

const (
	literal sort = iota
	identity
	moment
	day
	number  // human number of a record
	ordered // order number of a platform
	phone
	wording // the beginning of a free text
)

// Everything that changes, by how it looks in JSON.
var changing = regexp.MustCompile(`[0-9A-Za-z]{26}|20\d\d-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?|[TRPC]-[A-Z]+\d*-\d{6}-\d+|\d{4} \d{4} \d{4} \d{2}|1\d\d0000\d{4}|"(?:text|subject|description)":"`)

// These happen again; people, courses, standards and policies are there once.
var copied = map[string]bool{"customer": true, "order": true, "ticket": true, "return": true, "ledger": true}

// take adds a change to the template; own are the ids that copies have of their own.
func (t *template) take(c record.Change, own map[string]bool) error {
	var out []mould
	for _, h := range c.Happened() {
		if !copied[h.Of.Kind] {
			continue
		}
		private, err := open(h.Private)
		if err != nil {
			return err
		}
		out = append(out, mould{h.Of, h.What, h.When, pieces(string(h.Data), own), pieces(private, own)})
	}
	if len(out) > 0 {
		t.changes = append(t.changes, out)
	}
	return nil
}

// open takes the private part out of its salt, since every copy is sealed anew.
func open(private jsontext.Value) (string, error) {
	if len(private) == 0 {
		return "", nil
	}
	var s struct {
		Is jsontext.Value `json:"is"`
	}
	err := json.Unmarshal(private, &s)
	return string(s.Is), err
}

func pieces(text string, own map[string]bool) (out []piece) {
	from := 0
	add := func(s sort, from, to int) piece {
		p := piece{sort: s, text: text[from:to]}
		if from < to {
			out = append(out, p)
		}
		return p
	}
	for _, at := range changing.FindAllStringIndex(text, -1) {
		found := text[at[0]:at[1]]
		s := sortOf(found)
		if s == identity && !own[found] || s == literal {
			continue
		}
		add(literal, from, at[0])
		add(s, at[0], at[1])
		if s == moment {
			out[len(out)-1].when, _ = time.Parse(time.RFC3339Nano, found)
		} else if s == day {
			out[len(out)-1].when, _ = time.Parse(time.DateOnly, found)
		}
		from = at[1]
	}
	add(literal, from, len(text))
	return out
}

func sortOf(found string) sort {
	switch {
	case found[0] == '"':
		return wording
	case len(found) == 26 && !strings.ContainsAny(found, " -:"):
		return identity
	case len(found) == 10 && found[4] == '-':
		return day
	case strings.HasPrefix(found, "20") && found[4] == '-':
		return moment
	case len(found) == 17 && found[4] == ' ':
		return ordered
	case len(found) == 11 && found[0] == '1':
		return phone
	case strings.ContainsRune("TRPC", rune(found[0])):
		return number
	}
	return literal
}

// cast makes copy nth of an event, so much later.
func (t *template) cast(m mould, nth int, shift time.Duration) record.Event {
	e := record.Event{Of: record.Ref{Kind: m.of.Kind, ID: copyOf(string(m.of.ID), nth, shift)}, What: m.what}
	e.When = m.when.Add(shift)
	e.Data, e.Private = t.pour(m.data, nth, shift), t.pour(m.private, nth, shift)
	return e
}

// copyOf is the id of a copy: where the first one tells when it was made, the copy's tells when that would have been,
// so that the ids of a desk of copies lie in the order of time as those of a shop do.
func copyOf(id string, nth int, shift time.Duration) record.ID {
	hashed := record.KeyID(id, fmt.Sprint(nth))
	made, ok := madeAt(id)
	if !ok {
		return hashed
	}
	copied, err := record.NewID(made.Add(shift), strings.NewReader(string(hashed)))
	if err != nil {
		panic(err) // a string of 26 bytes gives the ten that are asked for
	}
	return copied
}

// madeAt reads the moment from an id; ok is false for one that was made of a natural key.
func madeAt(id string) (at time.Time, ok bool) {
	var ms int64
	for _, r := range id[:10] {
		ms = ms<<5 | int64(strings.IndexRune(crockford, r))
	}
	at = time.UnixMilli(ms >> 2).UTC() // 48 of 50 bits
	return at, at.Year() > 2020 && at.Year() < 2030
}

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func (t *template) pour(pieces []piece, nth int, shift time.Duration) jsontext.Value {
	var b []byte
	for _, p := range pieces {
		switch p.sort {
		case literal:
			b = append(b, p.text...)
		case identity:
			b = append(b, copyOf(p.text, nth, shift)...)
		case moment:
			b = p.when.Add(shift).AppendFormat(b, time.RFC3339Nano)
		case day:
			b = p.when.Add(shift).AppendFormat(b, time.DateOnly)
		case number:
			kind, rest, _ := strings.Cut(p.text, "-")
			_, rest, _ = strings.Cut(rest, "-")
			b = fmt.Appendf(b, "%s-B%d-%s", kind, nth, rest)
		case ordered:
			b = fmt.Appendf(b, "%s %04d%s", p.text[:4], nth%10_000, p.text[9:])
		case phone:
			b = fmt.Appendf(b, "%s%04d%s", p.text[:3], nth%10_000, p.text[7:])
		case wording:
			b = append(append(append(b, p.text...), t.words.say(6)...), ' ')
		}
	}
	return b
}
