package shop

import (
	"slices"

	"mendesk/app/record"
)

// After folds one event into the shop.
func (s Shop) After(h record.Happened) (Shop, error) {
	switch h.What {
	case founded:
		return s.afterFounded(h)
	case edited:
		return s.afterEdited(h)
	case targetsPublished:
		return s.afterTargets(h)
	case limitsSet:
		return s.afterLimits(h)
	case unconfirmedSet:
		d, err := record.Read[unconfirmedData](h)
		s.Unconfirmed = &d.Minor
		return s, err
	case signRulesSet:
		return s.afterSignRules(h)
	}
	return s, record.ErrUnknownEvent
}

func (s Shop) afterFounded(h record.Happened) (Shop, error) {
	if s.Founded() {
		return s, record.Refuse("shop.alreadyFounded")
	}
	d, err := record.Read[foundedData](h)
	if err != nil {
		return s, err
	}
	p, err := record.ReadPrivate[foundedPrivate](h)
	return Shop{
		ID: h.Of.ID, Name: p.Name, Zone: d.Zone, Currency: d.Currency, Language: d.Language, FoundedAt: h.When,
		Targets: []Targets{}, Limits: append([]Limit{}, d.Limits...), Edits: record.Edits{},
	}, err
}

func (s Shop) afterEdited(h record.Happened) (Shop, error) {
	d, err := record.Read[record.Edit](h)
	if err != nil {
		return s, err
	}
	p, err := record.ReadPrivate[editedPrivate](h)
	s.Edits = s.Edits.After(h, d, p.Value)
	switch d.Field {
	case "name":
		s.Name = p.Value
	case "zone":
		s.Zone = p.Value
	case "language":
		s.Language = p.Value
	}
	return s, err
}

func (s Shop) afterTargets(h record.Happened) (Shop, error) {
	d, err := record.Read[targetsData](h)
	if err != nil {
		return s, err
	}
	if d.Version != len(s.Targets)+1 {
		return s, record.Refuse("shop.targetsVersionTaken")
	}
	s.Targets = append(slices.Clip(s.Targets), Targets{
		Version: d.Version, From: d.From, PublishedAt: h.When, By: h.By, Promise: d.Promise, List: append([]Target{}, d.List...),
	})
	return s, nil
}

func (s Shop) afterLimits(h record.Happened) (Shop, error) {
	d, err := record.Read[limitsData](h)
	s.Limits = append([]Limit{}, d.Limits...)
	return s, err
}

// After folds one event into the workstation.
func (w Workstation) After(h record.Happened) (Workstation, error) {
	switch h.What {
	case added:
		return w.afterAdded(h)
	case renamed:
		return w.afterRenamed(h)
	case passedOver:
		d, err := record.Read[passedOverData](h)
		w.PassedOver = &PassedOver{h.When, h.By, append([]record.ID{}, d.Away...)}
		return w, err
	}
	return w, record.ErrUnknownEvent
}

func (w Workstation) afterAdded(h record.Happened) (Workstation, error) {
	d, err := record.Read[addedData](h)
	if err != nil {
		return w, err
	}
	p, err := record.ReadPrivate[addedPrivate](h)
	return Workstation{ID: h.Of.ID, Name: p.Name, Letter: d.Letter, AddedAt: h.When, Edits: record.Edits{}}, err
}

func (w Workstation) afterRenamed(h record.Happened) (Workstation, error) {
	d, err := record.Read[record.Edit](h)
	if err != nil {
		return w, err
	}
	p, err := record.ReadPrivate[editedPrivate](h)
	w.Name, w.Edits = p.Value, w.Edits.After(h, d, p.Value)
	return w, err
}
