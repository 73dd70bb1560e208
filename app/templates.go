package app

import (
	"slices"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/texts"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// starters are the courses that a shop begins with; their names are texts at training.starter.<code>.
var starters = []training.PublishCourse{
	{Code: "RC", PassMark: 80, Months: 12, Steps: []training.Step{training.Receive}, Roles: []training.Role{training.Inspector}},
	{Code: "DS", PassMark: 80, Months: 12, Steps: []training.Step{training.Disinfect}, Roles: []training.Role{training.Inspector}},
	{Code: "QC", PassMark: 80, Months: 12, Steps: []training.Step{training.Inspect}, Roles: []training.Role{training.Inspector}},
	{Code: "CS", PassMark: 75, Months: 12, Steps: []training.Step{training.Everyone}, Roles: []training.Role{training.Agent, training.Supervisor}},
}

// templates are the calendar, standard, policy, courses and replies that a shop starts with, to be edited.
func templates(tx *storage.Tx, c Found, now time.Time) ([]record.Event, error) {
	var ids [3]record.ID
	for i := range ids {
		var err error
		if ids[i], err = tx.NewID(); err != nil {
			return nil, err
		}
	}
	say := texts.For(c.Lang)
	out := ticket.DefaultCalendar(ids[0], say.Say("tickets.starter.calendar", nil), c.Zone, now)
	out = append(out, ticket.DefaultStandard(ids[1], ids[0], say.Say("tickets.starter.standard", nil), now)...)
	policy, err := policyEvents(ids[2], now)
	if err != nil {
		return nil, err
	}
	courses, err := courseEvents(tx, now)
	if err != nil {
		return nil, err
	}
	replies, err := replyEvents(tx, c.Lang, now)
	return slices.Concat(out, policy, courses, replies), err
}

func policyEvents(id record.ID, now time.Time) ([]record.Event, error) {
	out, err := returns.Template().Events(id, 1, founder, now)
	if err != nil {
		return nil, err
	}
	published, err := returns.Policy{ID: id, Version: 1, State: returns.PolicyDraft}.Publish(returns.PublishPolicy{Policy: id}, founder, now)
	return append(out, published...), err
}

func courseEvents(tx *storage.Tx, now time.Time) ([]record.Event, error) {
	var out []record.Event
	for _, c := range starters {
		id, err := tx.NewID()
		if err != nil {
			return nil, err
		}
		key := "training.starter." + c.Code
		c.NameZh, c.NameEn = texts.For(texts.Chinese).Say(key, nil), texts.For(texts.English).Say(key, nil)
		events, err := c.Events(id, founder, now)
		if err != nil {
			return nil, err
		}
		out = append(out, events...)
	}
	return out, nil
}
