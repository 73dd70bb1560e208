package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"os"
	"slices"
)

// pages reads a database of bbolt page by page and believes no page: what a damaged file still holds is found
// without mapping it, so that nothing in it can hang or end the program.
type pages struct {
	f    io.ReaderAt
	size int64
	page int64           // bytes of a page
	root uint64          // of the buckets
	bad  int             // places where a page should be and none can be read
	seen map[uint64]bool // no page is visited twice, so that no circle is walked
}

// The layout of bbolt's file, version 2.
const (
	boltMagic    = 0xED0CDAED
	boltVersion  = 2
	pageHead     = 16
	elementSize  = 16
	branchPage   = 1
	leafPage     = 2
	metaBytes    = 64
	bucketFlag   = 1
	bucketHead   = 16
	deepest      = 64
	largestPage  = 64 << 20 // with its overflow; a change is at most half a megabyte
	smallestPage = 512
)

var native = binary.NativeEndian

// readPages finds the newest state that the file's first pages tell of; ErrForeign when they never told of one.
func readPages(f *os.File) (*pages, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var best []byte
	ours := false
	for at := int64(0); at <= 1<<16; at = max(2*at, 1<<12) {
		meta := make([]byte, metaBytes)
		if _, err := f.ReadAt(meta, at+pageHead); err != nil {
			continue
		}
		ours = ours || native.Uint32(meta) == boltMagic
		if whole(meta) && (best == nil || txid(meta) > txid(best)) {
			best = meta
		}
	}
	switch {
	case best != nil:
		return &pages{f: f, size: info.Size(), page: int64(native.Uint32(best[8:])), root: native.Uint64(best[16:]), seen: map[uint64]bool{}}, nil
	case ours:
		return nil, ErrDamaged
	}
	return nil, errors.Join(ErrForeign, ErrDamaged)
}

func txid(meta []byte) uint64 { return native.Uint64(meta[48:]) }

func whole(meta []byte) bool {
	h := fnv.New64a()
	_, _ = h.Write(meta[:56]) // a hash never fails
	page := native.Uint32(meta[8:])
	return native.Uint32(meta) == boltMagic && native.Uint32(meta[4:]) == boltVersion && h.Sum64() == native.Uint64(meta[56:]) &&
		page >= smallestPage && page <= 1<<16
}

// looksLikeOurs tells whether a database of bbolt once stood in the file.
func looksLikeOurs(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true // nothing can be said
	}
	defer func() { _ = f.Close() }()
	_, err = readPages(f)
	return !errors.Is(err, ErrForeign)
}

// read gives a page with its overflow, or nil when none is there.
func (p *pages) read(id uint64) []byte {
	head := make([]byte, pageHead)
	at := int64(id) * p.page
	if id > uint64(p.size/p.page) || p.readAt(head, at) != nil || native.Uint64(head) != id {
		return nil
	}
	size := (int64(native.Uint32(head[12:])) + 1) * p.page
	if size > largestPage || at+size > p.size {
		return nil
	}
	raw := make([]byte, size)
	if p.readAt(raw, at) != nil {
		return nil
	}
	return raw
}

func (p *pages) readAt(into []byte, at int64) error {
	_, err := p.f.ReadAt(into, at)
	return err
}

// element is a key with its value in a leaf, or the page that a branch leads to.
type element struct {
	flags      uint32
	key, value []byte
	child      uint64
}

// elements takes a page apart; what does not lie within it is left out and counted.
func (p *pages) elements(raw []byte) (out []element, leaf bool) {
	kind, count := native.Uint16(raw[8:]), int(native.Uint16(raw[10:]))
	if kind != branchPage && kind != leafPage {
		p.bad++
		return nil, false
	}
	for i := range count {
		at := pageHead + i*elementSize
		if at+elementSize > len(raw) {
			p.bad++
			break
		}
		e := raw[at:]
		var x element
		var pos, keySize, valueSize uint64
		if kind == leafPage {
			x.flags, pos, keySize, valueSize = native.Uint32(e), uint64(native.Uint32(e[4:])), uint64(native.Uint32(e[8:])), uint64(native.Uint32(e[12:]))
		} else {
			pos, keySize, x.child = uint64(native.Uint32(e)), uint64(native.Uint32(e[4:])), native.Uint64(e[8:])
		}
		if pos+keySize+valueSize > uint64(len(e)) {
			p.bad++
			continue
		}
		x.key, x.value = e[pos:pos+keySize], e[pos+keySize:pos+keySize+valueSize]
		out = append(out, x)
	}
	return out, kind == leafPage
}

// each visits the leaf elements of a tree, as far as they can be read.
func (p *pages) each(root uint64, do func(element) error) error { return p.walk(root, 0, do) }

func (p *pages) walk(id uint64, depth int, do func(element) error) error {
	if p.seen[id] || depth > deepest {
		p.bad++
		return nil
	}
	p.seen[id] = true
	raw := p.read(id)
	if raw == nil {
		p.bad++
		return nil
	}
	return p.visit(raw, depth, do)
}

func (p *pages) visit(raw []byte, depth int, do func(element) error) error {
	elements, leaf := p.elements(raw)
	for _, e := range elements {
		var err error
		if leaf {
			err = do(e)
		} else {
			err = p.walk(e.child, depth+1, do)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bucket visits what is kept under the names; do is told which of them.
func (p *pages) buckets(names []string, do func(name string, key, value []byte) error) error {
	found := 0
	err := p.each(p.root, func(e element) error {
		name := string(e.key)
		if e.flags&bucketFlag == 0 || len(e.value) < bucketHead || !slices.Contains(names, name) {
			return nil
		}
		found++
		inside := func(x element) error { return do(name, bytes.Clone(x.key), bytes.Clone(x.value)) }
		if root := native.Uint64(e.value); root != 0 {
			return p.each(root, inside)
		}
		if inline := e.value[bucketHead:]; len(inline) >= pageHead {
			return p.visit(inline, deepest, inside)
		}
		return nil
	})
	if found < len(names) {
		p.bad++
	}
	return err
}

// scan visits every leaf that lies anywhere in the file, also such as no tree leads to any more.
func (p *pages) scan(do func(element) error) error {
	for id := uint64(2); int64(id) < p.size/p.page; id++ {
		raw := p.read(id)
		if raw == nil || native.Uint16(raw[8:]) != leafPage {
			continue
		}
		before := p.bad
		elements, _ := p.elements(raw)
		p.bad = before // a page that was given back may hold anything
		for _, e := range elements {
			if err := do(e); err != nil {
				return err
			}
		}
	}
	return nil
}
