package exchange

import (
	"context"
	"crypto/ed25519"
	cryptorand "crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"mendesk/app/record"
)

// Config is what a workstation's desk is told. All of it is needed but what says otherwise.
type Config struct {
	Name        string // of the place, for what is remembered of it; another place has another name
	Desk        record.ID
	Workstation record.ID
	Key         ed25519.PrivateKey
	Authorities []ed25519.PublicKey // who may sign names
	Names       [][]byte            // names known from pairing, signed, its own among them
	Keeper      Keeper
	Place       Place
	Rand        io.Reader                                        // nil: crypto/rand
	Now         func() time.Time                                 // nil: time.Now
	Pause       func(ctx context.Context, d time.Duration) error // how to wait before asking a busy place again; nil: really
	Heard       func(ctx context.Context, holds []Hold) error    // hears of valid holds before their place in the log is passed; may be nil
	Program     string                                           // version, told to the others; may be empty
}

// Desk is one workstation's side of the exchange through one place. Its rounds and payments go one after
// the other, whoever calls.
type Desk struct {
	c     Config
	s     signing
	slip  slips
	mu    sync.Mutex
	names names
	holds map[record.ID]uint64 // last sequence of an order's holds, as read
	whole bool                 // holds is of the log from its beginning
}

// slips are ways in which the core could be wrong; tests set one to see the simulation catch it.
type slips struct {
	trustAll, trustRevoked, trustBeside, cursorFirst, noRelay, noAgain, ackIsRead, keepMemory, byNumber, noMissing bool
	holdByForce, holdUnclear, holdNoWait, overPresent, noRule, unclearLost, strangersLog, holdOfTwin, holdOld      bool
	headsLate, noTell, noHeir, othersMemory, heldIsPaid, noHandOn                                                  bool
}

// New checks the configuration and reads what is remembered.
func New(c Config) (*Desk, error) { return newDesk(c, real, slips{}) }

func newDesk(c Config, s signing, slip slips) (*Desk, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Rand == nil {
		c.Rand = cryptorand.Reader
	}
	if c.Pause == nil {
		c.Pause = pause
	}
	switch {
	case c.Name == "":
		return nil, errors.New("exchange: a place without a name")
	case !c.Desk.Valid() || !c.Workstation.Valid():
		return nil, fmt.Errorf("exchange: desk %q, workstation %q", c.Desk, c.Workstation)
	case len(c.Key) != ed25519.PrivateKeySize || len(c.Authorities) == 0:
		return nil, errors.New("exchange: a workstation without a key, or a desk without authority")
	case c.Keeper == nil || c.Place == nil:
		return nil, errors.New("exchange: no store or no place")
	}
	d := &Desk{c: c, s: s, slip: slip, names: newNames(), holds: map[record.ID]uint64{}}
	return d, d.loadNames()
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d/2 + rand.N(d))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Round pulls what the place has, merges it, sends what the place or another workstation lacks, and says
// what this workstation knows. What it did before an error stays done; the next round goes on from there.
// progress may be nil; it is called on this goroutine.
//
// Errors: those of a place, ctx's, or the store's.
func (d *Desk) Round(ctx context.Context, progress func(Step)) (Result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, err := d.begin(ctx, progress)
	if err == nil {
		err = r.pull(ctx)
	}
	if err == nil {
		err = r.give(ctx)
	}
	if err2 := r.finish(); err == nil {
		err = err2
	}
	return r.result, err
}

// round is what one round or payment works with.
type round struct {
	*Desk
	m        memory
	state    State
	said     map[record.ID][]byte // what the workstations say they have
	haves    map[record.ID]Have   // of those that are believed
	spoken   bool                 // this workstation has published in this round
	logs     map[record.LogID]record.Begins
	begins   map[record.LogID][]record.ID // who was seen to begin a log in this round, whether that is merged or not
	held     map[record.LogID][]pack      // of revoked workstations, until an end proves them
	complete bool                         // the log was read to where it ended when this began
	progress func(Step)
	result   Result
}

// begin asks the place how it stands and what the others know.
func (d *Desk) begin(ctx context.Context, progress func(Step)) (*round, error) {
	if progress == nil {
		progress = func(Step) {}
	}
	r := &round{Desk: d, progress: progress, held: map[record.LogID][]pack{}, begins: map[record.LogID][]record.ID{}}
	progress(Step{Doing: Asking})
	var err error
	if r.m, err = d.remember(); err != nil {
		return r, err
	}
	if r.logs, err = d.c.Keeper.Logs(ctx); err != nil {
		return r, err
	}
	if r.state, err = d.c.Place.State(ctx); err != nil {
		return r, err
	}
	if !r.state.Now.IsZero() {
		r.result.ClockOff = d.c.Now().Sub(r.state.Now)
	}
	if err := r.meet(); err != nil {
		return r, err
	}
	if r.m.Cursor == "" {
		if err := r.allNames(ctx); err != nil {
			return r, err
		}
	}
	return r, r.askHaves(ctx)
}

// give sends and says what is known now.
func (r *round) give(ctx context.Context) error {
	if r.result.Revoked = r.names.revoked[r.c.Workstation]; r.result.Revoked {
		return ErrRevoked
	}
	if err := r.giveNames(ctx); err != nil {
		return err
	}
	if err := r.send(ctx); err != nil {
		return err
	}
	return r.publish(ctx)
}

// finish counts how things stand, with or without an error before.
func (r *round) finish() error {
	r.result.At = r.c.Now()
	if r.logs == nil {
		return nil
	}
	ctx := context.Background() // what follows asks the own store only
	var err error
	if r.result.Pending, err = r.pending(ctx, r.m); err != nil {
		return err
	}
	r.result.Peers, err = r.peers(ctx)
	return err
}

// Pending counts the entries that are here and that the place lacks, as far as is known without asking it.
func (d *Desk) Pending(ctx context.Context) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.remember()
	if err != nil {
		return 0, err
	}
	return d.pending(ctx, m)
}

func (d *Desk) pending(ctx context.Context, m memory) (n int, err error) {
	all, err := d.c.Keeper.Tips(ctx)
	if err != nil {
		return 0, err
	}
	for log, tips := range all {
		have := append(spans{}, m.Held[log]...)
		for _, s := range m.Sent[log] {
			have = have.with(s)
		}
		l, err := d.lacking(ctx, log, tips, have)
		if err != nil {
			return 0, err
		}
		n += l.count()
	}
	return n, nil
}
