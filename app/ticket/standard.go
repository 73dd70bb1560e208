package ticket

import (
	"slices"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Standard is one published version of a service standard: what is promised to whom. It never changes:
// other targets are another version with an id of its own.
type Standard struct {
	ID            record.ID  `json:"id"`      // of this version
	Series        record.ID  `json:"series"`  // of the standard that it is a version of: the id of its first version
	Version       int        `json:"version"` // 1, 2, …
	Name          string     `json:"name"`
	Kinds         []Kind     `json:"kinds"`      // kinds of tickets that it is for; none: every kind
	Channels      []Channel  `json:"channels"`   // none: every channel
	Priorities    []Priority `json:"priorities"` // none: every priority
	Targets       []Target   `json:"targets"`    // the first that fits a ticket's priority counts
	PausesIn      []State    `json:"pausesIn"`   // waiting states in which the clock to resolve stands still
	Calendar      record.ID  `json:"calendar"`   // version of the calendar that its working minutes count in
	CloseAfter    int        `json:"closeAfter"` // days after which a resolved ticket counts as closed; 0: never by itself
	EffectiveFrom time.Time  `json:"effectiveFrom" ts_type:"string"`
	PublishedAt   time.Time  `json:"publishedAt" ts_type:"string"`
	RetiredAt     time.Time  `json:"retiredAt,omitzero" ts_type:"string"`
}

// Target is what is promised, in minutes; 0 promises nothing.
type Target struct {
	Priority   Priority `json:"priority"`   // empty: any
	Promise    int      `json:"promise"`    // to the first reply by the wall clock, closed hours included
	FirstReply int      `json:"firstReply"` // to the first reply in working time
	NextReply  int      `json:"nextReply"`  // to the next reply in working time
	Resolve    int      `json:"resolve"`    // to the resolution in working time
}

// Standards is the kind of record.
var Standards = record.Kind[Standard]{
	Name:    "standard",
	Version: 1,
	Events:  record.Vocabulary{didPublish: record.Fact, didRetire: record.Fact},
	After:   Standard.After,
	Indexes: []record.Index[Standard]{{Name: "series", Keys: func(s Standard, _ record.Versions) []record.Tuple {
		return []record.Tuple{record.Key(s.Series, s.Version)}
	}}},
}

// PublishStandard publishes a version of a service standard.
type PublishStandard struct {
	Series        record.ID  `json:"series"`  // empty: a new standard
	Version       int        `json:"version"` // 0: 1
	Name          string     `json:"name"`
	Kinds         []Kind     `json:"kinds"`
	Channels      []Channel  `json:"channels"`
	Priorities    []Priority `json:"priorities"`
	Targets       []Target   `json:"targets"`
	PausesIn      []State    `json:"pausesIn"`
	Calendar      record.ID  `json:"calendar"`
	CloseAfter    int        `json:"closeAfter"`
	EffectiveFrom time.Time  `json:"effectiveFrom,omitzero" ts_type:"string"` // zero: now
}

type standardData struct {
	Series        record.ID  `json:"series"`
	Version       int        `json:"version"`
	Kinds         []Kind     `json:"kinds,omitempty"`
	Channels      []Channel  `json:"channels,omitempty"`
	Priorities    []Priority `json:"priorities,omitempty"`
	Targets       []Target   `json:"targets"`
	PausesIn      []State    `json:"pausesIn,omitempty"`
	Calendar      record.ID  `json:"calendar"`
	CloseAfter    int        `json:"closeAfter"`
	EffectiveFrom time.Time  `json:"effectiveFrom"`
}

type namePrivate struct {
	Name string `json:"name"`
}

// Events publishes the version under id.
func (c PublishStandard) Events(id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	return c.events(id, now), nil
}

func (c PublishStandard) events(id record.ID, now time.Time) []record.Event {
	if c.Series == "" {
		c.Series = id
	}
	if c.EffectiveFrom.IsZero() {
		c.EffectiveFrom = now
	}
	return []record.Event{Standards.Did(id, didPublish, standardData{
		c.Series, max(c.Version, 1), c.Kinds, c.Channels, c.Priorities,
		c.Targets, c.PausesIn, c.Calendar, c.CloseAfter, record.Instant(c.EffectiveFrom),
	}, namePrivate{trimmed(c.Name)}).At(now)}
}

func (c PublishStandard) check() error {
	if err := firstProblem(words("name", c.Name, maxSubject), manyOf("kinds", c.Kinds, kinds), manyOf("channels", c.Channels, channels),
		manyOf("priorities", c.Priorities, priorities)); err != nil {
		return err
	}
	if len(c.Targets) == 0 {
		return record.Missing("targets")
	}
	for _, t := range c.Targets {
		if min(t.Promise, t.FirstReply, t.NextReply, t.Resolve) < 0 || max(t.Promise, t.FirstReply, t.NextReply, t.Resolve) > maxTarget {
			return record.Wrong("targets", "ticket.targetRange", nil)
		}
		if t.Priority != "" && !slices.Contains(priorities, t.Priority) {
			return record.Wrong("targets", "field.unknownValue", record.Params{"value": string(t.Priority)})
		}
	}
	for _, s := range c.PausesIn {
		if !s.Waiting() {
			return record.Wrong("pausesIn", "field.unknownValue", record.Params{"value": string(s)})
		}
	}
	if c.Calendar == "" {
		return record.Missing("calendar")
	}
	if c.CloseAfter < 0 || c.CloseAfter > 365 {
		return record.Wrong("closeAfter", "ticket.targetRange", nil)
	}
	return nil
}

// maxTarget is a year in minutes.
const maxTarget = 366 * 24 * 60

func manyOf[V ~string](field string, given, list []V) error {
	for _, v := range given {
		if err := oneOf(field, v, list); err != nil {
			return err
		}
	}
	return nil
}

// RetireStandard takes a version out of use for tickets to come; those judged by it keep it.
type RetireStandard struct {
	Standard record.ID `json:"standard"`
}

// Retire takes the version out of use from now on.
func (s Standard) Retire(_ RetireStandard, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	if s.PublishedAt.IsZero() || !s.RetiredAt.IsZero() {
		return nil, record.Problem{Code: "ticket.standardNotInUse"}
	}
	return []record.Event{Standards.Did(s.ID, didRetire, nil, nil).At(now)}, nil
}

// After folds what happened to the version: it is published once, and may be retired.
func (s Standard) After(h record.Happened) (Standard, error) {
	s.ID = h.Of.ID
	switch h.What {
	case didPublish:
		return s.published(h)
	case didRetire:
		s.RetiredAt = earlier(s.RetiredAt, record.Instant(h.When))
	}
	return s, nil
}

func (s Standard) published(h record.Happened) (Standard, error) {
	if !s.PublishedAt.IsZero() {
		return s, nil
	}
	d, err := record.Read[standardData](h)
	if err != nil {
		return s, err
	}
	p, err := record.ReadPrivate[namePrivate](h)
	if err != nil {
		return s, err
	}
	return Standard{
		ID: s.ID, Series: d.Series, Version: d.Version, Name: p.Name,
		Kinds: list(d.Kinds), Channels: list(d.Channels), Priorities: list(d.Priorities),
		Targets: list(d.Targets), PausesIn: list(d.PausesIn), Calendar: d.Calendar, CloseAfter: d.CloseAfter,
		EffectiveFrom: d.EffectiveFrom, PublishedAt: record.Instant(h.When), RetiredAt: s.RetiredAt,
	}, nil
}

// DefaultStandard is what a new shop starts with: the first reply within 24 hours by the wall clock, replies
// and resolutions in working time of calendar, sooner for what is more urgent. It asks for no right: it
// belongs to setting up the shop.
func DefaultStandard(id, calendar record.ID, name string, now time.Time) []record.Event {
	const day = 24 * 60
	return PublishStandard{
		Name: name, Calendar: calendar, CloseAfter: 7,
		EffectiveFrom: time.Unix(0, 0),
		PausesIn:      []State{WaitingForCustomer, WaitingForThirdParty},
		Targets: []Target{
			{Priority: Urgent, Promise: day, NextReply: 60, Resolve: 450},
			{Priority: High, Promise: day, NextReply: 120, Resolve: 900},
			{Priority: "", Promise: day, NextReply: 240, Resolve: 1350},
		},
	}.events(id, now)
}

// Target gives what the standard promises a ticket of the priority; nothing when no target fits.
func (s Standard) Target(p Priority) Target {
	for _, t := range s.Targets {
		if t.Priority == "" || t.Priority == p {
			return t
		}
	}
	return Target{}
}

// PickStandard finds the version that a ticket of this kind, channel and priority, begun at the moment at,
// is judged by: the one with the narrowest scope, and of equals the one in effect last. ok is false when
// none fits.
func PickStandard(all []Standard, kind Kind, channel Channel, priority Priority, at time.Time) (best Standard, ok bool) {
	for _, s := range all {
		if !s.fits(kind, channel, priority, at) {
			continue
		}
		if !ok || s.before(best) {
			best, ok = s, true
		}
	}
	return best, ok
}

func (s Standard) fits(kind Kind, channel Channel, priority Priority, at time.Time) bool {
	in := !s.PublishedAt.IsZero() && !s.EffectiveFrom.After(at) && (s.RetiredAt.IsZero() || at.Before(s.RetiredAt))
	return in && (len(s.Kinds) == 0 || slices.Contains(s.Kinds, kind)) &&
		(len(s.Channels) == 0 || slices.Contains(s.Channels, channel)) &&
		(len(s.Priorities) == 0 || slices.Contains(s.Priorities, priority))
}

func (s Standard) narrowness() int {
	n := 0
	if len(s.Kinds) > 0 {
		n += 4
	}
	if len(s.Priorities) > 0 {
		n += 2
	}
	if len(s.Channels) > 0 {
		n++
	}
	return n
}

func (s Standard) before(o Standard) bool {
	if a, b := s.narrowness(), o.narrowness(); a != b {
		return a > b
	}
	if !s.EffectiveFrom.Equal(o.EffectiveFrom) {
		return s.EffectiveFrom.After(o.EffectiveFrom)
	}
	if s.Version != o.Version {
		return s.Version > o.Version
	}
	return s.ID > o.ID
}
