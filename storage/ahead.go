package storage

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Reading ahead. bbolt maps its file: a page that the system does not hold in memory comes when it is touched, and
// whoever touches it waits for the disk. A list of fifty records touches some hundreds that way, the figures of a year
// thousands, one after the other. So what a reader is about to touch is asked of the disk before, many pages at once.
// It changes no answer: pages are read and not believed, and what cannot be read is left to the reader.

const (
	readersAhead = 32 // a disk answers so many in little more than the time of one
	fromDisk     = 30 * time.Microsecond
	someFromDisk = 2 // one page may also wait for a busy processor
	manyFromDisk = 4 // and more, where much would be read for nothing
	manyPages    = 128
	sampledAhead = 16 // of many leaves: when none of these waits for the disk, the others are taken to be in memory
	deepestAhead = 16
	pagesOfRows  = 6 // of a leaf of figures rows, most often
)

// aheadOf brings the pages of records into memory. One alone is read as fast without.
func (tx *Tx) aheadOf(kind string, ids []record.ID) {
	if len(ids) < 2 {
		return
	}
	keys := make([][]byte, 0, len(ids))
	for _, id := range ids {
		keys = append(keys, []byte(id))
	}
	slices.SortFunc(keys, bytes.Compare)
	tx.ahead(tx.b.Bucket([]byte(inRecord(kind))), due{keys: keys})
}

// ahead brings the pages of a bucket on which due keys lie into memory.
func (tx *Tx) ahead(at *bbolt.Bucket, d due) {
	if tx.batch != nil || tx.s.file == nil || at == nil || at.Root() == 0 {
		return
	}
	p := &pages{f: tx.s.file, size: tx.b.Size(), page: int64(tx.b.DB().Info().PageSize)}
	d.page = uint64(at.Root())
	p.ahead(d)
}

// due are keys, in order, that are about to be read in the tree under a page.
type due struct {
	page uint64
	keys [][]byte
	on   bool // and every key after the last of them
	long bool // under leaves of several pages
}

// ahead reads the pages that lead to what is due, level by level.
func (p *pages) ahead(d due) {
	level := []due{d}
	for range deepestAhead {
		// More pages than the file has come only of a damaged tree, where nothing may grow without end.
		if level = p.level(level); len(level) == 0 || int64(len(level)) > p.size/p.page {
			return
		}
	}
}

// level reads pages and gives what is due below them: one after the other until some had to come from the disk, and
// the rest at once then. Of many it looks at some, and when these are in memory takes the others to be there too.
func (p *pages) level(pages []due) (below []due) {
	if len(pages) > manyPages {
		if p.inMemory(pages) {
			return nil
		}
		return p.atOnce(pages)
	}
	buf, waits := make([]byte, p.page), someFromDisk
	for i, d := range pages {
		more, waited := p.told(d, buf)
		below = append(below, more...)
		if waited {
			waits--
		}
		if waits == 0 {
			return append(below, p.atOnce(pages[i+1:])...)
		}
	}
	return below
}

// inMemory tells whether what lies under pages seems to be in memory: some that lie apart are followed to a leaf.
func (p *pages) inMemory(pages []due) bool {
	buf, waits := make([]byte, p.page), manyFromDisk
	for i := range sampledAhead {
		below := []due{pages[i*len(pages)/sampledAhead]}
		for depth := 0; len(below) > 0 && depth < deepestAhead; depth++ {
			var waited bool
			if below, waited = p.told(below[len(below)/2], buf); waited {
				waits--
			}
			if waits == 0 {
				return false
			}
		}
	}
	return true
}

// told reads a page as below does; waited: it had to come from the disk. Where the system does not say so, it took as
// long as if it had.
func (p *pages) told(d due, buf []byte) (below []due, waited bool) {
	held, known := cached(p.f, int64(d.page)*p.page)
	began := time.Now()
	below = p.below(d, buf, held)
	if known {
		return below, !held
	}
	return below, time.Since(began) > fromDisk
}

// atOnce reads many pages at once and gives what is due below them.
func (p *pages) atOnce(pages []due) (below []due) {
	slices.SortFunc(pages, func(x, y due) int { return cmp.Compare(x.page, y.page) }) // as they lie on the disk
	found := make([][]due, len(pages))
	var next atomic.Int64
	var readers sync.WaitGroup
	for range min(readersAhead, len(pages)) {
		readers.Go(func() {
			buf := make([]byte, p.page)
			if pages[0].long {
				buf = make([]byte, pagesOfRows*p.page)
			}
			for i := next.Add(1) - 1; int(i) < len(pages); i = next.Add(1) - 1 {
				found[i] = p.below(pages[i], buf, false)
			}
		})
	}
	readers.Wait()
	return slices.Concat(found...)
}

// below reads a page and gives what is due under it: nothing when it is a leaf. Of a leaf that is held in memory no more
// is read than its head.
func (p *pages) below(d due, buf []byte, held bool) []due {
	if d.page >= uint64(p.size/p.page) {
		return nil
	}
	at := int64(d.page) * p.page
	buf = buf[:min(int64(len(buf)), p.size-at)]
	if p.readAt(buf, at) != nil || native.Uint64(buf) != d.page {
		return nil
	}
	isBranch := native.Uint16(buf[8:]) == branchPage
	if size := (int64(native.Uint32(buf[12:])) + 1) * p.page; size > int64(len(buf)) && (isBranch || !held) {
		if buf = p.read(d.page); buf == nil {
			return nil
		}
	}
	if !isBranch {
		return nil
	}
	return branch(buf).below(d)
}

// branch is a page that leads to others.
type branch []byte

// at gives the first key under the branch's nth page and that page; a nil key when it does not lie within.
func (b branch) at(nth int) (key []byte, page uint64) {
	at := pageHead + nth*elementSize
	if at+elementSize > len(b) {
		return nil, 0
	}
	e := b[at:]
	from, size := uint64(native.Uint32(e)), uint64(native.Uint32(e[4:]))
	if from+size > uint64(len(e)) {
		return nil, 0
	}
	return e[from : from+size], native.Uint64(e[8:])
}

// below parts what is due among the branch's pages.
func (b branch) below(d due) (out []due) {
	n := int(native.Uint16(b[10:]))
	keys := d.keys
	nth := 0
	for len(keys) > 0 && n > 0 {
		nth = max(0, sort.Search(n, func(i int) bool { key, _ := b.at(i); return bytes.Compare(key, keys[0]) > 0 })-1)
		_, page := b.at(nth)
		here := 1
		next, _ := b.at(nth + 1)
		for here < len(keys) && (nth+1 == n || bytes.Compare(keys[here], next) < 0) {
			here++
		}
		out = append(out, due{page, keys[:here], d.on && here == len(keys), d.long})
		keys = keys[here:]
	}
	if !d.on {
		return out
	}
	if len(d.keys) > 0 {
		nth++
	}
	out = slices.Grow(out, max(n-nth, 0))
	for ; nth < n; nth++ {
		_, page := b.at(nth)
		out = append(out, due{page: page, on: true, long: d.long})
	}
	return out
}
