package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"mendesk/app"
	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/storage"
)

// screens measures what a person waits for. A fresh process opens the desk, so that its memory is its own.
func (b *bench) screens() error {
	line("desk", "%d MB, search %d MB", size(b.file()), folderSize(b.desk()+"/search"))
	first := func() (time.Duration, error) {
		began := time.Now()
		out, err := exec.Command(b.binary, "--desk", b.desk(), "--as", admin, "call", "Tickets.List", `{"view":"all","words":"","cursor":""}`).CombinedOutput()
		if err != nil {
			return 0, fmt.Errorf("%w: %s", err, out)
		}
		return time.Since(began), nil
	}
	cold := took{}
	warm := took{}
	for i := range 6 {
		if i%2 == 0 {
			if err := forget(b.file()); err != nil {
				return err
			}
		}
		d, err := first()
		if err != nil {
			return err
		}
		if i%2 == 0 {
			cold = append(cold, d)
		} else {
			warm = append(warm, d)
		}
	}
	line("first page of a fresh process", "%s, with the file out of the cache %s (at most 1 s)", short(warm.mid()), short(cold.mid()))
	me, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.Command(me, "-inside", "screens", "-n", fmt.Sprint(b.n), "-dir", b.dir)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	return child.Run()
}

// forget drops a file's pages from the cache of the system.
func forget(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED), f.Close())
}

func folderSize(dir string) (mb int64) {
	all, _ := os.ReadDir(dir)
	for _, e := range all {
		mb += size(dir + "/" + e.Name())
	}
	return mb
}

func (b *bench) inside(what string) error {
	if what != "screens" {
		return fmt.Errorf("nothing is measured as %q", what)
	}
	a := app.New(app.Options{Dir: b.desk()})
	if err := a.Open(); err != nil {
		return err
	}
	if err := a.ActAs(admin); err != nil {
		return err
	}
	call := func(method string, args any) ([]byte, error) {
		raw, err := json.Marshal(args)
		if err != nil {
			return nil, err
		}
		return a.Call(method, raw)
	}
	if err := b.figures(call); err != nil {
		return err
	}
	ids, err := b.lists(call)
	if err != nil {
		return err
	}
	if err := b.door(call, ids); err != nil {
		return err
	}
	line("memory of its own (RssAnon)", "%s (at most 200 MB)", anonymous())
	a.Shutdown()
	return b.decodeAll()
}

type caller func(method string, args any) ([]byte, error)

// figures asks for the figures page of the last whole month, which looks back on twelve.
func (b *bench) figures(call caller) error {
	ask := map[string]any{"from": "2026-10-01", "to": "2026-10-31", "asOf": "2026-11-20T06:00:00Z", "lang": "zh-CN"}
	page := func(int) error { _, err := call("Figures.Report", ask); return err }
	if err := forget(b.file()); err != nil {
		return err
	}
	cold, err := times(1, page)
	if err != nil {
		return err
	}
	warm, err := times(15, page)
	if err != nil {
		return err
	}
	line("figures ready, file out of the cache", "%s (at most 1 s)", short(cold.mid()))
	line("a page of figures, twelve months", "%s, slowest %s (at most 50 ms)", short(warm.mid()), short(warm.at(1)))
	return nil
}

// lists turns the pages of every view, and gives the tickets that it saw.
func (b *bench) lists(call caller) (ids []record.ID, err error) {
	raw, err := call("Tickets.Views", []any{})
	if err != nil {
		return nil, err
	}
	var views []app.ViewCount
	if err := json.Unmarshal(raw, &views); err != nil {
		return nil, err
	}
	if err := forget(b.file()); err != nil {
		return nil, err
	}
	cold, ids, err := turned(call, views)
	if err != nil {
		return nil, err
	}
	warm, _, err := turned(call, views)
	if err != nil {
		return nil, err
	}
	line("a page of a list of tickets", "%s, p99 %s, slowest of %d %s (at most 20 ms)",
		short(warm.mid()), short(warm.at(0.99)), len(warm), short(warm.at(1)))
	line("  the first time, file out of the cache", "%s, p99 %s, slowest %s", short(cold.mid()), short(cold.at(0.99)), short(cold.at(1)))
	counts, err := times(5, func(int) error { _, err := call("Tickets.Views", []any{}); return err })
	if err != nil {
		return nil, err
	}
	line("the counts of all views", "%s", short(counts.mid()))
	return ids, nil
}

// turned turns up to twenty pages of each view, and gives the tickets that it saw.
func turned(call caller, views []app.ViewCount) (all took, ids []record.ID, err error) {
	for _, v := range views {
		cursor := ""
		for range 20 {
			began := time.Now()
			out, err := call("Tickets.List", map[string]any{"view": v.Key, "words": "", "cursor": cursor})
			if err != nil {
				return nil, nil, fmt.Errorf("view %s: %w", v.Key, err)
			}
			all = append(all, time.Since(began))
			var page struct {
				Rows []struct{ ID record.ID }
				Next string
			}
			if err := json.Unmarshal(out, &page); err != nil {
				return nil, nil, err
			}
			for _, t := range page.Rows {
				ids = append(ids, t.ID)
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
	}
	return all, ids, nil
}

// door saves as the window does: who may is asked, the ticket comes back folded, with its timeline and clocks.
func (b *bench) door(call caller, ids []record.ID) error {
	if len(ids) == 0 {
		return errors.New("no view shows a ticket")
	}
	got, err := times(200, func(i int) error {
		_, err := call("Tickets.MessageIn", ticket.MessageIn{Ticket: ids[i*7919%len(ids)], Text: fmt.Sprintf("还没有收到，麻烦再看一下 %d", i)})
		return err
	})
	if err != nil {
		return err
	}
	line("a save by a button, ticket back", "%s, p99 %s", short(got.mid()), short(got.at(0.99)))
	return nil
}

// decodeAll is the baseline of figures: every ticket, order and return decoded.
func (b *bench) decodeAll() error {
	s, err := storage.Open(b.file(), b.options(true))
	if err != nil {
		return err
	}
	began, n := time.Now(), 0
	err = s.View(context.Background(), func(tx *storage.Tx) error {
		return errors.Join(each(tx, ticket.Tickets, &n), each(tx, archive.Orders, &n), each(tx, returns.Returns, &n))
	})
	line("  baseline: all records decoded", "%s for %d", short(time.Since(began)), n)
	return errors.Join(err, s.Close())
}

func each[T any](tx *storage.Tx, k record.Kind[T], n *int) error {
	for _, err := range storage.Each(tx, k, storage.Span{}) {
		if err != nil {
			return err
		}
		*n++
	}
	return nil
}

// anonymous is the memory that the system cannot take back by dropping pages of files.
func anonymous() string {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown on " + runtime.GOOS
	}
	for l := range strings.Lines(string(raw)) {
		if strings.HasPrefix(l, "RssAnon:") {
			var kb int
			_, _ = fmt.Sscanf(strings.TrimPrefix(l, "RssAnon:"), "%d", &kb)
			return fmt.Sprintf("%d MB", kb/1024)
		}
	}
	return "unknown"
}
