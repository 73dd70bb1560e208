//go:build linux

package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const injectedSaves = 6

// The child saves a few times while the system is told to fail one of its calls, says what was acknowledged,
// and tries all that must go on or must not after a failure.
func injectChild(path string) {
	runtime.LockOSThread() // the tracer counts the calls of each thread
	o := options(uint64(time.Now().UnixNano()))
	o.NoSync, o.TokenDir = false, filepath.Join(filepath.Dir(path), "config")
	s, err := Open(path, o)
	if err != nil {
		fmt.Println("unopened", err)
		return
	}
	for range injectedSaves {
		if err = addCoin(s, 1); err != nil {
			break
		}
		fmt.Println("saved")
	}
	if err == nil {
		fmt.Println("done", s.Close())
		return
	}
	switch again := addCoin(s, 1); {
	case !errors.Is(err, ErrReadOnly):
		fmt.Println("wrong: failed with", err)
	case !errors.Is(again, ErrReadOnly):
		fmt.Println("wrong: written on:", again)
	case s.Stopped() == nil:
		fmt.Println("wrong: no reason")
	case s.View(context.Background(), func(tx *Tx) error { _, err := Get(tx, boxes, boxID(1)); return err }) != nil:
		fmt.Println("wrong: nothing can be read")
	case s.Export(context.Background(), io.Discard) != nil:
		fmt.Println("wrong: nothing can be exported")
	default:
		fmt.Println("stopped", err)
	}
	_ = s.Close() // the disk fails
}

// Whichever write or sync of the disk fails, and how: writing stops and reading goes on, what was acknowledged
// is there when the desk is opened again, and the desk writes on then.
func TestEveryFailingCallStopsWriting(t *testing.T) {
	if out, err := exec.Command("strace", "-f", "-o", "/dev/null", "true").CombinedOutput(); err != nil {
		t.Skipf("calls cannot be made to fail here, strace is missing or not allowed: %v %s", err, out)
	}
	sparse := soak(1, 2) == 1
	life := injectLife(t)
	total, stopped, unopened := 0, 0, 0
	for _, call := range []string{"pwrite64", "fdatasync", "fsync"} {
		for _, failure := range []string{"EIO", "ENOSPC"} {
			for nth := 1; nth < 400; nth += step(sparse, call) {
				l := life.twin(t)
				how, saved := injected(t, l.path, fmt.Sprintf("inject=%s:error=%s:when=%d", call, failure, nth))
				total++
				switch how {
				case "stopped":
					stopped++
				case "unopened":
					unopened++
				}
				injectedDesk(t, l.path, saved, call, failure, nth)
				ok(t, os.RemoveAll(filepath.Dir(l.path)))
				if how == "done" || t.Failed() { // there is no nth call
					break
				}
			}
		}
	}
	t.Logf("%d runs with one failing call: %d stopped writing and read on, %d did not open for writing, nothing acknowledged was lost", total, stopped, unopened)
}

func step(sparse bool, call string) int {
	switch {
	case !sparse:
		return 1
	case call == "pwrite64":
		return 23
	}
	return 5
}

func injectLife(t *testing.T) lived {
	t.Helper()
	l := lived{path: filepath.Join(t.TempDir(), "desk.db")}
	o := options(1)
	s := createAt(t, l.path, o)
	do(t, s, openBox(1, "red"))
	ok(t, s.Close())
	return l
}

func injected(t *testing.T, path, inject string) (how string, saved int) {
	t.Helper()
	ctx, end := context.WithTimeout(context.Background(), 5*time.Minute)
	defer end()
	child := exec.CommandContext(ctx, "strace", "-f", "-o", "/dev/null", "-e", strings.SplitN(inject, ":", 2)[0][7:], "-e", inject, os.Args[0])
	child.Args[5] = "trace=" + child.Args[5]
	child.Env = append(os.Environ(), "MENDESK_INJECT_CHILD="+path)
	out, err := child.Output()
	if err != nil {
		t.Errorf("%s: %v: %s", inject, err, out)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		how, _, _ = strings.Cut(line, " ")
		if how == "saved" {
			saved++
		}
		if strings.HasPrefix(line, "wrong") || how == "" {
			t.Errorf("%s: %s", inject, out)
		}
	}
	return how, saved
}

// injectedDesk opens the desk when the disk is well again.
func injectedDesk(t *testing.T, path string, saved int, call, failure string, nth int) {
	t.Helper()
	o := options(9)
	o.TokenDir = filepath.Join(filepath.Dir(path), "config")
	s, err := Open(path, o)
	ok(t, err)
	defer s.Close()
	clean(t, s)
	if got := int(getBox(t, s, 1).Coins); got < saved || got > saved+1 {
		t.Errorf("%s %s at %d: %d were acknowledged, %d are there", call, failure, nth, saved, got)
	}
	ok(t, addCoin(s, 1))
}
