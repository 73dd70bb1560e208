package app

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mendesk/app/record"
)

// Drafts is the service of words that were written and not sent yet. They belong to one person at this workstation,
// are on disk as they are typed, and are no record: nobody else ever sees them.
type Drafts struct{ app *App }

// Draft is what stands in one place, such as the reply to a ticket or a form.
type Draft struct {
	Place string    `json:"place"` // ticket/<id>/reply
	Words string    `json:"words"` // a text, or the fields of a form as JSON
	At    time.Time `json:"at" ts_type:"string"`
}

// KeepDraft writes what stands in a place now. Empty words forget it.
type KeepDraft struct {
	Person record.ID `json:"person"` // whose words they are: a write that comes late never lands with somebody else
	Place  string    `json:"place"`
	Words  string    `json:"words"`
}

const (
	longestPlace = 200     // bytes
	longestDraft = 1 << 18 // bytes
	mostDrafts   = 500     // of one person; the oldest goes
)

// kept is a draft under its key.
type kept struct {
	Words string    `json:"words"`
	At    time.Time `json:"at"`
}

// All lists the drafts of whoever is signed in, the latest first.
func (s *Drafts) All() ([]Draft, error) {
	me, err := s.app.mustBeSomebody()
	if err != nil {
		return nil, err
	}
	return safely(s.app, func(d *desk) ([]Draft, error) { return d.drafts(me) })
}

// Keep writes what stands in a place. Several writes of one place must come one after another: the last one stays.
func (s *Drafts) Keep(c KeepDraft) (out Draft, err error) {
	me, err := s.app.mustBeSomebody()
	if err != nil {
		return out, err
	}
	if c.Person != me {
		return out, record.Problem{Code: "drafts.otherPerson"}
	}
	if err := c.check(); err != nil {
		return out, err
	}
	return safely(s.app, func(d *desk) (Draft, error) {
		key := draftKey(me, c.Place)
		if c.Words == "" {
			return Draft{Place: c.Place}, d.store.SetLocal(key, nil)
		}
		now := s.app.now()
		if err := remember(d, key, kept{c.Words, now}); err != nil {
			return Draft{}, err
		}
		return Draft{c.Place, c.Words, now}, d.dropOldDrafts(me)
	})
}

func (c KeepDraft) check() error {
	if c.Place == "" {
		return record.Missing("place")
	}
	if len(c.Place) > longestPlace || !utf8.ValidString(c.Place) || strings.ContainsFunc(c.Place, func(r rune) bool { return r < ' ' }) {
		return record.Wrong("place", "drafts.placeWrong", nil)
	}
	if len(c.Words) > longestDraft {
		return record.Wrong("words", "drafts.tooLong", record.Params{"most": strconv.Itoa(longestDraft / 1024)})
	}
	return nil
}

func draftKey(person record.ID, place string) string {
	return localDrafts + string(person) + "/" + place
}

func (d *desk) drafts(person record.ID) ([]Draft, error) {
	values, err := d.store.Locals(draftKey(person, ""))
	if err != nil {
		return nil, err
	}
	out := []Draft{}
	for place, raw := range values {
		var k kept
		if err := json.Unmarshal(raw, &k); err != nil {
			d.app.options.Log.Warn("a draft cannot be read and is left alone", "error", err.Error())
			continue
		}
		out = append(out, Draft{place, k.Words, k.At})
	}
	slices.SortFunc(out, func(x, y Draft) int {
		return cmp.Or(y.At.Compare(x.At), strings.Compare(x.Place, y.Place))
	})
	return out, nil
}

func (d *desk) dropOldDrafts(person record.ID) error {
	all, err := d.drafts(person)
	if err != nil || len(all) <= mostDrafts {
		return err
	}
	for _, old := range all[mostDrafts:] {
		if err := d.store.SetLocal(draftKey(person, old.Place), nil); err != nil {
			return err
		}
	}
	return nil
}
