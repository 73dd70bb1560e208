package app

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// Desk is the service for the desk as a whole: opening, founding, signing in.
type Desk struct{ app *App }

// The states of the program as the window shows them.
const (
	StateChoosing = "choosing" // no desk in the folder yet: found one
	StateOpening  = "opening"
	StateFailed   = "failed"  // the desk cannot be opened; Problem says why
	StateJoining  = "joining" // the desk's first records are on their way; Sync.Status tells how far
	StateSignIn   = "signIn"
	StateReady    = "ready"
)

// DeskState is where the program stands.
type DeskState struct {
	State    string          `json:"state"`
	Problem  *Shown          `json:"problem" ts_type:"Shown | null"`
	Shop     shop.Shop       `json:"shop"`
	Station  Station         `json:"station"`
	Person   training.Person `json:"person"` // who is signed in
	Lang     string          `json:"lang"`
	Sign     shop.SignRules  `json:"sign"`                               // in force now
	FirstPIN bool            `json:"firstPin"`                           // nobody has a PIN yet: whoever signs in first sets one
	Native   bool            `json:"native"`                             // the system's own dialogs are there
	Checking bool            `json:"checking"`                           // while opening: the file is looked through, since it was not closed
	ReadOnly string          `json:"readOnly"`                           // the problem's code that stopped all writing; empty: it can be written
	Damaged  bool            `json:"damaged"`                            // the open file is damaged: see Rescue
	Fetching *Fetching       `json:"fetching" ts_type:"Fetching | null"` // while joining: the snapshot on its way
	JoinNote *Shown          `json:"joinNote" ts_type:"Shown | null"`    // while joining: why there is none
	Folder   string          `json:"folder"`
	Version  string          `json:"version"`
	Now      time.Time       `json:"now" ts_type:"string"`
}

// Station is this workstation.
type Station struct {
	Name   string `json:"name"`
	Letter string `json:"letter"`
}

// Found begins a new desk: the shop, this workstation and its first admin.
type Found struct {
	Shop        string `json:"shop"`
	Zone        string `json:"zone"`
	Currency    string `json:"currency"`
	Lang        string `json:"lang"`
	Admin       string `json:"admin"` // the admin's name
	Login       string `json:"login"`
	PIN         string `json:"pin"`         // empty: set at the first sign-in
	Workstation string `json:"workstation"` // empty: named after its letter
	Letter      string `json:"letter"`      // empty: A
}

// State tells where the program stands.
func (s *Desk) State() (DeskState, error) {
	a := s.app
	out := DeskState{State: StateChoosing, Lang: a.lang(), Native: a.shell.Native(), Folder: a.options.Dir, Version: a.options.Version, Now: a.now()}
	a.mu.Lock()
	d, opening, failed, person := a.desk, a.opening, a.failed, a.person
	out.Checking, out.Damaged, out.JoinNote = a.checking, a.hurt, a.joinNote
	a.mu.Unlock()
	at, fetching := a.fetches()
	switch {
	case fetching:
		out.State, out.Fetching = StateJoining, &at
	case opening:
		out.State = StateOpening
	case failed != nil:
		shown := Show(failed)
		out.State, out.Problem = StateFailed, &shown
	case d != nil:
		ready, err := d.state(out, person)
		if Show(err).Code == "desk.damaged" { // not even the shop can be read: nobody could sign in
			return a.giveUp(out, err), nil
		}
		return ready, err
	}
	return out, nil
}

// giveUp lets go of a desk that was opened and cannot be used.
func (a *App) giveUp(out DeskState, err error) DeskState {
	a.letGo()
	a.mu.Lock()
	a.opening, a.failed, a.person = false, err, ""
	a.mu.Unlock()
	shown := Show(err)
	out.State, out.Problem = StateFailed, &shown
	return out
}

func (d *desk) state(out DeskState, person record.ID) (DeskState, error) {
	if away, err := d.joins(); err != nil || away {
		out.State = StateJoining
		return out, d.app.closing(nil, err)
	}
	out.State = StateSignIn
	if why := d.store.Stopped(); why != nil {
		out.ReadOnly = Show(asProblem(d.app.diary, why)).Code
	}
	letter, err := d.letter()
	if err != nil {
		return out, d.app.closing(nil, err)
	}
	err = d.store.View(context.Background(), func(tx *storage.Tx) (err error) {
		if out.Shop, err = storage.Get(tx, shop.Shops, shop.ID); err != nil {
			return err
		}
		out.Sign = out.Shop.SignRulesNow()
		stations, err := all(tx, shop.Workstations, storage.Span{})
		if err != nil {
			return err
		}
		out.Station = Station{Letter: letter}
		for _, w := range stations {
			if w.Letter == strings.TrimRight(letter, "0123456789") {
				out.Station.Name = w.Name
			}
		}
		credentials, err := storage.Count(tx, training.Credentials.Name, storage.Span{})
		out.FirstPIN = credentials == 0
		if err != nil || person == "" {
			return err
		}
		out.State = StateReady
		out.Person, err = storage.Get(tx, training.People, person)
		return err
	})
	return out, d.app.closing(nil, err)
}

// Found makes a new desk in the folder and signs its admin in.
func (s *Desk) Found(c Found) (DeskState, error) {
	if c.PIN == "" {
		return DeskState{}, record.Missing("pin")
	}
	if err := s.app.Found(c); err != nil {
		return DeskState{}, err
	}
	return s.State()
}

// Join makes this computer another workstation of a desk that a hub holds. Its records come with the first
// rounds; until then the state is "joining".
func (s *Desk) Join(c Pairing) (DeskState, error) {
	a := s.app
	if a.Exists() {
		return DeskState{}, record.Problem{Code: "desk.exists", Params: record.Params{"folder": a.options.Dir}}
	}
	if strings.TrimSpace(c.Name) == "" {
		return DeskState{}, record.Missing("name")
	}
	if _, err := a.Pair(context.Background(), c); err != nil {
		return DeskState{}, err
	}
	return s.State()
}

// ReadLog lets a joining folder read the log from its beginning instead of waiting for a snapshot.
func (s *Desk) ReadLog() (DeskState, error) {
	s.app.stopFetch(errReadLog)
	return s.State()
}

// Open tries again to open a desk that could not be opened.
func (s *Desk) Open() (DeskState, error) {
	_ = s.app.Open() // the state tells
	return s.State()
}

// Reopen tries to write again after the disk failed or was full; who is signed in stays.
func (s *Desk) Reopen() (DeskState, error) {
	if err := s.app.Reopen(); err != nil {
		return DeskState{}, err
	}
	return s.State()
}

// People lists who can sign in here.
func (s *Desk) People() ([]Tile, error) {
	tiles, err := s.app.tiles()
	return tiles, s.app.closing(nil, err)
}

// SignIn lets a person in by their PIN.
func (s *Desk) SignIn(c SignIn) (DeskState, error) {
	if err := s.app.closing(nil, s.app.signIn(c)); err != nil {
		return DeskState{}, err
	}
	return s.State()
}

// FirstPIN sets the first PIN of a desk that was made from the command line, and signs its admin in.
func (s *Desk) FirstPIN(c SignIn) (DeskState, error) {
	a := s.app
	state, err := s.State()
	if err != nil {
		return state, err
	}
	if !state.FirstPIN {
		return state, record.Problem{Code: "pin.none"}
	}
	if err := a.closing(nil, a.mustBeAdmin(c.Person)); err != nil {
		return state, err
	}
	if err := a.setPIN(c.Person, training.SetPIN{Person: c.Person, PIN: c.PIN}); err != nil {
		return state, a.closing(nil, err)
	}
	return s.SignIn(c)
}

// mustBeAdmin refuses anybody else: the first PIN is the key to every other.
func (a *App) mustBeAdmin(person record.ID) error {
	d, err := a.open()
	if err != nil {
		return err
	}
	people, err := d.people()
	for _, p := range people {
		if p.ID == person && p.Active && p.Has(training.Admin) {
			return nil
		}
	}
	return errors.Join(err, record.Problem{Code: "right.missing", Params: record.Params{"roles": string(training.Admin)}})
}

// setPIN sets a person's PIN as person author.
func (a *App) setPIN(author record.ID, c training.SetPIN) error {
	d, err := a.open()
	if err != nil {
		return err
	}
	salt, err := a.salt()
	if err != nil {
		return err
	}
	now := a.now()
	return d.store.Change(author, now, func(tx *storage.Tx) error {
		who, err := actor(tx, author)
		if err != nil {
			return err
		}
		person, err := storage.Get(tx, training.People, c.Person)
		if err != nil {
			return err
		}
		events, err := c.Events(person, who, salt, now)
		if err != nil {
			return err
		}
		return tx.Append(events...)
	})
}

// SignOut ends the session; drafts stay.
func (s *Desk) SignOut() (DeskState, error) {
	s.app.setPerson("")
	return s.State()
}

// SetLang chooses the language of this workstation.
func (s *Desk) SetLang(lang string) (DeskState, error) {
	if lang != shop.Chinese && lang != shop.English {
		return DeskState{}, record.Wrong("lang", "shop.languageUnknown", record.Params{"value": lang})
	}
	a := s.app
	a.mu.Lock()
	a.language = lang
	d := a.desk
	a.mu.Unlock()
	if d != nil {
		if err := remember(d, localLang, lang); err != nil {
			return DeskState{}, a.closing(nil, err)
		}
	}
	return s.State()
}

// chosen is the language chosen before there was a desk.
func (a *App) chosen() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.language != "" {
		return a.language
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if strings.HasPrefix(os.Getenv(name), "en") {
			return shop.English
		}
	}
	return shop.Chinese
}

// shop reads the one shop.
func (d *desk) shop() (s shop.Shop, err error) {
	err = d.store.View(context.Background(), func(tx *storage.Tx) error {
		s, err = storage.Get(tx, shop.Shops, shop.ID)
		return err
	})
	return s, err
}

// letter is what this workstation's human numbers carry, with its generation.
func (d *desk) letter() (string, error) {
	me, err := d.me()
	return me.Numbers, err
}
