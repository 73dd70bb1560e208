package search

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Format is raised when the file or what a text is taken apart into changes; segments of another format are
// built again.
const Format = 1

// The file, little-endian, each section at a multiple of 8:
//
//	head      magic, format, documents, pairs, words, length of the blob, suffixes, bytes of postings and texts
//	ids       26 bytes by document
//	orders    8 bytes by document
//	byID      document numbers in the order of their ids, 2 bytes
//	pairs     pair (8), posting: offset in half words (4), documents (4); in the order of the pairs
//	words     place in the blob (4), posting (4, 4); in the order of the words
//	blob      the words, each with a line end behind it
//	blocks    for every 64 bytes of the blob the word that stands at their start (4)
//	suffixes  places in the blob in the order of what stands there (4)
//	postings
//	spans     by document where its text begins and ends (4, 4)
//	texts     folded
const (
	magic     = "MDSEARCH"
	headSize  = 64
	idSize    = 26
	pairSize  = 16
	wordSize  = 12
	blockSize = 64
	spanSize  = 8
)

// File names a segment file and what it holds; with it the file is known again.
type File struct {
	Name string `json:"name"`
	Docs int    `json:"docs"`
	Size int64  `json:"size"`
	Sum  uint32 `json:"sum"` // CRC-32C of all its bytes
}

// tables is a segment on its way to the disk.
type tables struct {
	docs     []docPlace
	n        int
	pairs    []byte
	words    []byte
	starts   []uint32 // of the words in the blob
	blob     []byte
	postings []byte
	spans    []byte
	texts    [][]byte // by document
	size     int      // of all texts
}

func newTables(docs int) *tables { return &tables{n: docs, docs: make([]docPlace, 0, docs)} }

// addDoc adds the next document; its text is read when the file is written.
func (t *tables) addDoc(d docPlace, text []byte) {
	t.docs = append(t.docs, d)
	t.texts = append(t.texts, text)
	t.spans = binary.LittleEndian.AppendUint32(t.spans, uint32(t.size))
	t.size += len(text)
	t.spans = binary.LittleEndian.AppendUint32(t.spans, uint32(t.size))
}

func (t *tables) addPair(pair uint64, docs []uint16) {
	var p posting
	t.postings, p = appendPosting(t.postings, t.n, docs)
	t.pairs = binary.LittleEndian.AppendUint64(t.pairs, pair)
	t.pairs = p.append(t.pairs)
}

func (t *tables) addWord(word string, docs []uint16) {
	var p posting
	t.postings, p = appendPosting(t.postings, t.n, docs)
	t.starts = append(t.starts, uint32(len(t.blob)))
	t.words = binary.LittleEndian.AppendUint32(t.words, uint32(len(t.blob)))
	t.words = p.append(t.words)
	t.blob = append(append(t.blob, word...), '\n')
}

func (p posting) append(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, p.off), p.n)
}

// write puts the file in place whole: under another name, synced, then renamed.
func (t *tables) write(dir, of string) (f File, err error) {
	tmp, err := os.CreateTemp(dir, of+"-*.new")
	if err != nil {
		return f, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write a search segment: %w", err), tmp.Close(), os.Remove(tmp.Name()))
		}
	}()
	sum := crc32.New(castagnoli)
	w := &counting{w: bufio.NewWriterSize(io.MultiWriter(tmp, sum), 1<<18)}
	for _, section := range t.sections() {
		w.section(section)
	}
	for _, text := range t.texts {
		w.write(text)
	}
	if err := errors.Join(w.err, w.w.Flush(), tmp.Sync()); err != nil {
		return f, err
	}
	f = File{Docs: t.n, Size: w.n, Sum: sum.Sum32()}
	f.Name = fmt.Sprintf("%s-%s.seg", strings.TrimSuffix(filepath.Base(tmp.Name()), ".new"), fmt.Sprintf("%08x", f.Sum))
	if err := tmp.Close(); err != nil {
		return f, err
	}
	return f, place(tmp.Name(), filepath.Join(dir, f.Name))
}

// place renames and makes the folder remember it.
func place(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // has no such call
		return nil
	}
	d, err := os.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type counting struct {
	w   *bufio.Writer
	n   int64
	err error
}

func (c *counting) write(b []byte) {
	if c.err == nil {
		_, c.err = c.w.Write(b)
		c.n += int64(len(b))
	}
}

func (c *counting) section(b []byte) {
	c.write(b)
	c.write(make([]byte, padding(len(b))))
}

func padding(n int) int { return -n & 7 }

func (t *tables) sections() [][]byte {
	suffixes := suffixesOf(t.blob)
	head := append(make([]byte, 0, headSize), magic...)
	for _, n := range []int{Format, t.n, len(t.pairs) / pairSize, len(t.words) / wordSize, len(t.blob), len(suffixes) / 4} {
		head = binary.LittleEndian.AppendUint32(head, uint32(n))
	}
	head = binary.LittleEndian.AppendUint64(head, uint64(len(t.postings)))
	head = binary.LittleEndian.AppendUint64(head, uint64(t.size))
	head = append(head, make([]byte, headSize-len(head))...)
	ids, orders := make([]byte, 0, t.n*idSize), make([]byte, 0, t.n*OrderSize)
	for _, d := range t.docs {
		ids, orders = append(ids, d.id...), append(orders, d.order[:]...)
	}
	return [][]byte{head, ids, orders, t.byID(), t.pairs, t.words, t.blob, blocksOf(t.starts, len(t.blob)), suffixes, t.postings, t.spans}
}

func (t *tables) byID() []byte {
	numbers := make([]uint16, t.n)
	for i := range numbers {
		numbers[i] = uint16(i)
	}
	slices.SortFunc(numbers, func(a, b uint16) int { return cmp.Compare(t.docs[a].id, t.docs[b].id) })
	out := make([]byte, 0, 2*t.n)
	for _, n := range numbers {
		out = binary.LittleEndian.AppendUint16(out, n)
	}
	return out
}

func blocksOf(starts []uint32, blob int) []byte {
	var out []byte
	word := 0
	for at := 0; at < blob; at += blockSize {
		for word+1 < len(starts) && int(starts[word+1]) <= at {
			word++
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(word))
	}
	return out
}

// suffixesOf sorts the places at which something of three or more bytes of a word begins.
func suffixesOf(blob []byte) []byte {
	type suffix struct {
		head uint64 // the first bytes that stand there
		at   uint32
	}
	var all []suffix
	for i, c := range blob {
		if c == '\n' || c&0xC0 == 0x80 || i+2 >= len(blob) || blob[i+1] == '\n' || blob[i+2] == '\n' {
			continue
		}
		all = append(all, suffix{headOf(blob[i:]), uint32(i)})
	}
	slices.SortFunc(all, func(a, b suffix) int {
		if c := cmp.Compare(a.head, b.head); c != 0 {
			return c
		}
		return slices.Compare(blob[a.at:], blob[b.at:])
	})
	out := make([]byte, 0, 4*len(all))
	for _, s := range all {
		out = binary.LittleEndian.AppendUint32(out, s.at)
	}
	return out
}

func headOf(b []byte) uint64 {
	if len(b) >= 8 {
		return binary.BigEndian.Uint64(b)
	}
	var full [8]byte
	copy(full[:], b)
	return binary.BigEndian.Uint64(full[:])
}
