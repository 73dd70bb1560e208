package folder

import (
	"bytes"
	"context"
	"crypto/cipher"
	"encoding/binary"
	"encoding/hex"
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
	"golang.org/x/crypto/chacha20poly1305"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// Depot is a shelf of the folder: a folder of its own inside it, with a file for each piece and for each list of a
// workstation. A file's name begins with a word made of the piece's name and the key, so that it tells nobody what
// lies there, and ends with who put it; whatever carries the folder may add to it. Files are written under another
// name, synced and renamed, and sealed whole: one that is half copied is none.
func (f *Folder) Depot(shelf exchange.Shelf) exchange.Depot { return depot{f, shelf} }

var _ exchange.Depots = (*Folder)(nil)

type depot struct {
	f     *Folder
	shelf exchange.Shelf
}

// A kept file, all numbers big-endian:
//
//	magic, desk (8 bytes of its hash), nonce (24), length of what follows (4), sealed bytes
//
// Sealed, over the shelf and the word of its name, are who put it and when, and then the data.
const (
	keptMagic   = "mendesk folder 1 kept\n"
	keptHead    = len(keptMagic) + deskLen + nonceLen + lengthLen
	listsFolder = "lists"
	wordLen     = 16 // bytes of the word in a name
)

// kept goes before the data.
type kept struct {
	By   record.ID `json:"by"`
	When time.Time `json:"when"`
}

// word is how the names of files begin that hold what kind and name say.
func (d depot) word(kind, name string) (string, error) {
	b, err := d.f.o.Key.derive("name", []byte(string(d.shelf)+" "+kind+" "+name), wordLen)
	return hex.EncodeToString(b), err
}

func (d depot) aead() (cipher.AEAD, error) {
	key, err := d.f.o.Key.derive("shelf "+string(d.shelf), nil, chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	return chacha20poly1305.NewX(key)
}

func (d depot) over(word string) []byte { return []byte(keptMagic + string(d.shelf) + " " + word) }

func (d depot) folder(sub string) string { return filepath.Join(d.f.o.Dir, string(d.shelf), sub) }

// reach makes sure that the shared folder is there: a drive that is gone must not look like an empty one.
func (d depot) reach(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if info, err := os.Stat(d.f.o.Dir); err != nil || !info.IsDir() {
		return unreachable(fmt.Errorf("%s is no folder: %w", d.f.o.Dir, err))
	}
	return nil
}

// names lists a folder of the shelf; none when it was never made.
func (d depot) names(sub string) ([]string, error) {
	entries, err := os.ReadDir(d.folder(sub))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unreachable(err)
	}
	out := make([]string, 0, len(entries))
	for _, e := range entries {
		if !e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// of picks the files that a word names, of one workstation or of whoever's.
func of(names []string, word string, by record.ID) []string {
	start := strings.ToLower(word + "-" + string(by))
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !strings.Contains(strings.ToLower(name), start) })
}

func (d depot) Has(ctx context.Context, by record.ID, pieces []record.Hash) (map[record.Hash]bool, error) {
	if err := d.reach(ctx); err != nil {
		return nil, err
	}
	out, seen := map[record.Hash]bool{}, map[string][]string{}
	for _, piece := range pieces {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		word, err := d.word("piece", string(piece))
		if err != nil {
			return nil, err
		}
		names, looked := seen[word[:2]]
		if !looked {
			if names, err = d.names(word[:2]); err != nil {
				return nil, err
			}
			seen[word[:2]] = names
		}
		for _, name := range of(names, word, by) {
			if out[piece] = whole(filepath.Join(d.folder(word[:2]), name)); out[piece] {
				break
			}
		}
	}
	return out, nil
}

// whole tells whether a file is as long as it says it is; nothing is opened.
func whole(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }() // only read
	head := make([]byte, keptHead)
	info, err := file.Stat()
	if _, short := file.ReadAt(head, 0); short != nil || err != nil || !strings.HasPrefix(string(head), keptMagic) {
		return false
	}
	return info.Size() == fullSize(head)
}

// fullSize is how long a file is that begins so.
func fullSize(head []byte) int64 {
	return int64(keptHead) + int64(binary.BigEndian.Uint32(head[keptHead-lengthLen:keptHead]))
}

func (d depot) Get(ctx context.Context, piece record.Hash) ([]byte, error) {
	if _, err := piece.Bytes(); err != nil {
		return nil, err
	}
	if err := d.reach(ctx); err != nil {
		return nil, err
	}
	word, err := d.word("piece", string(piece))
	if err != nil {
		return nil, err
	}
	names, err := d.names(word[:2])
	if err != nil {
		return nil, err
	}
	for _, name := range of(names, word, "") {
		_, data, err := d.read(filepath.Join(d.folder(word[:2]), name), word)
		if err == nil && record.HashOf(data) == piece {
			return data, nil
		}
	}
	return nil, fmt.Errorf("piece %s: %w", piece, exchange.ErrNone)
}

// read opens a kept file. errTorn: it is not whole, or none of ours.
func (d depot) read(path, word string) (kept, []byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return kept{}, nil, err
	}
	mark := deskMark(d.f.o.Key.Desk)
	if len(raw) < keptHead || !bytes.HasPrefix(raw, append([]byte(keptMagic), mark[:]...)) || int64(len(raw)) != fullSize(raw) {
		return kept{}, nil, errTorn
	}
	aead, err := d.aead()
	if err != nil {
		return kept{}, nil, err
	}
	nonce := raw[keptHead-lengthLen-nonceLen : keptHead-lengthLen]
	plain, err := aead.Open(nil, nonce, raw[keptHead:], d.over(word))
	if err != nil {
		return kept{}, nil, errTorn
	}
	n, w := binary.Uvarint(plain)
	if w <= 0 || n > uint64(len(plain)-w) {
		return kept{}, nil, errTorn
	}
	var k kept
	if err := json.Unmarshal(plain[w:w+int(n)], &k); err != nil {
		return k, nil, fmt.Errorf("%w: %w", errTorn, err)
	}
	return k, plain[w+int(n):], nil
}

func (d depot) Put(ctx context.Context, by record.ID, data []byte) (record.Hash, error) {
	if err := exchange.CheckPiece(data); err != nil {
		return "", err
	}
	piece := record.HashOf(data)
	word, err := d.word("piece", string(piece))
	if err != nil {
		return "", err
	}
	return piece, d.keep(ctx, by, word[:2], word, data)
}

func (d depot) PutList(ctx context.Context, by record.ID, name string, data []byte) error {
	if err := exchange.CheckList(name, data); err != nil {
		return err
	}
	word, err := d.word("list", name)
	if err != nil {
		return err
	}
	return d.keep(ctx, by, listsFolder, word, data)
}

// keep writes a file into a folder of the shelf.
func (d depot) keep(ctx context.Context, by record.ID, sub, word string, data []byte) error {
	if by != d.f.o.Workstation {
		return fmt.Errorf("workstation %s speaks for %s", d.f.o.Workstation, by)
	}
	if err := d.reach(ctx); err != nil {
		return err
	}
	for _, dir := range []string{d.folder(""), d.folder(sub)} {
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return wrote(err)
		}
	}
	raw, err := d.sealed(kept{by, record.Instant(d.f.o.Now())}, word, data)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(d.folder(sub), tmpStart+"*"+tmpEnd)
	if err != nil {
		return wrote(err)
	}
	if err := writeAll(tmp, raw); err != nil {
		return wrote(errors.Join(err, os.Remove(tmp.Name())))
	}
	if err := os.Rename(tmp.Name(), filepath.Join(d.folder(sub), word+"-"+string(by)+suffix)); err != nil {
		return wrote(errors.Join(err, os.Remove(tmp.Name())))
	}
	return d.tidy(sub)
}

// How files are named while they are written.
const (
	tmpStart = "mendesk-"
	tmpEnd   = ".tmp"
)

// tidy removes what a program that ended while writing left behind; a cloud drive may take its time over what is
// being written now.
func (d depot) tidy(sub string) error {
	names, err := d.names(sub)
	if err != nil {
		return err
	}
	for _, name := range names {
		path := filepath.Join(d.folder(sub), name)
		if !strings.HasPrefix(name, tmpStart) || !strings.HasSuffix(name, tmpEnd) {
			continue
		}
		if info, err := os.Stat(path); err == nil && d.f.o.Now().Sub(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(path) // another one of the desk may have done so
		}
	}
	return nil
}

func (d depot) sealed(k kept, word string, data []byte) ([]byte, error) {
	head, err := record.Encode(k)
	if err != nil {
		return nil, err
	}
	aead, err := d.aead()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, nonceLen)
	if _, err := io.ReadFull(d.f.o.Rand, nonce); err != nil {
		return nil, err
	}
	plain := append(append(binary.AppendUvarint(nil, uint64(len(head))), head...), data...)
	mark := deskMark(d.f.o.Key.Desk)
	out := slices.Concat([]byte(keptMagic), mark[:], nonce)
	out = binary.BigEndian.AppendUint32(out, uint32(len(plain)+tagLen))
	return aead.Seal(out, nonce, plain, d.over(word)), nil
}

func (d depot) Drop(ctx context.Context, by record.ID, pieces []record.Hash) error {
	if by != d.f.o.Workstation {
		return fmt.Errorf("workstation %s speaks for %s", d.f.o.Workstation, by)
	}
	if err := d.reach(ctx); err != nil {
		return err
	}
	for _, piece := range pieces {
		if err := ctx.Err(); err != nil {
			return err
		}
		word, err := d.word("piece", string(piece))
		if err != nil {
			return err
		}
		names, err := d.names(word[:2])
		if err != nil {
			return err
		}
		for _, name := range of(names, word, by) {
			if err := os.Remove(filepath.Join(d.folder(word[:2]), name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return wrote(err)
			}
		}
	}
	return nil
}

func (d depot) Lists(ctx context.Context, name string) ([]exchange.List, error) {
	if err := exchange.CheckListName(name); err != nil {
		return nil, err
	}
	if err := d.reach(ctx); err != nil {
		return nil, err
	}
	word, err := d.word("list", name)
	if err != nil {
		return nil, err
	}
	names, err := d.names(listsFolder)
	if err != nil {
		return nil, err
	}
	out := []exchange.List{}
	for _, file := range of(names, word, "") {
		k, data, err := d.read(filepath.Join(d.folder(listsFolder), file), word)
		if err == nil { // else half copied: what is there already counts
			out = append(out, exchange.List{By: k.By, When: k.When, Data: data})
		}
	}
	slices.SortFunc(out, exchange.Newest)
	seen := map[record.ID]bool{}
	return slices.DeleteFunc(out, func(l exchange.List) bool {
		older := seen[l.By]
		seen[l.By] = true
		return older
	}), nil
}
