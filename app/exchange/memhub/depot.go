package memhub

import (
	"context"
	"maps"
	"slices"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// store is what lies on one shelf.
type store struct {
	pieces map[record.Hash]map[record.ID][]byte
	lists  map[string]map[record.ID]exchange.List
}

func newStore() *store {
	return &store{map[record.Hash]map[record.ID][]byte{}, map[string]map[record.ID]exchange.List{}}
}

func (s *store) copy() *store {
	out := newStore()
	for h, by := range s.pieces {
		out.pieces[h] = maps.Clone(by)
	}
	for name, by := range s.lists {
		out.lists[name] = maps.Clone(by)
	}
	return out
}

func newStores() map[exchange.Shelf]*store {
	out := map[exchange.Shelf]*store{}
	for _, s := range exchange.Shelves {
		out[s] = newStore()
	}
	return out
}

func copyStores(from map[exchange.Shelf]*store) map[exchange.Shelf]*store {
	out := map[exchange.Shelf]*store{}
	for shelf, s := range from {
		out[shelf] = s.copy()
	}
	return out
}

// Spoil changes a piece in place, whoever put it; false when it is not there.
func (h *Hub) Spoil(shelf exchange.Shelf, piece record.Hash) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for by := range h.stores[shelf].pieces[piece] {
		h.stores[shelf].pieces[piece][by] = []byte("spoilt")
	}
	return len(h.stores[shelf].pieces[piece]) > 0
}

// Pieces names what lies on a shelf, in order.
func (h *Hub) Pieces(shelf exchange.Shelf) []record.Hash {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Sorted(maps.Keys(h.stores[shelf].pieces))
}

// Depot is a shelf of the place as the workstation reaches it.
func (h at) Depot(shelf exchange.Shelf) exchange.Depot { return depot{h, shelf} }

type depot struct {
	at
	shelf exchange.Shelf
}

// do asks the trouble of a call and does it under the lock.
func (d depot) do(ctx context.Context, call string, what func(*store) error) error {
	t, err := d.ask(ctx, call)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := what(d.stores[d.shelf]); err != nil {
		return err
	}
	return after(t, call)
}

func (d depot) Has(ctx context.Context, by record.ID, pieces []record.Hash) (map[record.Hash]bool, error) {
	out := map[record.Hash]bool{}
	return out, d.do(ctx, "has", func(s *store) error {
		for _, p := range pieces {
			_, mine := s.pieces[p][by]
			if mine || by == "" && len(s.pieces[p]) > 0 {
				out[p] = true
			}
		}
		return nil
	})
}

func (d depot) Get(ctx context.Context, piece record.Hash) (out []byte, err error) {
	err = d.do(ctx, "get", func(s *store) error {
		for _, data := range s.pieces[piece] {
			if record.HashOf(data) == piece {
				out = slices.Clone(data)
				return nil
			}
		}
		return exchange.ErrNone
	})
	return out, err
}

func (d depot) Put(ctx context.Context, by record.ID, data []byte) (record.Hash, error) {
	if err := exchange.CheckPiece(data); err != nil {
		return "", err
	}
	piece := record.HashOf(data)
	return piece, d.do(ctx, "put", func(s *store) error {
		if s.pieces[piece] == nil {
			s.pieces[piece] = map[record.ID][]byte{}
		}
		s.pieces[piece][by] = slices.Clone(data)
		return nil
	})
}

func (d depot) Drop(ctx context.Context, by record.ID, pieces []record.Hash) error {
	return d.do(ctx, "drop", func(s *store) error {
		for _, p := range pieces {
			if delete(s.pieces[p], by); len(s.pieces[p]) == 0 {
				delete(s.pieces, p)
			}
		}
		return nil
	})
}

func (d depot) PutList(ctx context.Context, by record.ID, name string, data []byte) error {
	if err := exchange.CheckList(name, data); err != nil {
		return err
	}
	return d.do(ctx, "putList", func(s *store) error {
		if s.lists[name] == nil {
			s.lists[name] = map[record.ID]exchange.List{}
		}
		s.lists[name][by] = exchange.List{By: by, When: d.Now(), Data: slices.Clone(data)}
		return nil
	})
}

func (d depot) Lists(ctx context.Context, name string) (out []exchange.List, err error) {
	err = d.do(ctx, "lists", func(s *store) error {
		for _, l := range s.lists[name] {
			l.Data = slices.Clone(l.Data)
			out = append(out, l)
		}
		slices.SortFunc(out, exchange.Newest)
		return nil
	})
	return out, err
}
