package app

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"sync"
)

const (
	logSize  = 1 << 20 // bytes after which a log file is put aside
	logFiles = 5       // the one written and those put aside
)

// logFile is the log in the desk's folder. It is opened for each line: lines are few, a file that somebody
// removed comes back, and nothing holds the folder.
type logFile struct {
	dir string // the desk's folder; while it does not exist nothing is kept
	mu  sync.Mutex
}

// Path is the file that is written.
func (f *logFile) Path() string { return filepath.Join(f.dir, "logs", "mendesk.log") }

// Write appends one line, without what looks like somebody's details.
func (f *logFile) Write(line []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := os.Stat(f.dir); f.dir == "" || err != nil {
		return len(line), nil //nolint:nilerr // no desk, no log of it
	}
	if err := os.MkdirAll(filepath.Dir(f.Path()), 0o700); err != nil {
		return 0, err
	}
	if err := f.rotate(); err != nil {
		return 0, err
	}
	out, err := os.OpenFile(f.Path(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	_, err = out.Write(impersonal(line))
	return len(line), errors.Join(err, out.Close())
}

// rotate puts a full file aside and forgets the oldest.
func (f *logFile) rotate() error {
	info, err := os.Stat(f.Path())
	if errors.Is(err, fs.ErrNotExist) || (err == nil && info.Size() < logSize) {
		return nil
	}
	for n := logFiles - 1; n > 0; n-- {
		from := fmt.Sprintf("%s.%d", f.Path(), n-1)
		if n == 1 {
			from = f.Path()
		}
		if err := os.Rename(from, fmt.Sprintf("%s.%d", f.Path(), n)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// What the desk itself writes is English and names records by id, so an address, a run of digits as long as
// a telephone number, or words of another script came out of somebody's data. A mobile number of mainland China is
// known even where letters touch it.
var personal = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+|\+?\b\d(?:[ .()-]{0,2}\d){6,}\b|1[3-9]\d{9}|[^\x00-\x7f…]+`)

// timed is the moment at the start of a line, which is digits too.
var timed = regexp.MustCompile(`^time=\S+ `)

func impersonal(line []byte) []byte {
	head := timed.Find(line)
	return append(head[:len(head):len(head)], personal.ReplaceAll(line[len(head):], []byte("…"))...)
}

// logged sends what the program logs to the desk's own file too, and gives the log of that file alone, for
// what nobody needs to see on a terminal.
func logged(o *Options) (*logFile, *slog.Logger) {
	file := &logFile{dir: o.Dir}
	quiet := slog.NewTextHandler(file, &slog.HandlerOptions{ReplaceAttr: cleaned})
	o.Log = slog.New(slog.NewMultiHandler(o.Log.Handler(), quiet))
	return file, slog.New(quiet)
}

// cleaned is what is logged before it is quoted: the escape of a newline would touch the number that follows it.
func cleaned(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		return slog.String(a.Key, personal.ReplaceAllString(v.String(), "…"))
	case slog.KindAny:
		if _, level := v.Any().(slog.Level); !level {
			return slog.String(a.Key, personal.ReplaceAllString(fmt.Sprint(v.Any()), "…"))
		}
	}
	return a
}
