package exchange

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// The simulation: a few workstations, one place, and everything that can go wrong, in one goroutine and out
// of one seed. See sim_test.go for how it is run and world_check_test.go for what must hold.

// quick stands for Ed25519: as hard to forge for the simulation's forgers, and a thousand times quicker.
var quick = signing{
	sign: func(key ed25519.PrivateKey, message []byte) []byte {
		a := sha256.Sum256(append(append([]byte{1}, key[32:]...), message...))
		return append(a[:], a[:]...)
	},
	verify: func(key ed25519.PublicKey, message, sig []byte) bool {
		a := sha256.Sum256(append(append([]byte{1}, key...), message...))
		return len(sig) == 64 && string(sig[:32]) == string(a[:]) && string(sig[32:]) == string(a[:])
	},
}

var errCrash = errors.New("the power went")

const orderCap = 100

type machine struct {
	name    string
	ws      record.ID
	key     ed25519.PrivateKey
	k       *memKeeper
	d       *Desk
	place   *spoiled
	offset  time.Duration // of its clock
	away    int           // steps until it reaches the place again
	revoked bool
	twin    bool        // another machine has its folder and key
	was     []record.ID // workstations that its database was
	backup  *memKeeper
	busy    bool
	program string
}

type payment struct {
	refund
	by     *machine
	change record.Change // that says so
	off    string        // why it does not count any more
}

type world struct {
	r        *rand.Rand
	hub      *hub
	now      time.Time
	desk     record.ID
	author   ed25519.PrivateKey // the authority
	names    [][]byte
	machines []*machine
	orders   []record.ID
	slip     slips
	quiet    bool // no more faults
	nested   bool
	next     int

	written  map[record.Hash]record.Change // acknowledged to whoever wrote it
	off      map[record.Hash]string        // that every disk lost, or that is of a revoked workstation
	rogue    map[record.Hash]bool
	told     bool                // the place never lost anything since a revocation: nobody may believe the rogue
	paid     map[string]*payment // by refund and who paid it
	refused  map[record.ID]bool
	copies   []*hub
	revoked  []Name
	turns    int
	trace    []string
	verbose  bool
	failures []string
}

func newWorld(seed uint64, slip slips, verbose bool) *world {
	w := &world{
		r: rand.New(rand.NewPCG(seed, 11)), now: noon, slip: slip, verbose: verbose, told: true,
		written: map[record.Hash]record.Change{}, off: map[record.Hash]string{}, rogue: map[record.Hash]bool{},
		paid: map[string]*payment{}, refused: map[record.ID]bool{},
	}
	w.desk, w.author = w.id(), w.newKey()
	w.hub = newHub(w.id(), func() time.Time { return w.now })
	for range 2 {
		w.orders = append(w.orders, w.id())
	}
	for range 2 + w.r.IntN(3) {
		w.join()
	}
	return w
}

// Read makes the world a source of random bytes.
func (w *world) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(w.r.Uint32())
	}
	return len(p), nil
}

func (w *world) id() record.ID {
	id, err := record.NewID(w.now, w)
	w.must(err)
	return id
}

func (w *world) newKey() ed25519.PrivateKey {
	key := make([]byte, ed25519.PrivateKeySize)
	_, _ = w.Read(key)
	return key
}

func (w *world) must(err error) {
	if err != nil {
		panic(err)
	}
}

func (w *world) logf(format string, args ...any) {
	if w.verbose {
		indent := ""
		if w.nested {
			indent = "    "
		}
		w.trace = append(w.trace, fmt.Sprintf("%s %s", w.now.Format("01-02 15:04:05"), indent)+fmt.Sprintf(format, args...))
	}
}

func (w *world) fail(format string, args ...any) {
	w.failures = append(w.failures, fmt.Sprintf(format, args...))
	w.logf("!!! "+format, args...)
}

func (w *world) one(percent int) bool { return !w.quiet && w.r.IntN(100) < percent }

func pick[T any](w *world, from []T) T { return from[w.r.IntN(len(from))] }

// join adds a workstation that the authority knows.
func (w *world) join() *machine {
	m := &machine{name: string(rune('A' + w.next)), ws: w.id(), key: w.newKey(), program: "1"}
	w.next++
	name, err := Name{Desk: w.desk, Workstation: m.ws, Key: public(m.key), Pays: true, When: w.now}.sign(quick, w.author)
	w.must(err)
	w.names = append(w.names, name)
	m.k = newKeeper(m.ws, w)
	w.start(m, name)
	w.logf("%s joins as %s", m.name, m.ws[20:])
	return m
}

func (w *world) start(m *machine, names ...[]byte) {
	m.place = &spoiled{w: w, m: m}
	m.k.crash = func(what string) error {
		if w.one(1) {
			w.logf("%s crashes before it can write (%s)", m.name, what)
			return errCrash
		}
		return nil
	}
	if !slices.Contains(w.machines, m) {
		w.machines = append(w.machines, m)
	}
	w.boot(m, names...)
}

// boot starts the program of a machine; what was in its memory is gone.
func (w *world) boot(m *machine, names ...[]byte) {
	crash := m.k.crash
	m.k.crash = nil
	defer func() { m.k.crash = crash }()
	d, err := newDesk(Config{
		Rand: w, Name: "place", Desk: w.desk, Workstation: m.ws, Key: m.key, Authorities: []ed25519.PublicKey{public(w.author)}, Names: names,
		Keeper: m.k, Place: m.place, Now: func() time.Time { return w.now.Add(m.offset) }, Program: m.program,
		Pause: func(context.Context, time.Duration) error { w.hub.arrive(); return nil },
	}, quick, w.slip)
	w.must(err)
	m.d = d
}

// ended looks at how a call of a desk ended.
func (w *world) ended(m *machine, what string, err error) {
	if err != nil {
		w.logf("%s %s: %v", m.name, what, err)
	}
	if errors.Is(err, errCrash) {
		w.boot(m)
		return
	}
	if err != nil && Code(err) == "fault" {
		w.fail("%s %s: %v", m.name, what, err)
	}
}

func (w *world) round(m *machine) {
	if m.busy {
		return
	}
	m.busy = true
	defer func() { m.busy = false }()
	res, err := m.d.Round(context.Background(), nil)
	w.logf("%s syncs: read %d, new %d, waiting %d, sent %d, pending %d, skipped %d%s", m.name, res.Read, res.Merged.Added, res.Merged.Waiting, res.Sent, res.Pending, res.Skipped,
		map[bool]string{true: ", the place lost something"}[res.Restored])
	w.ended(m, "sync", err)
}

// write is a command on a workstation, acknowledged at once.
func (w *world) write(m *machine, what string, r refund) record.Change {
	c, err := m.k.write(w.now.Add(m.offset), what, r)
	w.must(err)
	w.written[c.Hash()] = c
	if m.revoked {
		w.rogue[c.Hash()] = true
		w.off[c.Hash()] = "of a revoked workstation"
	}
	w.logf("%s writes %s %s/%d: %s %d", m.name, what, c.Log[20:], c.N, r.Order[22:], r.Minor)
	return c
}

// want takes money of an order for a refund, where the workstation thinks there is some.
func (w *world) want(m *machine) {
	order := pick(w, w.orders)
	r := refund{w.id(), order, int64(30 + w.r.IntN(41))}
	if w.rule(m.k, r, "")(context.Background(), nil) == nil {
		w.write(m, "held", r)
	}
}

var errNoMoney = record.Problem{Code: "refund.overCap"}

// rule is the rule of the toy ledger: what was paid, and what others hold, never passes the cap.
func (w *world) rule(k *memKeeper, mine refund, change record.Hash) func(context.Context, []Hold) error {
	return func(_ context.Context, granted []Hold) error {
		sum := mine.Minor
		for id, r := range k.paid {
			if r.Order == mine.Order && id != mine.ID {
				sum += r.Minor
			}
		}
		for _, h := range granted {
			r, known := k.held[h.Change]
			if !known {
				w.fail("a hold was granted and its entry is not there")
			}
			if _, paid := k.paid[h.Refund]; !paid && h.Change != change {
				sum += r.Minor
			}
		}
		if sum > orderCap {
			return errNoMoney
		}
		return nil
	}
}

// open lists what a workstation has held and neither paid nor freed.
func (m *machine) open() []record.Change {
	var out []record.Change
	for _, log := range sortedLogs(m.k) {
		for _, c := range m.k.journal[log] {
			r, held := m.k.held[c.Hash()]
			_, paid := m.k.paid[r.ID]
			mine := log == m.k.log || m.k.journal[log][0].Begins != nil && m.k.journal[log][0].Begins.Workstation == m.ws
			if held && !paid && !m.k.freed[r.ID] && mine {
				out = append(out, c)
			}
		}
	}
	return out
}

func sortedLogs(k *memKeeper) []record.LogID {
	var logs []record.LogID
	for log := range k.journal {
		logs = append(logs, log)
	}
	slices.Sort(logs)
	return logs
}

func (w *world) pay(m *machine) {
	open := m.open()
	if len(open) == 0 || m.busy {
		return
	}
	m.busy = true
	defer func() { m.busy = false }()
	c := pick(w, open)
	r := m.k.held[c.Hash()]
	_, err := m.d.Pay(context.Background(), Payment{Order: r.Order, Refund: r.ID, Log: c.Log, Tip: record.Tip{N: c.N, Hash: c.Hash()}}, w.rule(m.k, r, c.Hash()))
	switch {
	case err == nil:
		w.logf("%s may pay %d of %s", m.name, r.Minor, r.Order[22:])
		if w.one(5) {
			w.ended(m, "note the payment", errCrash) // so it is not handed out either
			return
		}
		w.granted(m, r, w.write(m, "paid", r))
	case errors.Is(err, ErrTaken):
		w.logf("%s is told that the money of %s is gone", m.name, r.Order[22:])
		w.refused[r.ID] = true
		w.write(m, "freed", r)
	default:
		var p record.Problem
		if errors.As(err, &p) { // paid meanwhile, by the ledger itself
			w.write(m, "freed", r)
			w.refused[r.ID] = true
			return
		}
		w.ended(m, "pay", err)
	}
}

// passOver is a supervisor's decision after a day.
func (w *world) passOver(m *machine) {
	if m.busy {
		return
	}
	m.busy = true
	defer func() { m.busy = false }()
	var away []record.ID
	for _, o := range w.machines {
		if o.ws != m.ws && (o.away > 0 || o.revoked) {
			away = append(away, o.ws)
		}
	}
	if err := m.d.PassOver(context.Background(), away); err != nil {
		w.ended(m, "pass over", err)
		return
	}
	w.logf("%s passes over %v", m.name, away)
	for _, p := range w.paid { // what only these know is what the supervisor decided about
		if p.off == "" && !w.knownBeside(p, away) {
			p.off = "its only witnesses were passed over"
		}
	}
}

func (w *world) knownBeside(p *payment, away []record.ID) bool {
	for _, m := range w.machines {
		if !slices.Contains(away, m.ws) && m.k.in[p.change.Hash()] {
			return true
		}
	}
	return w.hub.has(w.desk, p.change.Hash()) || w.hub.holds(p.ID)
}

func (w *world) String() string { return strings.Join(w.trace, "\n") }
