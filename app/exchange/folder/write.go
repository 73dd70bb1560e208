package folder

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"

	"github.com/go-json-experiment/json"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// own is the file that this workstation writes, and where it left it.
type own struct {
	ID  [idLen]byte `json:"id"`
	End mark        `json:"end"`
	Dir string      `json:"dir"`
}

func memoryKey(desk record.ID) string { return "folder " + string(desk) }

// remember finds out what this workstation wrote last.
func (f *Folder) remember() error {
	if f.o.Memory == nil {
		return nil
	}
	raw, err := f.o.Memory.Local(memoryKey(f.o.Key.Desk))
	if err != nil || len(raw) == 0 {
		return err
	}
	return json.Unmarshal(raw, &f.mine)
}

func (f *Folder) keep(mine own) error {
	f.mine = mine
	if f.o.Memory == nil {
		return nil
	}
	raw, err := record.Encode(mine)
	if err != nil {
		return err
	}
	return f.o.Memory.SetLocal(memoryKey(f.o.Key.Desk), raw)
}

// Push appends a batch to this workstation's own file. A file that is not as it was left is never written on: a new
// one is begun.
func (f *Folder) Push(ctx context.Context, batch exchange.Batch) ([]uint64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fresh(ctx); err != nil {
		return nil, err
	}
	seqs, frames, err := f.numbered(batch)
	if err != nil {
		return seqs, err
	}
	x := f.asLeft()
	if x == nil {
		return seqs, f.begin(frames)
	}
	raw, end, err := sealAll(x.box, x.end, frames, f.o.Rand)
	if err != nil {
		return nil, err
	}
	if err := appendTo(x.path, x.end.Off, raw); err != nil {
		if errors.Is(err, errMoved) { // somebody wrote there meanwhile: what we wrote may be lost among it
			return seqs, f.begin(frames)
		}
		return nil, wrote(err)
	}
	return seqs, f.keep(own{x.box.id, end, f.o.Dir})
}

// numbered gives each message its sequence along its subject.
func (f *Folder) numbered(batch exchange.Batch) (seqs []uint64, frames []frame, err error) {
	if len(batch.Messages) == 0 || len(batch.Messages) > exchange.MaxBatch {
		return nil, nil, fmt.Errorf("a batch of %d messages", len(batch.Messages))
	}
	last := map[exchange.Subject]uint64{}
	for _, x := range f.logs() {
		for _, m := range x.known {
			s := exchange.Subject{Kind: m.Kind, Of: m.Of}
			last[s] = max(last[s], m.Seq)
		}
	}
	for subject, want := range batch.Follows {
		if last[subject] != want {
			return nil, nil, fmt.Errorf("%s of %s ends at %d and not at %d: %w", subject.Kind, subject.Of, last[subject], want, exchange.ErrRefused)
		}
	}
	for i, m := range batch.Messages {
		if m.Kind == exchange.Pays {
			return nil, nil, exchange.ErrNoHolds
		}
		if len(m.Data) > exchange.MaxMessage {
			return nil, nil, fmt.Errorf("a message of %d bytes", len(m.Data))
		}
		last[m.Subject]++
		seqs = append(seqs, last[m.Subject])
		frames = append(frames, frame{envelope{m.Kind, m.Of, last[m.Subject], i < len(batch.Messages)-1}, m.Data})
	}
	return seqs, frames, nil
}

// asLeft is this workstation's file when it is exactly as it was left; nil: begin another one.
func (f *Folder) asLeft() *found {
	var out *found
	for _, x := range f.files {
		if x.box.id != f.mine.ID || !x.writtenBy(f.o.Workstation) || f.mine.End.N == 0 {
			continue
		}
		if out != nil || !x.end.same(f.mine.End) || x.size != x.end.Off { // copies of it, or torn, or grown
			return nil
		}
		out = x
	}
	return out
}

func sealAll(b box, at mark, frames []frame, chance io.Reader) (raw []byte, end mark, err error) {
	for _, fr := range frames {
		plain, err := fr.encoded()
		if err != nil {
			return nil, at, err
		}
		sealed, next, err := b.seal(at, plain, chance)
		if err != nil {
			return nil, at, err
		}
		raw, at = append(raw, sealed...), next
	}
	return raw, at, nil
}

// begin writes frames into a file of its own.
func (f *Folder) begin(frames []frame) error {
	b, raw, end, err := f.opened(false, frames)
	if err != nil {
		return err
	}
	path := filepath.Join(f.o.Dir, string(f.o.Workstation)+"-"+hex.EncodeToString(b.id[:4])+suffix)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return wrote(err)
	}
	if err := writeAll(file, raw); err != nil {
		return wrote(errors.Join(err, os.Remove(path)))
	}
	return f.keep(own{b.id, end, f.o.Dir})
}

// opened is a whole new file.
func (f *Folder) opened(have bool, frames []frame) (b box, raw []byte, end mark, err error) {
	var id [idLen]byte
	if _, err = io.ReadFull(f.o.Rand, id[:]); err != nil {
		return b, nil, end, err
	}
	if b, err = newBox(f.o.Key, id); err != nil {
		return b, nil, end, err
	}
	plain, err := record.Encode(opening{f.o.Workstation, record.Instant(f.o.Now()), have})
	if err != nil {
		return b, nil, end, err
	}
	first, at, err := b.seal(begin(), plain, f.o.Rand)
	if err != nil {
		return b, nil, end, err
	}
	rest, end, err := sealAll(b, at, frames, f.o.Rand)
	return b, slices.Concat(b.head(), first, rest), end, err
}

// PutHave replaces this workstation's last word, in a file of its own.
func (f *Folder) PutHave(ctx context.Context, sender record.ID, data []byte) error {
	if sender != f.o.Workstation {
		return fmt.Errorf("workstation %s speaks for %s", f.o.Workstation, sender)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fresh(ctx); err != nil {
		return err
	}
	_, raw, _, err := f.opened(true, []frame{{envelope{Kind: "have", Of: sender}, data}})
	if err != nil {
		return err
	}
	path := filepath.Join(f.o.Dir, string(sender)+".have"+suffix)
	tmp, err := os.CreateTemp(f.o.Dir, "mendesk-*.tmp")
	if err != nil {
		return wrote(err)
	}
	if err := writeAll(tmp, raw); err != nil {
		return wrote(errors.Join(err, os.Remove(tmp.Name())))
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return wrote(errors.Join(err, os.Remove(tmp.Name())))
	}
	return nil
}

// errMoved means the file is not as long as it must be after we alone wrote there.
var errMoved = errors.New("somebody else wrote into this workstation's file")

// appendTo writes raw behind byte off of a file and makes it durable.
func appendTo(path string, off int64, raw []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	if err := writeAll(file, raw); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() != off+int64(len(raw)) {
		return errMoved
	}
	return nil
}

func writeAll(file *os.File, raw []byte) error {
	_, err := file.Write(raw)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// wrote turns what a disk answers into what a place can answer. What was written in part is never read.
func wrote(err error) error {
	full := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
	if runtime.GOOS == "windows" {
		full = full || errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(39))
	}
	if full {
		return fmt.Errorf("%w: %w", exchange.ErrFull, err)
	}
	return unreachable(err)
}
