package exchange

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"mendesk/app/record"
)

// A snapshot lies in the depot as pieces, each a compressed stretch of the file, under a list that holds the
// signed manifest. It is fetched in order, so that one that was cut off goes on where it stopped.

// snapshotList is the name of the list.
const snapshotList = "snapshot"

// How much of a file goes into a piece before it is compressed, in bytes, and below which size a stretch that
// hardly shrinks is not halved again: that much fits a piece in any case.
const (
	stretch      = 768 << 10
	leastStretch = MaxPiece / 2
)

// How many pieces are asked for ahead of the one that is written.
const fetchAhead = 12

// Offered is a snapshot in a depot, of a workstation that is believed.
type Offered struct {
	Manifest
	raw []byte
}

// Raw is the manifest as it was signed; ReadManifest reads it again.
func (o Offered) Raw() []byte { return o.raw }

// OfferedIn finds the snapshots in a depot whose makers are believed, the newest first. names are those that are known
// beside a manifest's own: what they revoke is passed over. Newer and forged ones are passed over too.
func OfferedIn(ctx context.Context, from Depot, desk record.ID, authorities []ed25519.PublicKey, names [][]byte) ([]Offered, error) {
	lists, err := from.Lists(ctx, snapshotList)
	if err != nil {
		return nil, err
	}
	out := []Offered{}
	for _, l := range lists {
		m, err := ReadManifest(l.Data, desk, authorities, names)
		if err == nil && m.Workstation == l.By {
			out = append(out, Offered{m, l.Data})
		}
	}
	slices.SortStableFunc(out, func(a, b Offered) int { return b.When.Compare(a.When) })
	return out, nil
}

// Offered finds the snapshots that this workstation believes, its own among them.
func (d *Desk) Offered(ctx context.Context, in Depot) ([]Offered, error) {
	return OfferedIn(ctx, in, d.c.Desk, d.c.Authorities, d.Names())
}

// Offer puts a snapshot's file into a depot, piece by piece, and then its manifest; see [Desk.Mark] and
// [Desk.Manifest]. What this workstation offered before is dropped. An error leaves the old one as it was.
// progress, which may be nil, hears bytes of the file.
func (d *Desk) Offer(ctx context.Context, to Depot, mark []byte, file io.Reader, e Evidence, progress func(done int64)) error {
	before, err := d.ours(ctx, to)
	if err != nil {
		return err
	}
	parts, err := putFile(ctx, to, d.c.Workstation, file, progress)
	if err == nil {
		var raw []byte
		if raw, err = d.Manifest(ctx, mark, e, parts); err == nil {
			err = to.PutList(ctx, d.c.Workstation, snapshotList, raw)
		}
	}
	if err != nil {
		clean, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer stop()
		return errors.Join(err, to.Drop(clean, d.c.Workstation, besides(parts, before)))
	}
	return to.Drop(ctx, d.c.Workstation, besides(before, parts))
}

// Withdraw drops what this workstation offered.
func (d *Desk) Withdraw(ctx context.Context, from Depot) error {
	parts, err := d.ours(ctx, from)
	if err != nil || len(parts) == 0 {
		return err
	}
	if err := from.PutList(ctx, d.c.Workstation, snapshotList, nil); err != nil {
		return err
	}
	return from.Drop(ctx, d.c.Workstation, besides(parts, nil))
}

// ours are the parts of what this workstation offers now.
func (d *Desk) ours(ctx context.Context, in Depot) ([]Part, error) {
	all, err := d.Offered(ctx, in)
	for _, s := range all {
		if s.Workstation == d.c.Workstation {
			return s.Parts, nil
		}
	}
	return nil, err
}

func besides(parts, kept []Part) []record.Hash {
	stay := map[record.Hash]bool{}
	for _, p := range kept {
		stay[p.Hash] = true
	}
	out := []record.Hash{}
	for _, p := range parts {
		if !stay[p.Hash] {
			stay[p.Hash] = true
			out = append(out, p.Hash)
		}
	}
	return out
}

// putFile puts a file as pieces; the parts that were put are given with an error too.
func putFile(ctx context.Context, to Depot, by record.ID, file io.Reader, progress func(int64)) (parts []Part, err error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, err
	}
	plain, done := make([]byte, stretch), int64(0)
	for {
		n, err := io.ReadFull(file, plain)
		if errors.Is(err, io.EOF) {
			return parts, nil
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return parts, fmt.Errorf("read the snapshot: %w", err)
		}
		more, err := putStretch(ctx, to, by, enc, plain[:n])
		parts = append(parts, more...)
		if err != nil {
			return parts, err
		}
		if done += int64(n); progress != nil {
			progress(done)
		}
	}
}

// putStretch puts one stretch, in halves where it does not fit a piece.
func putStretch(ctx context.Context, to Depot, by record.ID, enc *zstd.Encoder, plain []byte) ([]Part, error) {
	piece := enc.EncodeAll(plain, nil)
	if len(piece) > MaxPiece && len(plain) > leastStretch {
		first, err := putStretch(ctx, to, by, enc, plain[:len(plain)/2])
		if err != nil {
			return first, err
		}
		second, err := putStretch(ctx, to, by, enc, plain[len(plain)/2:])
		return append(first, second...), err
	}
	hash, err := to.Put(ctx, by, piece)
	if err != nil {
		return nil, fmt.Errorf("put a piece of the snapshot: %w", err)
	}
	return []Part{{hash, int64(len(plain))}}, nil
}

// Fetch gets the parts of a snapshot's file from one of them on and hands each to take, unpacked and in order.
// What take is given is what the manifest names. ErrNone when the snapshot was dropped meanwhile, ErrForged when
// its maker lied about what a piece unpacks to.
func (m Manifest) Fetch(ctx context.Context, from Depot, first int, take func(part int, plain []byte) error) error {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(fetchAhead), zstd.WithDecoderMaxMemory(stretch), zstd.WithDecoderLowmem(true))
	if err != nil {
		return err
	}
	defer dec.Close()
	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer stop()
	type got struct {
		plain []byte
		err   error
	}
	coming := make(chan chan got, fetchAhead-1)
	wg.Go(func() {
		defer close(coming)
		for i := first; i < len(m.Parts); i++ {
			one := make(chan got, 1)
			select {
			case coming <- one:
			case <-ctx.Done():
				return
			}
			wg.Go(func() {
				plain, err := m.part(ctx, from, i, dec)
				one <- got{plain, err}
			})
		}
	})
	i := first
	for one := range coming {
		g := <-one
		if g.err == nil {
			g.err = take(i, g.plain)
		}
		if g.err != nil {
			return g.err
		}
		i++
	}
	return ctx.Err()
}

// part gets one part; a place that is busy or stumbles is asked again.
func (m Manifest) part(ctx context.Context, from Depot, i int, dec *zstd.Decoder) ([]byte, error) {
	p := m.Parts[i]
	piece, err := from.Get(ctx, p.Hash)
	for try := 1; try < tries && (errors.Is(err, ErrBusy) || errors.Is(err, ErrUnclear)); try++ {
		if err := pause(ctx, time.Duration(50<<try)*time.Millisecond); err != nil {
			return nil, err
		}
		piece, err = from.Get(ctx, p.Hash)
	}
	if err != nil {
		return nil, fmt.Errorf("part %d of the snapshot: %w", i, err)
	}
	if record.HashOf(piece) != p.Hash {
		return nil, fmt.Errorf("part %d of the snapshot: %w", i, ErrForged)
	}
	plain, err := dec.DecodeAll(piece, make([]byte, 0, min(p.Size, stretch)))
	if err != nil || int64(len(plain)) != p.Size {
		return nil, fmt.Errorf("part %d of the snapshot unpacks to something else: %w", i, ErrForged)
	}
	return plain, nil
}
