package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/storage"
)

// Program is how this program is started again to look through a file: a damaged one may hang or end whoever
// reads it. Empty: the file is read here.
type Program struct {
	Path string
	Name string // what it calls itself, the first of its arguments
}

// ThisProgram is the program that runs; empty when the system does not tell.
func ThisProgram() Program {
	path, err := os.Executable()
	if err != nil {
		return Program{}
	}
	return Program{path, os.Args[0]}
}

// InspectVerb is the hidden verb that the program starts itself with.
const InspectVerb = "inspect"

// told is a line that the child says: how far it is, or what it found.
type told struct {
	Done   int             `json:"done"`
	Total  int             `json:"total"`
	Over   bool            `json:"over"`
	Faults []storage.Fault `json:"faults"`
	Code   string          `json:"code"` // of the problem that kept it from looking
	Reason string          `json:"reason"`
}

// Inspect is the child: it looks through the database at path and says on out what it finds, line by line.
// whole verifies everything, as the nightly check does; else pages and sums alone.
func (a *App) Inspect(ctx context.Context, path string, whole bool, out io.Writer) error {
	lines := json.NewEncoder(out)
	progress := func(done, total int) { _ = lines.Encode(told{Done: done, Total: total}) } // nobody listens: then it is ended
	faults, err := a.look(ctx, path, whole, progress)
	end := told{Over: true, Faults: faults}
	if err != nil {
		end.Code, end.Reason = Show(asProblem(a.diary, err)).Code, err.Error()
	}
	return lines.Encode(end)
}

func (a *App) look(ctx context.Context, path string, whole bool, progress func(done, total int)) ([]storage.Fault, error) {
	if whole {
		return storage.CheckFile(ctx, path, a.storeOptions(), progress)
	}
	return storage.Inspect(ctx, path, a.storeOptions(), progress)
}

// Who says nothing for as long as reading the whole file slowly would take has met a page that it cannot leave.
const (
	silence    = time.Minute
	slowReader = 20 << 20 // bytes a second
)

// inspect looks through a database in a child process with a limit, and here where no child can be started.
func (a *App) inspect(ctx context.Context, path string, whole bool) ([]storage.Fault, error) {
	child := exec.Command(a.options.Program.Path, InspectVerb, path)
	child.Args[0] = a.options.Program.Name
	if whole {
		child.Args = append(child.Args, "--whole")
	}
	out, err := child.StdoutPipe()
	if a.options.Program.Path != "" && err == nil {
		err = child.Start()
	}
	if a.options.Program.Path == "" || err != nil {
		return a.look(ctx, path, whole, a.progress)
	}
	defer context.AfterFunc(ctx, func() { _ = child.Process.Kill() })()
	limit := silence
	if info, err := os.Stat(path); err == nil {
		limit += time.Duration(info.Size()/slowReader) * time.Second
	}
	quiet := time.AfterFunc(limit, func() { _ = child.Process.Kill() })
	end := a.listen(out, func() bool { return quiet.Reset(limit) })
	hung := !quiet.Stop()
	if err := child.Wait(); err != nil && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	switch {
	case end.Code != "":
		return nil, fmt.Errorf("%w (%s)", record.Problem{Code: end.Code}, end.Reason)
	case end.Over:
		return end.Faults, nil
	case hung:
		return []storage.Fault{{Code: "file", Params: record.Params{"reason": "reading it does not end"}}}, nil
	}
	return []storage.Fault{{Code: "file", Params: record.Params{"reason": "reading it ends the reader"}}}, nil
}

// listen reads what the child says until it ends.
func (a *App) listen(out io.Reader, alive func() bool) (end told) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var line told
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			continue
		}
		alive()
		if line.Over {
			end = line
		} else {
			a.progress(line.Done, line.Total)
		}
	}
	_, _ = io.Copy(io.Discard, out) // a line too long to read must not keep the child waiting
	return end
}

// lookAfterUnclean looks through a desk that was written and not closed, before it is opened. What can be derived
// again is, once it is open.
func (a *App) lookAfterUnclean() (derive bool, err error) {
	if a.options.Fast || !storage.Unclean(a.Path()) {
		return false, nil
	}
	a.setChecking(true)
	defer a.setChecking(false)
	began := time.Now()
	faults, err := a.inspect(context.Background(), a.Path(), false)
	if err != nil {
		if code := Show(err).Code; code != "desk.locked" {
			a.options.Log.Warn("the file could not be looked through after an unclean end", "error", err.Error())
		}
		return false, nil // opening says what is wrong
	}
	a.diary.Info("looked through the file after an unclean end", "faults", len(faults), "took", time.Since(began).Round(time.Millisecond).String())
	if len(faults) == 0 {
		return false, nil
	}
	a.noteFaults(faults)
	if derivedAll(faults) {
		return true, nil
	}
	return false, fmt.Errorf("%s: %w", reasons(faults), storage.ErrDamaged)
}

func derivedAll(faults []storage.Fault) bool {
	for _, f := range faults {
		if !f.Derived() {
			return false
		}
	}
	return true
}

// reasons names the first faults for the log.
func reasons(faults []storage.Fault) string {
	var codes []string
	for _, f := range faults[:min(len(faults), 5)] {
		codes = append(codes, strings.TrimSpace(f.Code+" "+f.Params["reason"]))
	}
	return strings.Join(codes, ", ")
}

func (a *App) noteFaults(faults []storage.Fault) {
	a.options.Log.Error("faults in the file", "count", len(faults), "first", reasons(faults))
	a.mu.Lock()
	a.faults = faults
	a.mu.Unlock()
}

func (a *App) setChecking(on bool) {
	a.mu.Lock()
	a.checking = on
	a.mu.Unlock()
	a.shell.Emit("state", nil)
}

// notice remembers that a read or a write met bytes that are not what was once written, and tells the screen once.
func (a *App) notice(err error) {
	if err == nil || !errors.Is(err, record.ErrDamaged) {
		return
	}
	a.mu.Lock()
	first := a.desk != nil && !a.hurt
	a.hurt = a.hurt || first
	a.mu.Unlock()
	if first {
		a.options.Log.Error("the file is damaged", "error", err.Error())
		a.shell.Emit("state", nil)
	}
}
