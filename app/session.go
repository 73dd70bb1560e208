package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// SignIn is a person's PIN at this workstation.
type SignIn struct {
	Person record.ID `json:"person"`
	PIN    string    `json:"pin"`
}

// Tile is a person as the sign-in page shows them.
type Tile struct {
	ID         record.ID           `json:"id"`
	Name       string              `json:"name"`
	Roles      []training.Role     `json:"roles"`
	Department training.Department `json:"department"`
	Tier       training.Tier       `json:"tier"`
	HasPIN     bool                `json:"hasPin"`
	SeenAt     time.Time           `json:"seenAt,omitzero" ts_type:"string"` // last sign-in at this workstation
}

// tries counts wrong PINs; it belongs to this workstation alone.
type tries struct {
	Wrong int       `json:"wrong"`
	Last  time.Time `json:"last"`
}

// signIn lets a person in by their PIN, or says how many tries are left.
func (a *App) signIn(c SignIn) error {
	d, err := a.open()
	if err != nil {
		return err
	}
	before, err := a.triesOf(d, c.Person)
	if err != nil {
		return err
	}
	s, err := d.shop()
	if err != nil {
		return err
	}
	rules := s.SignRulesNow()
	if left := before.Last.Add(rules.LockedFor()).Sub(a.now()); before.Wrong >= rules.Tries && left > 0 {
		return lockedOut(left)
	}
	credential, err := credentialOf(d, c.Person)
	if err != nil {
		return err
	}
	if !credential.Verify(c.PIN) {
		return a.wrongPIN(d, c.Person, before, rules)
	}
	if before.Wrong > 0 {
		if err := a.setTries(d, c.Person, tries{}); err != nil {
			return err
		}
	}
	if err := remember(d, localSeen+string(c.Person), a.now()); err != nil && !errors.Is(err, storage.ErrReadOnly) {
		return err // who only reads may come in all the same
	}
	a.setPerson(c.Person)
	return nil
}

func (a *App) wrongPIN(d *desk, person record.ID, before tries, rules shop.SignRules) error {
	if before.Wrong >= rules.Tries { // the lock has run out: count anew
		before.Wrong = 0
	}
	now := tries{before.Wrong + 1, a.now()}
	if err := a.setTries(d, person, now); err != nil {
		return err
	}
	if now.Wrong >= rules.Tries {
		return lockedOut(rules.LockedFor())
	}
	return record.Wrong("pin", "pin.wrong", record.Params{"left": strconv.Itoa(rules.Tries - now.Wrong)})
}

// triesOf reads the wrong PINs of a person; while nothing can be written they are counted in memory.
func (a *App) triesOf(d *desk, person record.ID) (tries, error) {
	a.mu.Lock()
	t, ok := a.offline[person]
	a.mu.Unlock()
	if ok {
		return t, nil
	}
	return recall[tries](d, localTries+string(person))
}

func (a *App) setTries(d *desk, person record.ID, t tries) error {
	err := remember(d, localTries+string(person), t)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err == nil {
		delete(a.offline, person)
	}
	if !errors.Is(err, storage.ErrReadOnly) {
		return err
	}
	if a.offline == nil {
		a.offline = map[record.ID]tries{}
	}
	a.offline[person] = t
	return nil
}

func lockedOut(left time.Duration) error {
	minutes := int((left + time.Minute - 1) / time.Minute)
	return record.Wrong("pin", "pin.lockedOut", record.Params{"minutes": strconv.Itoa(minutes)})
}

// credentialOf finds an active person's credential.
func credentialOf(d *desk, person record.ID) (c training.Credential, err error) {
	err = d.store.View(context.Background(), func(tx *storage.Tx) error {
		p, err := storage.Get(tx, training.People, person)
		if err != nil {
			return err
		}
		if !p.Active {
			return record.Problem{Code: "person.alreadyLeft"}
		}
		c, err = storage.Get(tx, training.Credentials, training.CredentialID(person))
		if errors.Is(err, storage.ErrNotFound) {
			return record.Problem{Code: "pin.none"}
		}
		return err
	})
	return c, err
}

func (a *App) setPerson(person record.ID) {
	a.mu.Lock()
	a.person = person
	a.mu.Unlock()
}

// tiles lists the active people, those seen here last first.
func (a *App) tiles() ([]Tile, error) {
	d, err := a.open()
	if err != nil {
		return nil, err
	}
	people, err := d.people()
	if err != nil {
		return nil, err
	}
	out := []Tile{}
	for _, p := range people {
		if !p.Active {
			continue
		}
		seen, err := recall[time.Time](d, localSeen+string(p.ID))
		if err != nil {
			return nil, err
		}
		_, err = credentialOf(d, p.ID)
		out = append(out, Tile{p.ID, p.Name, p.Roles, p.Department, p.Tier, err == nil, seen})
	}
	slices.SortStableFunc(out, func(x, y Tile) int { return y.SeenAt.Compare(x.SeenAt) })
	return out, nil
}

func (d *desk) people() (people []training.Person, err error) {
	err = d.store.View(context.Background(), func(tx *storage.Tx) error {
		people, err = all(tx, training.People, storage.Span{})
		return err
	})
	return people, err
}

// ActAs signs in whom a verb names by login; without one the sole admin.
func (a *App) ActAs(login string) error {
	d, err := a.open()
	if err != nil {
		return err
	}
	people, err := d.people()
	if err != nil {
		return a.closing(nil, err)
	}
	if login == "" {
		return a.actAsSoleAdmin(people)
	}
	for _, p := range people {
		if p.Login == training.LoginKey(login) && p.Active {
			a.setPerson(p.ID)
			return nil
		}
	}
	return record.Wrong("as", "person.loginUnknown", record.Params{"login": login})
}

func (a *App) actAsSoleAdmin(people []training.Person) error {
	admins := slices.DeleteFunc(slices.Clone(people), func(p training.Person) bool {
		return !p.Active || !p.Has(training.Admin)
	})
	if len(admins) != 1 {
		return record.Wrong("as", "person.nameOne", record.Params{"count": strconv.Itoa(len(admins))})
	}
	a.setPerson(admins[0].ID)
	return nil
}

// salt draws the 16 bytes that a PIN is hashed with.
func (a *App) salt() ([]byte, error) {
	b := make([]byte, 16)
	if _, err := a.options.Rand.Read(b); err != nil {
		return nil, fmt.Errorf("draw a salt: %w", err)
	}
	return b, nil
}
