package hub

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// Options say where and how a hub runs.
type Options struct {
	Dir         string           // its folder; made when it is missing
	ConfigDir   string           // the user's configuration folder, which tells a restored or copied hub; empty: nothing does
	Listen      string           // host:port; an empty host is every address, port 0 a free one
	Version     string           // of the program, for the status
	Log         *slog.Logger     // nil: nothing is logged
	Now         func() time.Time // nil: time.Now
	MemoryLimit int64            // bytes that the process may use before it collects harder; 0: as it was

	noSync bool // tests show with it that they would notice lost writes
}

// Hub is a running hub.
type Hub struct {
	o         Options
	lock      *folderLock
	members   *members
	codes     codes
	pin       string
	authority ed25519.PrivateKey // signs whom the desk's workstations may believe
	started   time.Time
	control   *control

	pairing   sync.Mutex // held while a workstation is let in
	spreading sync.Mutex // held while names are put into the log
	erasing   sync.Mutex // held while the log is looked through for what was erased

	mu     sync.Mutex
	id     identity
	gone   []uint64 // places of the log that were deleted on purpose
	engine *engine  // nil while the store does not run, as on a full disk
	ill    string   // why it does not run

	stop context.CancelFunc
	done sync.WaitGroup
}

// Start runs a hub until Stop. A Problem names the field "data" or "listen".
func Start(ctx context.Context, o Options) (_ *Hub, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := usable(o.Dir); err != nil {
		return nil, err
	}
	h := &Hub{o: o, started: o.Now()}
	if h.lock, err = takeLock(filepath.Join(o.Dir, lockName), 5*time.Second); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.lock.release())
		}
	}()
	if h.id, err = whoAmI(o.Dir, h.started); err != nil {
		return nil, err
	}
	if _, err = loadJSON(filepath.Join(o.Dir, erasedFile), &h.gone); err != nil {
		return nil, err
	}
	if h.authority, err = authorityKey(o.Dir); err != nil {
		return nil, err
	}
	if h.members, err = loadMembers(o.Dir); err != nil {
		return nil, err
	}
	if h.engine, err = h.newEngine(ctx); err != nil {
		return nil, err
	}
	h.o.Listen = h.engine.address() // a later life of the server is found where this one was
	if h.control, err = serveControl(h); err != nil {
		return nil, errors.Join(err, h.engine.stop())
	}
	limitMemory(o.MemoryLimit)
	background, cancel := context.WithCancel(context.Background())
	h.stop = cancel
	h.spread(ctx)
	h.done.Go(func() { h.watch(background) })
	return h, nil
}

// usable refuses a folder that a hub could not live in.
func usable(dir string) error {
	if dir == "" {
		return record.Missing("data")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return record.Wrong("data", "folder.notWritable", record.Params{"folder": dir})
	}
	probe, err := os.CreateTemp(dir, ".mendesk-*")
	if err == nil {
		err = errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	if err != nil {
		return record.Wrong("data", "folder.notWritable", record.Params{"folder": dir})
	}
	return nil
}

// Stop ends the hub in order; what was acknowledged is on the disk in any case.
func (h *Hub) Stop() error {
	h.stop()
	h.done.Wait()
	leaving, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	h.remember(leaving)
	err := h.control.close()
	h.mu.Lock()
	e := h.engine
	h.engine = nil
	h.mu.Unlock()
	if e != nil {
		err = errors.Join(err, e.stop())
	}
	return errors.Join(err, h.lock.release())
}

// Pin is the hash of the hub's key by which workstations know it.
func (h *Hub) Pin() string { return h.pin }

// Address is where the hub listens, as host:port.
func (h *Hub) Address() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.engine == nil {
		return h.o.Listen
	}
	return h.engine.address()
}

// Code is a pairing code and what is needed to use it.
type Code struct {
	Code      string    `json:"code"`
	Until     time.Time `json:"until"`
	Addresses []string  `json:"addresses"` // where workstations may reach the hub
	Pays      bool      `json:"pays"`      // the workstation that it lets in may take holds
}

// Code draws a pairing code; the one before it is void. pays says whether the workstation that it lets in may
// take holds on refunds.
func (h *Hub) Code(pays bool) (Code, error) {
	code, err := pairing.NewCode(rand.Reader)
	if err != nil {
		return Code{}, err
	}
	until := h.codes.open(code, pays, h.o.Now())
	return Code{Code: code, Until: until.UTC(), Addresses: addresses(h.Address()), Pays: pays}, nil
}

// desk is the desk that the hub holds, empty before one was shared.
func (h *Hub) desk() record.ID {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.id.Desk
}

// adopt makes desk the hub's. It may be called with the desk that the hub holds already.
func (h *Hub) adopt(desk record.ID) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.id.Desk == desk {
		return nil
	}
	if h.id.Desk != "" {
		return record.Wrong("desk", "pair.otherDesk", nil)
	}
	next := h.id
	next.Desk = desk
	if err := saveJSON(filepath.Join(h.o.Dir, identityFile), next); err != nil {
		return fmt.Errorf("note whose desk the hub holds: %w", err)
	}
	h.id = next
	return nil
}

func randomWord() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
