package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// suffix is how our files are named; what carries them may put anything before or behind it.
const suffix = ".mendesk"

// found is a file of the folder as far as it was read.
type found struct {
	path   string
	size   int64
	time   time.Time
	box    box
	opened opening
	known  []indexed // whole batches alone
	end    mark      // behind the last whole batch
	have   []byte    // of a last word
}

// indexed is a message of a file: where it lies, so that its data need not be kept.
type indexed struct {
	envelope
	at   mark
	size int
}

// scan looks at every file of the folder again, reading only what is new in it.
func (f *Folder) scan() error {
	entries, err := os.ReadDir(f.o.Dir)
	if err != nil {
		return unreachable(err)
	}
	seen := map[string]*found{}
	f.foreign, f.others, f.any = 0, 0, false
	for _, e := range entries {
		if e.IsDir() || !strings.Contains(strings.ToLower(e.Name()), suffix) {
			continue
		}
		f.any = true
		path := filepath.Join(f.o.Dir, e.Name())
		x, err := f.look(path)
		switch {
		case errors.Is(err, ErrForeign):
			f.foreign++
		case errors.Is(err, errOther):
			f.others++
		case errors.Is(err, errTorn), errors.Is(err, fs.ErrNotExist): // not ours, not whole yet, or just renamed
		case err != nil:
			return unreachable(err)
		default:
			seen[path] = x
		}
	}
	f.files = seen
	return nil
}

// Others gives a word that is another whenever a file that this workstation did not write has changed its name, size
// or time. It reads none of them.
func (f *Folder) Others() (string, error) {
	entries, err := os.ReadDir(f.o.Dir)
	if err != nil {
		return "", unreachable(err)
	}
	word := ""
	for _, e := range entries {
		if e.IsDir() || !strings.Contains(strings.ToLower(e.Name()), suffix) || strings.HasPrefix(e.Name(), string(f.o.Workstation)) {
			continue
		}
		if info, err := e.Info(); err == nil { // else it was just renamed
			word += fmt.Sprintln(e.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return word, nil
}

// look reads on in a file, or all of it when it is not what it was.
func (f *Folder) look(path string) (*found, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	old := f.files[path]
	if old != nil && old.size == info.Size() && old.time.Equal(info.ModTime()) {
		return old, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	x, err := f.recognise(file, old)
	if err != nil {
		return nil, err
	}
	x.path, x.size, x.time = path, info.Size(), info.ModTime()
	x.readOn(file)
	return x, nil
}

// recognise reads how a file begins; what was read of it before stays when its last tag is still there.
func (f *Folder) recognise(file io.ReaderAt, old *found) (*found, error) {
	head := make([]byte, headLen)
	if _, err := file.ReadAt(head, 0); err != nil {
		return nil, errTorn
	}
	id, err := readHead(head, f.o.Key.Desk)
	if err != nil {
		return nil, err
	}
	if old != nil && old.box.id == id && !old.opened.Have && old.tagIn(file) {
		again := *old
		return &again, nil
	}
	b, err := newBox(f.o.Key, id)
	if err != nil {
		return nil, err
	}
	raw, err := readFrame(file, int64(headLen))
	if err != nil {
		return nil, err
	}
	plain, end, err := b.open(begin(), raw)
	if err != nil {
		return nil, ErrForeign
	}
	x := &found{box: b, end: end}
	if err := json.Unmarshal(plain, &x.opened); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return x, nil
}

func (x *found) tagIn(file io.ReaderAt) bool {
	var tag [16]byte
	_, err := file.ReadAt(tag[:], x.end.Off-tagLen)
	return err == nil && tag == x.end.Tag
}

// readFrame reads the bytes of one frame; errTorn when they are not all there.
func readFrame(file io.ReaderAt, off int64) ([]byte, error) {
	head := make([]byte, lengthLen)
	if _, err := file.ReadAt(head, off); err != nil {
		return nil, errTorn
	}
	size := int(uint32(head[0])<<24 | uint32(head[1])<<16 | uint32(head[2])<<8 | uint32(head[3]))
	if size < nonceLen+tagLen || size > maxFrame {
		return nil, errTorn
	}
	raw := make([]byte, lengthLen+size)
	if _, err := file.ReadAt(raw, off); err != nil {
		return nil, errTorn
	}
	return raw, nil
}

// readOn reads the whole batches behind x.end; a torn end is no error, it waits.
func (x *found) readOn(file io.ReaderAt) {
	at, batch := x.end, []indexed{}
	for {
		f, next, err := x.frame(file, at)
		if err != nil {
			return
		}
		if x.opened.Have {
			x.have = slices.Clone(f.data)
		}
		batch = append(batch, indexed{f.envelope, at, len(f.data)})
		if at = next; !f.More {
			x.known, x.end, batch = append(x.known, batch...), at, batch[:0]
		}
	}
}

// frame reads the frame that lies at a place, and where the next one lies.
func (x *found) frame(file io.ReaderAt, at mark) (f frame, next mark, err error) {
	raw, err := readFrame(file, at.Off)
	if err != nil {
		return f, at, err
	}
	plain, next, err := x.box.open(at, raw)
	if err != nil {
		return f, at, err
	}
	f, err = decodeFrame(plain)
	return f, next, err
}

// read gets the data of a message out of its file. It may have been replaced under our eyes: the next scan
// sees what it is now.
func (x *found) read(file io.ReaderAt, m indexed) (exchange.Message, error) {
	f, _, err := x.frame(file, m.at)
	if err != nil {
		return exchange.Message{}, unreachable(err)
	}
	return exchange.Message{Subject: exchange.Subject{Kind: f.Kind, Of: f.Of}, Seq: f.Seq, Data: f.data}, nil
}

func (x *found) writtenBy(ws record.ID) bool { return x.opened.Workstation == ws && !x.opened.Have }

func unreachable(err error) error {
	return fmt.Errorf("%w: %w", exchange.ErrUnreachable, err)
}
