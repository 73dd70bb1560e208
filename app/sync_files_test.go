package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/ticket"
)

// atAHub gives two workstations of one desk that meet at a hub beside the first; somebody is signed in at both.
func atAHub(t *testing.T) (a, b *App) {
	t.Helper()
	a = founded(t)
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := (&Sync{a}).Code(OpenCode{Pays: true})
	if err != nil {
		t.Fatal(err)
	}
	b = workstation(t)
	if err := join(b, page.Addresses[0], pair.Code, "后仓"); err != nil {
		t.Fatal(err)
	}
	meet(t, a, b, a, b)
	if err := b.signIn(SignIn{Person: a.person, PIN: "402817"}); err != nil {
		t.Fatal(err)
	}
	return a, b
}

// meet lets each hold a round, without attachments.
func meet(t *testing.T, each ...*App) {
	t.Helper()
	for _, a := range each {
		if _, err := a.SyncNow(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// attachPhoto opens a ticket with a photo of so many bytes.
func attachPhoto(t *testing.T, a *App, bytes int) (ticket.Ticket, record.Attachment) {
	t.Helper()
	return attachRaw(t, a, append(photo(t, 64), make([]byte, bytes)...))
}

func attachRaw(t *testing.T, a *App, raw []byte) (ticket.Ticket, record.Attachment) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "crack.png")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := (&Tickets{a}).Open(ticket.Open{Kind: ticket.Enquiry, Channel: ticket.Chat, Subject: "屏幕裂了"})
	if err != nil {
		t.Fatal(err)
	}
	files, err := a.AttachPaths(t.Context(), AttachAsk{Kind: "ticket", Number: d.Ticket.Number, Paths: []string{path}})
	if err != nil {
		t.Fatal(err)
	}
	return d.Ticket, files[0]
}

func stateOf(t *testing.T, a *App, f record.Attachment) FileState {
	t.Helper()
	states, err := a.attached.Verify([]record.Hash{f.Digest})
	if err != nil {
		t.Fatal(err)
	}
	return states[0]
}

// A photo of 3 MB goes from one workstation to the other through a real hub, cut off again and again.
func TestAPhotoComesToTheOtherWorkstation(t *testing.T) {
	a, b := atAHub(t)
	_, f := attachPhoto(t, a, 3<<20)
	if st := syncStatusOf(t, a).Files; st.ToGo != 1 || st.ToGoBytes != f.Size || st.ToCome != 0 || !st.All {
		t.Errorf("before it is sent: %+v", st)
	}
	meet(t, a, b)
	if st := syncStatusOf(t, b).Files; st.ToGo != 0 || st.ToCome != 1 {
		t.Errorf("its record alone has come: %+v", st)
	}
	if st := stateOf(t, b, f); st.State != FileAway || st.Why != "" {
		t.Errorf("%+v", st)
	}
	if faults, err := b.Check(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("what has not come yet is a fault: %v, %v", faults, err)
	}
	for _, each := range []*App{a, b} {
		for wait := time.Millisecond; ; wait *= 2 {
			ctx, cancel := context.WithTimeout(t.Context(), wait)
			_, err := each.SyncNow(ctx)
			if err == nil {
				err = each.SyncFiles(ctx)
			}
			cancel()
			if err == nil && wait > 4*time.Second {
				t.Fatalf("it does not go on: %+v", syncStatusOf(t, each).Files)
			}
			if st := syncStatusOf(t, each).Files; err == nil && st.ToGo+st.ToCome == 0 {
				break
			}
		}
	}
	if st := stateOf(t, b, f); st.State != FileSound {
		t.Errorf("%+v", st)
	}
	raw, err := b.files().Bytes(f.Digest)
	if err != nil || int64(len(raw)) != f.Size {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	if left, err := os.ReadDir(filepath.Join(b.options.Dir, halfFolder)); err != nil || len(left) > 0 {
		t.Errorf("%d halves, %v", len(left), err)
	}
	// What was here and is gone is told, and comes again.
	if err := a.files().Remove(f.Digest); err != nil {
		t.Fatal(err)
	}
	if st := stateOf(t, a, f); st.State != FileLost {
		t.Errorf("%+v", st)
	}
	if faults, err := a.Check(t.Context()); err != nil || len(faults) != 1 || faults[0].Code != "attachment.missing" {
		t.Errorf("%v, %v", faults, err)
	}
	meet(t, a)
	if err := a.SyncFiles(t.Context()); err != nil || stateOf(t, a, f).State != FileSound {
		t.Errorf("it did not come again: %v", err)
	}
}

// screen remembers what was sent to the screen.
type screen struct {
	noShell
	mu    sync.Mutex
	names []string
}

func (s *screen) Emit(name string, _ any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names = append(s.names, name)
}

func (s *screen) heard(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.names, name)
}

// A workstation that fetches only what somebody looks at gets it while rounds go by themselves.
func TestLookingAtAPhotoFetchesIt(t *testing.T) {
	a, b := atAHub(t)
	if _, err := (&Sync{b}).SetFiles(SetFiles{All: false}); err != nil {
		t.Fatal(err)
	}
	_, f := attachPhoto(t, a, 1<<20)
	seen := &screen{}
	b.shell = seen
	a.desk.sync.start()
	b.desk.sync.start()
	soon := func(what string, holds func() bool) {
		t.Helper()
		for stop := time.Now().Add(time.Minute); !holds(); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(stop) {
				t.Fatal(what)
			}
		}
	}
	soon("it is not sent", func() bool { return syncStatusOf(t, a).Files.ToGo == 0 })
	soon("its record does not come", func() bool {
		b.desk.sync.soon()
		return syncStatusOf(t, b).Files.ToCome == 1
	})
	if _, here := b.files().Size(f.Digest); here {
		t.Error("nobody looked, and it came")
	}
	soon("it was looked at and does not come", func() bool { return stateOf(t, b, f).State == FileSound })
	if !seen.heard("attachments") {
		t.Error("the screen was not told")
	}
	// With nobody in reach it says so.
	_, g := attachPhoto(t, a, 100)
	soon("the second is not sent", func() bool { return syncStatusOf(t, a).Files.ToGo == 0 })
	soon("the second record does not come", func() bool {
		b.desk.sync.soon()
		return syncStatusOf(t, b).Files.ToCome == 1
	})
	if _, err := (&Sync{a}).StopHub(); err != nil {
		t.Fatal(err)
	}
	soon("nobody answers, and it does not say so", func() bool {
		b.desk.sync.soon()
		return syncStatusOf(t, b).Offline
	})
	if st := stateOf(t, b, g); st.State != FileAway || st.Why != WhyOffline {
		t.Errorf("%+v", st)
	}
}
