package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/exchange"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/storage"
)

// sharing is a desk with people in it that runs a hub, and the code with which a folder joins it.
func sharing(t *testing.T) (a *App, address string, invite func() string) {
	t.Helper()
	a = founded(t)
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"chen", "wei", "lin"} {
		if _, err := (&Training{a}).AddPerson(training.AddPerson{Name: login, Login: login, Roles: []training.Role{training.Agent}, Department: training.CustomerService}); err != nil {
			t.Fatal(err)
		}
	}
	rounds(t, a)
	return a, page.Addresses[0], func() string {
		c, err := (&Sync{a}).Code(OpenCode{})
		if err != nil {
			t.Fatal(err)
		}
		return c.Code
	}
}

func made(t *testing.T, a *App) {
	t.Helper()
	if s, err := a.MakeSnapshot(t.Context(), nil); err != nil || !s.Made || s.Bytes == 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	if _, err := os.Stat(a.inFolder(snapshotMade)); err == nil {
		t.Error("the file that was offered stays beside the desk")
	}
}

func paired(t *testing.T, b *App, address, code string) Paired {
	t.Helper()
	p, err := b.Pair(t.Context(), Pairing{Hub: address, Code: code, Name: "后仓"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{snapshotFile, snapshotNote, joiningFile} {
		if _, err := os.Stat(b.inFolder(name)); err == nil {
			t.Errorf("%s stays beside the desk", name)
		}
	}
	return p
}

func TestANewWorkstationStartsFromASnapshot(t *testing.T) {
	a, address, invite := sharing(t)
	if err := a.desk.store.SetLocal("drafts/secret", []byte(`"a draft of this workstation"`)); err != nil {
		t.Fatal(err)
	}
	made(t, a)
	if _, err := (&Training{a}).AddPerson(training.AddPerson{Name: "after", Login: "after", Roles: []training.Role{training.Agent}, Department: training.CustomerService}); err != nil {
		t.Fatal(err) // the snapshot is older than the log
	}
	rounds(t, a)
	b := workstation(t)
	if p := paired(t, b, address, invite()); !p.Records || p.Note != nil {
		t.Errorf("%+v", p)
	}
	if st, err := (&Desk{b}).State(); err != nil || st.State != StateSignIn { // its records are there before any round
		t.Errorf("%+v, %v", st, err)
	}
	if raw, err := b.desk.store.Local("drafts/secret"); err != nil || raw != nil {
		t.Errorf("a draft travelled: %s, %v", raw, err)
	}
	r, err := b.SyncNow(t.Context())
	if err != nil || r.Received == 0 || r.Received > 5 {
		t.Errorf("the first round brought %d changes, %v", r.Received, err)
	}
	rounds(t, b, a, b) // it introduced itself
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
	if st := syncStatusOf(t, a); len(st.Peers) != 2 || st.Peers[1].Letter != "B" {
		t.Errorf("%+v", st.Peers)
	}
	if faults, err := b.desk.store.Check(t.Context(), nil); err != nil || len(faults) > 0 {
		t.Errorf("%v, %v", faults, err)
	}
}

// Whoever joins from a snapshot goes on where its maker has read to: at the end of the log, with what it just sent.
func TestASnapshotKnowsTheLogToItsEnd(t *testing.T) {
	a, _, _ := sharing(t)
	made(t, a)
	err := a.desk.sync.at(t.Context(), func(ctx context.Context, m venue) error {
		e := m.(*encounter)
		offered, err := e.rounds.Offered(ctx, e.place.(exchange.Depots).Depot(exchange.Snapshots))
		if err != nil || len(offered) != 1 {
			t.Fatalf("%d offered, %v", len(offered), err)
		}
		var mark struct{ Cursor exchange.Position }
		if err := json.Unmarshal(offered[0].Place, &mark, json.MatchCaseInsensitiveNames(true)); err != nil {
			return err
		}
		state, err := e.place.State(ctx)
		if !e.place.Reached(mark.Cursor, state.Last) {
			t.Errorf("read to %q, the log ends at %q", mark.Cursor, state.Last)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestASnapshotInASharedFolder(t *testing.T) {
	a, dir := founded(t), t.TempDir()
	i := shareIn(t, a, dir)
	rounds(t, a)
	made(t, a)
	b := workstation(t)
	p, err := b.Pair(t.Context(), Pairing{Folder: dir, Invitation: i.Text, Name: "后仓"})
	if err != nil || !p.Records {
		t.Fatalf("%+v, %v", p, err)
	}
	r, err := b.SyncNow(t.Context())
	if err != nil || r.Received > 5 {
		t.Errorf("the first round brought %d changes, %v", r.Received, err)
	}
	rounds(t, b, a, b)
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
}

// joined is a folder that was let in and got no further, as if the program was killed then.
func joined(t *testing.T, b *App, address, code string) joining {
	t.Helper()
	at, err := b.joining(Pairing{Hub: address, Name: "后仓"})
	if err != nil {
		t.Fatal(err)
	}
	j, err := b.prove(t.Context(), Pairing{Hub: address, Code: code, Name: "后仓"}, pairing.Applicant{Workstation: at.Workstation, Name: at.Name})
	if err != nil {
		t.Fatal(err)
	}
	at.Joined = &j
	if err := b.keepJoining(at); err != nil {
		t.Fatal(err)
	}
	return at
}

func fetchWhole(t *testing.T, b *App, s exchange.Offered, from exchange.Depot) error {
	t.Helper()
	k, err := b.fetchFile(t.Context(), s, from, b.inFolder(snapshotFile), func(Fetching) {})
	return errors.Join(err, k.end())
}

var errKilled = errors.New("killed")

// TestAKilledJoiningGoesOn kills a joining after each of its steps; whoever opens the folder next ends it.
func TestAKilledJoiningGoesOn(t *testing.T) {
	a, address, invite := sharing(t)
	made(t, a)
	rounds(t, a)
	for name, until := range map[string]func(b *App, at joining) error{
		"let in": func(*App, joining) error { return nil },
		"a part fetched": func(b *App, at joining) error {
			return withOffered(b, at, func(s exchange.Offered, from exchange.Depot, o storage.Options) error {
				file, err := os.Create(b.inFolder(snapshotFile))
				if err != nil {
					return err
				}
				err = s.Fetch(t.Context(), from, 0, func(_ int, plain []byte) error {
					_, err := file.Write(plain[:len(plain)/2])
					return errors.Join(errKilled, err)
				})
				if !errors.Is(err, errKilled) {
					return err
				}
				return errors.Join(file.Close(), b.noteFetched(fetched{s.Raw(), 0}))
			})
		},
		"all fetched": func(b *App, at joining) error {
			return withOffered(b, at, func(s exchange.Offered, from exchange.Depot, _ storage.Options) error {
				return fetchWhole(t, b, s, from)
			})
		},
		"another file fetched": func(b *App, at joining) error {
			return withOffered(b, at, func(s exchange.Offered, _ exchange.Depot, _ storage.Options) error {
				return errors.Join(os.WriteFile(b.inFolder(snapshotFile), make([]byte, s.Size), 0o600), b.noteFetched(fetched{[]byte("of another"), 1}))
			})
		},
		"adopted": func(b *App, at joining) error {
			return withOffered(b, at, func(s exchange.Offered, from exchange.Depot, o storage.Options) error {
				return errors.Join(fetchWhole(t, b, s, from),
					storage.AdoptSnapshot(b.inFolder(snapshotFile), b.Path(), o))
			})
		},
		"adopted and told": func(b *App, at joining) error {
			return withOffered(b, at, func(s exchange.Offered, from exchange.Depot, o storage.Options) error {
				err := errors.Join(fetchWhole(t, b, s, from),
					storage.AdoptSnapshot(b.inFolder(snapshotFile), b.Path(), o))
				if err != nil {
					return err
				}
				store, err := storage.Open(b.Path(), b.storeOptions())
				if err != nil {
					return err
				}
				return errors.Join(b.knowAsItsMaker(store, at), store.Close())
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := workstation(t)
			at := joined(t, b, address, invite())
			if err := until(b, at); err != nil {
				t.Fatal(err)
			}
			c := New(b.options)
			t.Cleanup(c.Shutdown)
			if err := c.Open(); err != nil {
				t.Fatal(err)
			}
			if st, err := (&Desk{c}).State(); err != nil || st.State != StateSignIn {
				t.Fatalf("%+v, %v", st, err)
			}
			r, err := c.SyncNow(t.Context())
			if err != nil || r.Received > 12 { // the desk's beginning came with the snapshot, what followed from the log
				t.Errorf("%d changes, %v", r.Received, err)
			}
			rounds(t, c, a, c)
			if x, y := digestOf(t, a), digestOf(t, c); x != y {
				t.Errorf("%s and %s", x, y)
			}
		})
	}
}

func withOffered(b *App, at joining, do func(exchange.Offered, exchange.Depot, storage.Options) error) error {
	ctx := context.Background()
	from, names, authorities, err := b.snapshotsOf(ctx, at)
	if err != nil {
		return err
	}
	defer from.close()
	all, err := exchange.OfferedIn(ctx, from.depot, at.Joined.Link.Desk, authorities, names)
	if err != nil || len(all) == 0 {
		return errors.Join(err, errors.New("nothing is offered"))
	}
	o := b.storeOptions()
	o.Workstation, o.Letter = at.Name, "B"
	o.Joins = storage.Joining{Desk: at.Joined.Link.Desk, Workstation: at.Workstation}
	return do(all[0], from.depot, o)
}

// depotOf is the shelf of snapshots as the workstation of an open desk reaches it.
func depotOf(t *testing.T, a *App) (exchange.Depot, record.ID) {
	t.Helper()
	me, err := a.desk.me()
	if err != nil {
		t.Fatal(err)
	}
	secret, err := a.keys().Load(me.Workstation)
	if err != nil {
		t.Fatal(err)
	}
	at, err := natshub.Open(a.desk.sync.set.NATS, secret)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(at.Close)
	return at.Depot(exchange.Snapshots), me.Workstation
}

func TestTheLogDoesWhereNoSnapshotIsToBeBelieved(t *testing.T) {
	a, address, invite := sharing(t)
	made(t, a)
	depot, me := depotOf(t, a)
	lists, err := depot.Lists(t.Context(), "snapshot")
	if err != nil || len(lists) != 1 {
		t.Fatalf("%d, %v", len(lists), err)
	}
	whole := lists[0].Data
	for name, c := range map[string]struct {
		spoil func() error
		note  string
	}{
		"a forged manifest": {func() error {
			torn := append([]byte{}, whole...)
			torn[len(torn)/2] ^= 1
			return depot.PutList(t.Context(), me, "snapshot", torn)
		}, ""},
		"an unproven one": {func() error { return lie(t, a, depot) }, "join.snapshotUnproven"},
		"its pieces are gone": {func() error {
			m, err := exchange.ReadManifest(whole, a.desk.sync.set.NATS.Desk, []ed25519.PublicKey{a.desk.sync.set.NATS.Authority}, a.desk.sync.set.Names)
			if err != nil {
				return err
			}
			return errors.Join(depot.PutList(t.Context(), me, "snapshot", whole), depot.Drop(t.Context(), me, []record.Hash{m.Parts[0].Hash}))
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.spoil(); err != nil {
				t.Fatal(err)
			}
			b := workstation(t)
			p := paired(t, b, address, invite())
			if p.Records || (p.Note == nil) != (c.note == "") || p.Note != nil && p.Note.Code != c.note {
				t.Errorf("%+v", p)
			}
			rounds(t, b, b, a, b)
			if x, y := digestOf(t, a), digestOf(t, b); x != y {
				t.Errorf("%s and %s", x, y)
			}
		})
	}
}

// lie offers an older file under the manifest of a newer one.
func lie(t *testing.T, a *App, to exchange.Depot) error {
	t.Helper()
	ctx, old, whole := t.Context(), a.inFolder("old"), a.inFolder("whole")
	if err := a.desk.store.WriteSnapshot(ctx, old, nil); err != nil {
		return err
	}
	if _, err := (&Training{a}).AddPerson(training.AddPerson{Name: "later", Login: "later", Roles: []training.Role{training.Agent}, Department: training.CustomerService}); err != nil {
		return err
	}
	rounds(t, a)
	if err := a.desk.store.WriteSnapshot(ctx, whole, nil); err != nil {
		return err
	}
	evidence, err := storage.OpenSnapshot(whole, a.storeOptions())
	if err != nil {
		return err
	}
	defer func() { _ = evidence.Close() }()
	file, err := os.Open(old)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	e := a.desk.sync.venue.(*encounter)
	mark, err := e.rounds.Mark()
	if err != nil {
		return err
	}
	return e.rounds.Offer(ctx, to, mark, file, evidence, nil)
}

// In the window joining goes on behind the page, and the page is told when it is over.
func TestJoiningInTheWindow(t *testing.T) {
	a, address, invite := sharing(t)
	for name, offered := range map[string]bool{"through the log": false, "from a snapshot": true} {
		t.Run(name, func(t *testing.T) {
			if offered {
				made(t, a)
			}
			b := workstation(t)
			b.Startup(noShell{})
			if st, err := (&Desk{b}).Join(Pairing{Hub: address, Code: invite(), Name: "后仓"}); err != nil || st.State != StateJoining && st.State != StateSignIn {
				t.Fatalf("%+v, %v", st, err)
			}
			for until := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
				st, err := (&Desk{b}).State()
				if err != nil || st.State == StateFailed || time.Now().After(until) {
					t.Fatalf("%+v, %v", st, err)
				}
				if st.State == StateSignIn {
					break
				}
			}
			rounds(t, b, b, a, b)
			if x, y := digestOf(t, a), digestOf(t, b); x != y {
				t.Errorf("%s and %s", x, y)
			}
		})
	}
}

func TestWhoWouldNotWaitReadsTheLog(t *testing.T) {
	a, address, invite := sharing(t)
	made(t, a)
	b := workstation(t)
	at := joined(t, b, address, invite())
	ctx, f := b.beginFetch(t.Context())
	if st, err := (&Desk{b}).State(); err != nil || st.State != StateJoining || st.Fetching == nil {
		t.Fatalf("%+v, %v", st, err)
	}
	f.stop(errReadLog)
	note, err := b.settle(ctx, at, f)
	b.endFetch(f)
	if err != nil || note != nil || f.took {
		t.Fatalf("%+v, %v, %v", note, err, f.took)
	}
	rounds(t, b, b, a, b)
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
}
