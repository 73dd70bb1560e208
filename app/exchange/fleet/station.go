package fleet

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
	"mendesk/storage"
)

// Station is a workstation as its process is told of it.
type Station struct {
	Dir    string
	Link   natshub.Link
	Secret keys.Secret
	Names  [][]byte
	Orders int    // how many orders there are to contend for
	Seed   uint64 // of what it does
	Calm   bool   // it writes nothing and only syncs
}

const variable = "MENDESK_FLEET_STATION"

// Main runs a station when this process was started as one, and does not come back then. It is called at the
// beginning of TestMain.
func Main() {
	raw := os.Getenv(variable)
	if raw == "" {
		return
	}
	var s Station
	err := json.Unmarshal([]byte(raw), &s)
	if err == nil {
		err = s.run()
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// running is a station with its store open.
type running struct {
	Station
	store *storage.Store
	desk  *exchange.Desk
	place *natshub.Place
	calm  atomic.Bool // it was told to be calm
	dice  *rand.Rand
	paid  map[record.ID]bool
}

func (s Station) run() (err error) {
	r := &running{Station: s, dice: rand.New(rand.NewPCG(s.Seed, uint64(time.Now().UnixNano()))), paid: map[record.ID]bool{}}
	o := storage.Options{
		Kinds: []record.AnyKind{boxes.Any(), orders.Any()}, TokenDir: filepath.Join(s.Dir, "config"), LockWait: time.Minute,
		Joins: storage.Joining{Desk: s.Link.Desk, Workstation: s.Link.Workstation}, NoSync: true, // it is killed; the power stays
	}
	path := filepath.Join(s.Dir, "desk.db")
	if storage.Exists(path) {
		r.store, err = storage.Open(path, o)
	} else {
		r.store, err = storage.Create(path, o)
	}
	if err != nil {
		return err
	}
	if r.place, err = natshub.Open(s.Link, s.Secret); err != nil {
		return err
	}
	r.desk, err = exchange.New(exchange.Config{
		Name: "fleet", Desk: s.Link.Desk, Workstation: s.Link.Workstation, Key: s.Secret.Signing(),
		Authorities: []ed25519.PublicKey{s.Link.Authority}, Names: s.Names, Keeper: r.store, Place: r.place, Program: "test",
	})
	if err != nil {
		return err
	}
	r.calm.Store(s.Calm)
	go func() { // "calm" makes it calm; the end of the parent ends it
		lines := bufio.NewScanner(os.Stdin)
		for lines.Scan() {
			r.calm.Store(true)
		}
		os.Exit(0)
	}()
	fmt.Println("ready")
	for {
		if err := r.turn(); err != nil {
			return err
		}
	}
}

// turn is a few edits, perhaps a payment, and a round.
func (r *running) turn() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	if !r.calm.Load() {
		for range r.dice.IntN(5) {
			if err := r.write(boxes.Did(boxOf(r.Link.Workstation), "coin", nothing{}, nil)); err != nil {
				return err
			}
			fmt.Println("coin")
		}
	}
	if err := r.pay(ctx); err != nil {
		return err
	}
	result, err := r.desk.Round(ctx, nil)
	if err != nil && exchange.Code(err) == "fault" {
		return err
	}
	if result.Restored {
		fmt.Println("noticed")
	}
	if err != nil {
		fmt.Println("offline", exchange.Code(err), err)
		time.Sleep(50 * time.Millisecond)
		return nil
	}
	if r.calm.Load() {
		return r.tell(ctx, result)
	}
	time.Sleep(time.Duration(r.dice.IntN(20)) * time.Millisecond)
	return nil
}

// tell says how a calm round went.
func (r *running) tell(ctx context.Context, result exchange.Result) error {
	sum, err := r.store.Digest(ctx)
	if err != nil {
		return err
	}
	var coins, twice int
	err = r.store.View(ctx, func(tx *storage.Tx) error {
		b, err := storage.Get(tx, boxes, boxOf(r.Link.Workstation))
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		coins = b.Coins
		for o, err := range storage.Each(tx, orders, storage.Span{}) {
			if err != nil {
				return err
			}
			if o.Paid > 1 {
				twice++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Println("calm", sum, coins, result.Pending+result.Merged.Waiting, twice, len(r.paid))
	time.Sleep(50 * time.Millisecond)
	return nil
}

func (r *running) write(e record.Event) error {
	return r.store.Change("", time.Now(), func(tx *storage.Tx) error { return tx.Append(e) })
}

// asked is a payment that was begun and whose answer is not known yet; it outlives the process.
type asked struct {
	N       int
	Payment exchange.Payment
	Answer  string // "" none yet, "paid", "refused"
}

// pay goes on with a payment that has no answer, or begins one.
func (r *running) pay(ctx context.Context) error {
	if r.Orders == 0 {
		return nil
	}
	n := r.dice.IntN(r.Orders)
	a, err := r.remembered(n)
	if err != nil || a.Answer != "" {
		return err
	}
	if a.Payment.Order == "" {
		if r.calm.Load() {
			return nil
		}
		if a, err = r.ask(ctx, n); err != nil {
			return err
		}
	}
	_, err = r.desk.Pay(ctx, a.Payment, func(ctx context.Context, granted []exchange.Hold) error { return r.rule(ctx, n, granted) })
	switch {
	case err == nil:
		a.Answer = "paid"
		if err := r.write(orders.Did(orderID(n), "paid", nothing{}, nil)); err != nil {
			return err
		}
		r.paid[orderID(n)] = true
		fmt.Println("paid", n)
	case errors.Is(err, exchange.ErrTaken), errors.Is(err, errNoMoney):
		a.Answer = "refused"
	case exchange.Code(err) == "fault":
		return err
	default:
		return nil // no answer yet
	}
	return r.keep(a)
}

// rule gives an order's money once: not beside another hold, nor when the records say that it is paid, as they
// do after the place has lost the hold.
func (r *running) rule(ctx context.Context, n int, granted []exchange.Hold) error {
	if len(granted) > 0 {
		return errNoMoney
	}
	return r.store.View(ctx, func(tx *storage.Tx) error {
		o, err := storage.Get(tx, orders, orderID(n))
		if err == nil && o.Paid > 0 {
			return errNoMoney
		}
		return err
	})
}

var errNoMoney = errors.New("the order is paid")

// ask writes the entry that wants the money.
func (r *running) ask(ctx context.Context, n int) (a asked, err error) {
	before, err := r.store.Tips(ctx)
	if err != nil {
		return a, err
	}
	if err := r.write(orders.Did(orderID(n), "asked", nothing{}, nil)); err != nil {
		return a, err
	}
	after, err := r.store.Tips(ctx)
	if err != nil {
		return a, err
	}
	for log, tips := range after {
		if len(before[log]) == 0 || tips[0] != before[log][0] {
			a = asked{N: n, Payment: exchange.Payment{Order: orderID(n), Refund: record.KeyID(fmt.Sprint(n), string(r.Link.Workstation)), Log: log, Tip: tips[0]}}
		}
	}
	return a, r.keep(a)
}

func (r *running) key(n int) string { return fmt.Sprint("asked/", n) }

func (r *running) remembered(n int) (a asked, err error) {
	raw, err := r.store.Local(r.key(n))
	if err != nil || raw == nil {
		return a, err
	}
	return a, json.Unmarshal(raw, &a)
}

func (r *running) keep(a asked) error {
	raw, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return r.store.SetLocal(r.key(a.N), raw)
}
