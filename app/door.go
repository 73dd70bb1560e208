package app

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/storage"
)

// rule makes the events of a command on a record as it stands.
type rule[T any] func(tx *storage.Tx, t T, who training.Actor, now time.Time) ([]record.Event, error)

// carry takes a record through the door: it is read, the rule says what happens, and it comes back folded.
func carry[T any](a *App, k record.Kind[T], id record.ID, do rule[T]) (T, error) {
	return change(a, func(tx *storage.Tx, who training.Actor, now time.Time) (T, error) {
		t, err := storage.Get(tx, k, id)
		if err != nil {
			return t, err
		}
		return append1(tx, k, id, func() ([]record.Event, error) { return do(tx, t, who, now) })
	})
}

// begin makes a record: the rule gets the new id and says how it begins.
func begin[T any](a *App, k record.Kind[T], do rule[record.ID]) (T, error) {
	return change(a, func(tx *storage.Tx, who training.Actor, now time.Time) (T, error) {
		id, err := tx.NewID()
		if err != nil {
			var none T
			return none, err
		}
		return append1(tx, k, id, func() ([]record.Event, error) { return do(tx, id, who, now) })
	})
}

func append1[T any](tx *storage.Tx, k record.Kind[T], id record.ID, events func() ([]record.Event, error)) (none T, err error) {
	es, err := events()
	if err != nil {
		return none, err
	}
	if err := tx.Append(es...); err != nil {
		return none, err
	}
	return storage.Get(tx, k, id)
}
