package training

import (
	"time"

	"mendesk/app/record"
)

// Credential is the secret by which a person signs in. It is a kind of its own so that it never crosses
// to the window with the person; its id is [CredentialID] of the person.
type Credential struct {
	ID    record.ID `json:"id"`
	Hash  string    `json:"hash"` // argon2id in PHC form; empty: none was set
	SetAt time.Time `json:"setAt" ts_type:"string"`
	SetBy record.ID `json:"setBy"` // who set it: the person, or a supervisor or admin who reset it
}

// Credentials is the kind of the secrets by which people sign in.
var Credentials = record.Kind[Credential]{
	Name: "credential", Version: 1,
	Events: record.Vocabulary{pinSet: record.Fact},
	After:  Credential.After,
}

const pinSet = "pinSet"

type pinSetPrivate struct {
	Hash string `json:"hash"`
}

// CredentialID is the id of a person's credential: the person's own.
func CredentialID(person record.ID) record.ID { return person }

// After folds one event into the credential.
func (c Credential) After(h record.Happened) (Credential, error) {
	if h.What != pinSet {
		return c, record.ErrUnknownEvent
	}
	p, err := record.ReadPrivate[pinSetPrivate](h)
	return Credential{ID: h.Of.ID, Hash: p.Hash, SetAt: h.When, SetBy: h.By}, err
}

// Verify tells whether pin is the one that was set, in a time that does not depend on how much of it is right.
func (c Credential) Verify(pin string) bool { return verifyPIN(c.Hash, pin) }

// SetPIN gives a person a new PIN of six digits.
type SetPIN struct {
	Person record.ID `json:"person"`
	PIN    string    `json:"pin"`
}

// Events of setting a PIN: one's own, or another's as supervisor or admin. Only an admin resets an admin's.
// salt is 16 random bytes.
func (c SetPIN) Events(person Person, who Actor, salt []byte, _ time.Time) ([]record.Event, error) {
	if person.ID != who.ID {
		need := []Role{Supervisor}
		if person.Has(Admin) {
			need = []Role{Admin}
		}
		if err := who.Must(need...); err != nil {
			return nil, err
		}
	}
	if err := CheckPIN(c.PIN); err != nil {
		return nil, err
	}
	hash, err := hashPIN(c.PIN, salt)
	if err != nil {
		return nil, err
	}
	return []record.Event{Credentials.Did(CredentialID(person.ID), pinSet, nil, pinSetPrivate{hash})}, nil
}
