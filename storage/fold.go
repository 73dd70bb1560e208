package storage

import (
	"errors"
	"fmt"

	"mendesk/app/record"
)

type kind struct{ record.AnyKind }

func (k *kind) blank() folded { return folded{state: k.New()} }

// refusal is a decision that did not hold, by its place in its change.
type refusal struct {
	place  string
	nth    int
	reason record.Problem
}

// happened is one event on a record with its place in its change.
type happened struct {
	record.Happened
	nth int
}

// fold takes one change's events on a record in. Whatever another workstation sent must not stop the desk:
// what cannot be folded is passed over and leaves a flag, the same on every desk.
func (k *kind) fold(f folded, place string, hs []happened) (folded, []refusal) {
	var refused []refusal
	for _, h := range hs {
		next, err := k.after(f.state, h.Happened)
		var no record.Refused
		switch {
		case err == nil:
			f.state = next
			f.applied++
		case errors.Is(err, record.ErrUnknownEvent):
			f.flags |= flagNewer
		case errors.As(err, &no):
			refused = append(refused, refusal{place, h.nth, no.Reason})
		default:
			f.flags |= flagBroken
		}
		f.count++
	}
	f.last = place
	return f, refused
}

// foldOwn takes one event of a command of this workstation in; here every doubt refuses the command.
func (k *kind) foldOwn(f folded, h record.Happened) (folded, error) {
	next, err := k.after(f.state, h)
	var no record.Refused
	if errors.As(err, &no) {
		return f, no.Reason
	}
	if err != nil {
		return f, fmt.Errorf("%s on %s %s: %w", h.What, h.Of.Kind, h.Of.ID, err)
	}
	f.state = next
	f.applied++
	f.count++
	return f, nil
}

func (k *kind) after(state any, h record.Happened) (next any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("fold of %s panicked at %s: %v", k.Name, h.What, p)
		}
	}()
	return k.After(state, h)
}

// eventsOf picks a change's events on each record it touches, in the order of first touch.
func eventsOf(c record.Change) ([]record.Ref, map[record.Ref][]happened) {
	of := make(map[record.Ref][]happened, 2)
	var refs []record.Ref
	for i, h := range c.Happened() {
		if _, seen := of[h.Of]; !seen {
			refs = append(refs, h.Of)
		}
		of[h.Of] = append(of[h.Of], happened{h, i})
	}
	return refs, of
}
