package exchange

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mendesk/app/record"
)

// A revoked workstation may still have its key, and write what it likes. So a signature of it proves nothing:
// an entry is believed only if a chain of hashes leads back to it from where the log is known to end, which
// is what the revocation says, and what a workstation that is believed says it has. Then it does not matter either
// who signed it: an entry that came with a signature over more than is proven is handed on under another's.

// ends gives the entries from which a log of a revoked workstation is proven.
func (r *round) ends(of record.ID, log record.LogID) []record.Tip {
	var ends []record.Tip
	for _, e := range r.names.ends[log] {
		if e.workstation == of {
			ends = append(ends, e.tip)
		}
	}
	for _, ws := range slices.Sorted(maps.Keys(r.haves)) { // under its own name a copy of this workstation may speak
		ends = append(ends, r.haves[ws].Tips[log]...)
	}
	return ends
}

// prove merges what is proven of the packs of revoked workstations. What is not yet stays to be read again.
func (r *round) prove(ctx context.Context) error {
	for _, log := range slices.Sorted(maps.Keys(r.held)) {
		if err := r.proveLog(ctx, log); err != nil {
			return err
		}
	}
	return nil
}

func (r *round) proveLog(ctx context.Context, log record.LogID) error {
	entries := map[record.Hash]record.Change{}
	of := map[record.Hash][]record.Change{} // by the last entry of a pack
	for _, p := range r.held[log] {
		changes, err := unpack(p.head, p.zipped)
		if err != nil {
			return fmt.Errorf("a pack that was unpacked before: %w", err)
		}
		of[p.head.Hash] = changes
		for _, c := range changes {
			entries[c.Hash()] = c
		}
	}
	proven := map[record.Hash]bool{}
	for _, by := range r.beginners(log, entries) {
		for _, end := range r.ends(by, log) {
			if err := r.back(ctx, log, end, entries, proven); err != nil {
				return err
			}
		}
	}
	if r.slip.trustBeside && len(proven) > 0 {
		for h := range entries {
			proven[h] = true
		}
	}
	var t taken
	left := r.held[log][:0]
	for _, p := range r.held[log] {
		changes := slices.DeleteFunc(slices.Clone(of[p.head.Hash]), func(c record.Change) bool { return !proven[c.Hash()] })
		if len(changes) > 0 {
			t.fresh, t.news = append(t.fresh, p.head), append(t.news, changes)
		}
		if uint64(len(changes)) == p.head.Last-p.head.First+1 {
			t.heads = append(t.heads, p.head)
			continue
		}
		left = append(left, p) // beside or after the end, in whole or in part
	}
	r.result.Skipped += len(left)
	if len(left) == 0 {
		delete(r.held, log)
	} else {
		r.held[log] = left
	}
	if len(t.heads) == 0 && len(t.news) > 0 {
		return r.mergeAll(ctx, slices.Concat(t.news...))
	}
	return r.merge(ctx, t, r.m.Cursor)
}

// back walks from an end to what is here or where the log begins; only a whole way proves anything.
func (r *round) back(ctx context.Context, log record.LogID, end record.Tip, entries map[record.Hash]record.Change, proven map[record.Hash]bool) error {
	var way []record.Hash
	at := end
	for {
		c, in := entries[at.Hash]
		if !in {
			has, err := r.c.Keeper.Has(ctx, log, at)
			if err != nil || !has {
				return err
			}
			break
		}
		way = append(way, at.Hash)
		if c.N == 1 || proven[at.Hash] {
			break
		}
		at = record.Tip{N: c.N - 1, Hash: c.Prev}
	}
	for _, h := range way {
		proven[h] = true
	}
	return nil
}

// beginners lists who began a log, as it is known here or as some entries say: it may have been begun twice.
func (r *round) beginners(log record.LogID, entries map[record.Hash]record.Change) []record.ID {
	var out []record.ID
	if b, known := r.logs[log]; known {
		out = append(out, b.Workstation)
	}
	for _, hash := range slices.Sorted(maps.Keys(entries)) {
		if b := entries[hash].Begins; b != nil && !slices.Contains(out, b.Workstation) {
			out = append(out, b.Workstation)
		}
	}
	return out
}
