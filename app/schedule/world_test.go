package schedule

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mendesk/app/record"
)

// world is a workstation's memory and clock; inside a synctest bubble its clock runs with the bubble's.
type world struct {
	t     *testing.T
	ahead time.Duration // of the bubble's clock
	zone  *time.Location

	mu     sync.Mutex
	kept   map[string][]byte
	failed []error
	broken error // of the disk
}

func newWorld(t *testing.T, zone, start string) *world {
	t.Helper()
	z, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", start, z)
	if err != nil {
		t.Fatal(err)
	}
	return &world{t: t, ahead: time.Until(at), zone: z, kept: map[string][]byte{}}
}

func (w *world) now() time.Time { return time.Now().Add(w.ahead) }

func (w *world) Load(key string) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.kept[key], w.broken
}

func (w *world) Save(key string, value []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken == nil {
		w.kept[key] = value
	}
	return w.broken
}

func (w *world) unexpected(err error) record.Problem {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = append(w.failed, err)
	return record.Problem{Code: "unexpected", Params: record.Params{"ref": "0000-00"}}
}

// on starts the workstation.
func (w *world) on(jobs ...Job) *Schedule {
	w.t.Helper()
	s, err := New(Options{
		Now: w.now, Zone: func() *time.Location { return w.zone }, Store: w, Settle: time.Minute, Unexpected: w.unexpected,
	}, jobs...)
	if err != nil {
		w.t.Fatal(err)
	}
	s.Start()
	return s
}

// diary is when a job ran, on the wall of the shop.
type diary struct {
	w    *world
	mu   sync.Mutex
	runs []string
}

func (d *diary) do(context.Context) (record.Params, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.runs = append(d.runs, d.w.now().In(d.w.zone).Format("2006-01-02 15:04 MST"))
	return record.Params{"runs": "1"}, nil
}

func (d *diary) all() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.runs)
}

func (d *diary) count(prefix string) (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.runs {
		if strings.HasPrefix(r, prefix) {
			n++
		}
	}
	return n
}

var errDisk = errors.New("the disk is gone")
