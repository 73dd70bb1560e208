package app

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/texts"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// Templates lists the replies that are written again and again, those used most first, retired ones last.
func (s *Tickets) Templates() ([]ticket.Template, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) ([]ticket.Template, error) {
		list, err := all(tx, ticket.Templates, storage.Span{})
		slices.SortFunc(list, func(x, y ticket.Template) int {
			return cmp.Or(inUse(y)-inUse(x), cmp.Compare(y.Used, x.Used), strings.Compare(x.Name, y.Name), strings.Compare(string(x.ID), string(y.ID)))
		})
		for i := range list {
			whole(&list[i])
		}
		return list, err
	})
}

func inUse(t ticket.Template) int {
	if t.RetiredAt.IsZero() {
		return 1
	}
	return 0
}

// PutTemplate adds a template, or gives one other words.
func (s *Tickets) PutTemplate(c ticket.PutTemplate) (ticket.Template, error) {
	if c.Template == "" {
		return begin(s.app, ticket.Templates, func(_ *storage.Tx, id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
			return c.Events(id, who, now)
		})
	}
	return carry(s.app, ticket.Templates, c.Template, func(_ *storage.Tx, t ticket.Template, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Put(c, who, now)
	})
}

// RetireTemplate takes a template out of use, or puts it back.
func (s *Tickets) RetireTemplate(c ticket.RetireTemplate) (ticket.Template, error) {
	return carry(s.app, ticket.Templates, c.Template, func(_ *storage.Tx, t ticket.Template, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Retire(c, who, now)
	})
}

// useTemplate counts the template that a reply began with; one that is gone counts nothing.
func useTemplate(tx *storage.Tx, id record.ID, now time.Time) ([]record.Event, error) {
	if id == "" {
		return nil, nil
	}
	t, err := maybe(tx, ticket.Templates, id)
	if err != nil || t.ID == "" {
		return nil, err
	}
	return []record.Event{t.Use(now)}, nil
}

// replyStarters are the templates that a shop begins with; their words are texts at tickets.starter.reply.<code>.
var replyStarters = []string{"received", "photos", "pickUp", "inspecting", "refunded", "delay"}

func replyEvents(tx *storage.Tx, lang string, now time.Time) ([]record.Event, error) {
	var out []record.Event
	for _, code := range replyStarters {
		id, err := tx.NewID()
		if err != nil {
			return nil, err
		}
		key := "tickets.starter.reply." + code
		c := ticket.PutTemplate{
			Name: texts.For(lang).Say(key+".name", nil),
			Zh:   texts.For(texts.Chinese).Say(key+".text", nil), En: texts.For(texts.English).Say(key+".text", nil),
		}
		events, err := c.Events(id, founder, now)
		if err != nil {
			return nil, err
		}
		out = append(out, events...)
	}
	return out, nil
}
