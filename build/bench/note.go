package main

import (
	"fmt"
	"time"

	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// agent is who writes in the measured saves.
var agent = training.ActorOf(training.Person{ID: record.KeyID("bench"), Active: true, Roles: []training.Role{training.Agent}}, nil, time.UTC)

// note is the save that is measured: what a customer wrote is entered, and the ticket's due times move.
func note(id record.ID, i int) func(*storage.Tx) error {
	return func(tx *storage.Tx) error {
		t, err := storage.Get(tx, ticket.Tickets, id)
		if err != nil {
			return err
		}
		events, err := t.MessageIn(ticket.MessageIn{Ticket: id, Text: fmt.Sprintf("还没有收到，麻烦再看一下 %d", i)}, agent, tx.Now())
		if err != nil {
			return err
		}
		return tx.Append(events...)
	}
}
