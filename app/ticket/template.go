package ticket

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Template is a reply that is written again and again (话术), in both languages. {customer}, {number}, {order} and
// {agent} in it, or {客户}, {单号}, {订单} and {客服}, stand for what the ticket has.
type Template struct {
	ID        record.ID    `json:"id"`
	Name      string       `json:"name"`
	Zh        string       `json:"zh"`
	En        string       `json:"en"`       // either may be empty, not both
	ReviewBy  string       `json:"reviewBy"` // the day by which somebody should read it again; empty: never
	Used      int          `json:"used"`     // replies that began with it
	UsedAt    time.Time    `json:"usedAt,omitzero" ts_type:"string"`
	AddedAt   time.Time    `json:"addedAt" ts_type:"string"`
	RetiredAt time.Time    `json:"retiredAt,omitzero" ts_type:"string"` // zero: in use
	Edits     record.Edits `json:"edits"`
}

// Templates is the kind of the replies that are written again and again.
var Templates = record.Kind[Template]{
	Name: "template", Version: 1,
	Events: record.Vocabulary{didAdd: record.Fact, didEdit: record.Fact, didUse: record.Fact, didRetire: record.Fact, didRestore: record.Fact},
	After:  Template.After,
}

const (
	didAdd     = "added"
	didUse     = "used"
	didRestore = "restored"

	fieldName     = "name"
	fieldZh       = "zh"
	fieldEn       = "en"
	fieldReviewBy = "reviewBy"

	maxTemplateName = 60 // characters
)

type templateData struct {
	ReviewBy string `json:"reviewBy,omitempty"`
}

type templatePrivate struct {
	Name string `json:"name"`
	Zh   string `json:"zh,omitempty"`
	En   string `json:"en,omitempty"`
}

// PutTemplate adds a template, or gives one other words.
type PutTemplate struct {
	Template record.ID `json:"template"` // empty: a new one
	Name     string    `json:"name"`
	Zh       string    `json:"zh"`
	En       string    `json:"en"`
	ReviewBy string    `json:"reviewBy"` // 2026-12-31, or empty
}

// RetireTemplate takes a template out of use, or puts it back.
type RetireTemplate struct {
	Template record.ID `json:"template"`
	Back     bool      `json:"back"`
}

// Events of adding a template under id. It needs a supervisor or a trainer, as everything about it does.
func (c PutTemplate) Events(id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
	c, err := c.checked(who)
	if err != nil {
		return nil, err
	}
	return []record.Event{Templates.Did(id, didAdd, templateData{c.ReviewBy}, templatePrivate{c.Name, c.Zh, c.En}).At(now)}, nil
}

func (c PutTemplate) checked(who training.Actor) (PutTemplate, error) {
	c.Name, c.Zh, c.En = trimmed(c.Name), trimmed(c.Zh), trimmed(c.En)
	if err := firstProblem(who.Must(training.Supervisor, training.Trainer), words(fieldName, c.Name, maxTemplateName)); err != nil {
		return c, err
	}
	if c.Zh == "" && c.En == "" {
		return c, record.Missing(fieldZh)
	}
	for _, text := range [][2]string{{fieldZh, c.Zh}, {fieldEn, c.En}} {
		if text[1] != "" {
			if err := words(text[0], text[1], maxText); err != nil {
				return c, err
			}
		}
	}
	if c.ReviewBy != "" {
		if _, err := record.ParseDay(c.ReviewBy); err != nil {
			return c, record.Wrong(fieldReviewBy, "day.malformed", record.Params{"value": c.ReviewBy})
		}
	}
	return c, nil
}

// Put changes what differs, each field as an edit of its own.
func (t Template) Put(c PutTemplate, who training.Actor, now time.Time) ([]record.Event, error) {
	c, err := c.checked(who)
	if err != nil {
		return nil, err
	}
	var out []record.Event
	edit := func(field, from, to string) {
		if from != to {
			data := record.Edit{Field: field, Over: t.Edits.Last(field)}
			out = append(out, Templates.Did(t.ID, didEdit, data, editedPrivate{to}).At(now))
		}
	}
	edit(fieldName, t.Name, c.Name)
	edit(fieldZh, t.Zh, c.Zh)
	edit(fieldEn, t.En, c.En)
	edit(fieldReviewBy, t.ReviewBy, c.ReviewBy)
	return out, nil
}

// Retire takes the template out of use, or puts it back; what stands already writes nothing.
func (t Template) Retire(c RetireTemplate, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor, training.Trainer); err != nil {
		return nil, err
	}
	if c.Back == t.RetiredAt.IsZero() {
		return nil, nil
	}
	what := didRetire
	if c.Back {
		what = didRestore
	}
	return []record.Event{Templates.Did(t.ID, what, nil, nil).At(now)}, nil
}

// Use counts a reply that began with the template.
func (t Template) Use(now time.Time) record.Event {
	return Templates.Did(t.ID, didUse, nil, nil).At(now)
}

// After folds one event into the template.
func (t Template) After(h record.Happened) (Template, error) {
	t.ID = h.Of.ID
	switch h.What {
	case didAdd:
		return t.added(h)
	case didEdit:
		return t.edited(h)
	case didUse:
		t.Used++
		if h.When.After(t.UsedAt) {
			t.UsedAt = h.When
		}
		return t, nil
	case didRetire:
		t.RetiredAt = h.When
		return t, nil
	case didRestore:
		t.RetiredAt = time.Time{}
		return t, nil
	}
	return t, record.ErrUnknownEvent
}

func (t Template) added(h record.Happened) (Template, error) {
	d, err := record.Read[templateData](h)
	if err != nil {
		return t, err
	}
	p, err := record.ReadPrivate[templatePrivate](h)
	t.Name, t.Zh, t.En, t.ReviewBy, t.AddedAt, t.Edits = p.Name, p.Zh, p.En, d.ReviewBy, h.When, record.Edits{}
	return t, err
}

func (t Template) edited(h record.Happened) (Template, error) {
	d, err := record.Read[record.Edit](h)
	if err != nil {
		return t, err
	}
	p, err := record.ReadPrivate[editedPrivate](h)
	t.Edits = t.Edits.After(h, d, p.Value)
	switch d.Field {
	case fieldName:
		t.Name = p.Value
	case fieldZh:
		t.Zh = p.Value
	case fieldEn:
		t.En = p.Value
	case fieldReviewBy:
		t.ReviewBy = p.Value
	}
	return t, err
}
