package app

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/hub"
	"mendesk/app/exchange/wiretest"
	"mendesk/app/record"
	"mendesk/storage/attachment"
)

// carrierVariable tells the test binary which workstation it is.
const carrierVariable = "MENDESK_CARRIER"

type carrier struct{ Dir, ConfigDir string }

// carryUntilKilled opens a desk and carries attachments, while it reads those that are here again and again as a screen
// would.
func carryUntilKilled(raw string) {
	err := func() error {
		var c carrier
		if err := json.Unmarshal([]byte(raw), &c); err != nil {
			return err
		}
		a := New(Options{Dir: c.Dir, ConfigDir: c.ConfigDir, Fast: true, Version: "test"})
		if err := a.Open(); err != nil {
			return err
		}
		if _, err := a.SyncNow(context.Background()); err != nil {
			return err
		}
		files, err := a.desk.cargo.named(context.Background())
		if err != nil {
			return err
		}
		fmt.Println("carries")
		go func() {
			for {
				for _, f := range files {
					if err := readThrough(a.files(), f.Digest); err != nil && !errors.Is(err, attachment.ErrMissing) {
						fmt.Println("served:", err)
					}
				}
			}
		}()
		for ; ; time.Sleep(20 * time.Millisecond) {
			if err := a.SyncFiles(context.Background()); err != nil {
				return err
			}
		}
	}()
	fmt.Println("error", err)
	os.Exit(1)
}

// readThrough reads an attachment as it is served; anything but the bytes that its name stands for is an error.
func readThrough(files *attachment.Folder, digest record.Hash) error {
	file, err := files.Open(digest)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	raw, err := io.ReadAll(file)
	if err == nil && record.HashOf(raw) != digest {
		err = fmt.Errorf("%d bytes that are not %s", len(raw), digest)
	}
	return err
}

// killed runs a workstation in a process of its own and kills it when so many bytes have passed; amid is false when it had
// carried all before. Of what it says on the way nothing may speak of an error.
func killed(t *testing.T, a *App, passed *atomic.Int64, bytes int64) (amid bool) {
	t.Helper()
	raw, err := json.Marshal(carrier{a.options.Dir, a.options.ConfigDir})
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), carrierVariable+"="+string(raw))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	said, began := bufio.NewScanner(out), time.Now()
	if !said.Scan() || said.Text() != "carries" {
		t.Errorf("it carries nothing: %q", said.Text())
	}
	for bytes += passed.Load(); !amid && time.Since(began) < 5*time.Second; time.Sleep(time.Millisecond) {
		amid = passed.Load() >= bytes
	}
	_ = child.Process.Kill()
	for said.Scan() {
		t.Errorf("before it was killed: %s", said.Text())
	}
	_ = child.Wait() // it was killed
	onlyWholeFiles(t, a)
	return amid
}

// onlyWholeFiles says that what lies under the name of an attachment is all of it.
func onlyWholeFiles(t *testing.T, a *App) {
	t.Helper()
	kept, err := attachment.At(filepath.Join(a.options.Dir, attachmentFolder)).List()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kept {
		if err := readThrough(attachment.At(filepath.Join(a.options.Dir, attachmentFolder)), k.Digest); err != nil {
			t.Errorf("half a file has a name: %v", err)
		}
	}
}

// wire leads to a hub as slowly as a network does, and counts what goes over it.
type wire struct {
	address  string
	up, down atomic.Int64
}

const wireSpeed = 8 << 20 // bytes a second each way

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	w := &wire{}
	w.address = wiretest.Lay(t, to, func(near, far net.Conn) {
		go w.pass(far, near, &w.up)
		go w.pass(near, far, &w.down)
	})
	return w
}

func (*wire) pass(to, from net.Conn, count *atomic.Int64) {
	defer func() { _, _ = to.Close(), from.Close() }() // whichever end was killed, the other hears of it
	for part := make([]byte, 16<<10); ; {
		n, err := from.Read(part)
		if err != nil {
			return
		}
		count.Add(int64(n))
		time.Sleep(time.Duration(n) * time.Second / wireSpeed)
		if _, err := to.Write(part[:n]); err != nil {
			return
		}
	}
}

// Workstations that are killed amid sending and amid fetching, again and again, go on where they were: every attachment
// comes whole, none is ever half there, and little of it goes over the wire twice.
func TestAttachmentsComeThroughKills(t *testing.T) {
	kills := 4
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil {
		kills += n
	}
	a, b, over := atAWire(t)
	var total int64
	files := []record.Attachment{}
	sizes := []int{700 << 10, 100 << 10}
	for n := kills; n > 0; n -= 4 {
		sizes = append(sizes, min(n, 4)<<20)
	}
	for _, size := range sizes {
		raw := photo(t, 64)
		noise := make([]byte, size)
		_, _ = rand.Read(noise) // never fails
		_, f := attachRaw(t, a, append(raw, noise...))
		files = append(files, f)
		total += f.Size
	}
	// What may go twice: a piece that was under way at a kill, and what a run says besides.
	most := total + total/20 + int64(kills+1)*(exchange.MaxPiece+64<<10)
	meet(t, a, b)
	a, b = shut(a), shut(b)

	through := func(each *App, passed *atomic.Int64) int64 {
		before, amid := passed.Load(), 0
		for range kills {
			if killed(t, each, passed, 1+mathrand.Int64N(total/int64(kills+1))) {
				amid++
			}
		}
		if amid < kills-1 {
			t.Errorf("killed amid %d times of %d: the test does not test", amid, kills)
		}
		ended(t, each)
		return passed.Load() - before
	}
	sent := through(a, &over.up)
	fetched := through(b, &over.down)
	t.Logf("%d attachments of %d bytes; killed %d times amid sending: %d bytes went; as often amid fetching: %d came", len(files), total, kills, sent, fetched)
	if sent < total || sent > most || fetched < total || fetched > most {
		t.Errorf("it began anew: at most %d bytes should go", most)
	}
	for _, each := range []*App{a, b} {
		for _, f := range files {
			if err := readThrough(each.files(), f.Digest); err != nil {
				t.Error(err)
			}
		}
		if faults, err := each.Check(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("%v, %v", faults, err)
		}
		if left, err := os.ReadDir(filepath.Join(each.options.Dir, halfFolder)); err == nil && len(left) > 0 {
			t.Errorf("%d halves are left", len(left))
		}
	}
}

// atAWire gives two workstations of one desk that meet at a hub over a wire.
func atAWire(t *testing.T) (a, b *App, over *wire) {
	t.Helper()
	h, err := hub.Start(t.Context(), hub.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Stop() })
	over = newWire(t, strings.TrimPrefix(h.Address(), "tls://"))
	a, b = founded(t), workstation(t)
	for _, each := range []*App{a, b} {
		code, err := h.Code(true)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := each.Pair(t.Context(), Pairing{Hub: over.address, Code: code.Code, Name: "后仓"}); err != nil {
			t.Fatal(err)
		}
		meet(t, a)
	}
	meet(t, b, a, b)
	return a, b, over
}

// shut ends a program; what it gives is another run on the same desk, not opened yet.
func shut(a *App) *App {
	a.Shutdown()
	return New(a.options)
}

// ended opens a workstation that was killed and lets it carry to the end.
func ended(t *testing.T, a *App) {
	t.Helper()
	t.Cleanup(a.Shutdown)
	if err := errors.Join(a.Open(), a.ActAs("luo")); err != nil {
		t.Fatal(err)
	}
	meet(t, a)
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if err := a.SyncFiles(t.Context()); err != nil {
			t.Fatal(err)
		}
		if st := syncStatusOf(t, a).Files; st.ToGo+st.ToCome == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%+v", syncStatusOf(t, a).Files)
		}
	}
}
