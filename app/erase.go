package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/archive"
	"mendesk/app/clash"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// EraseCustomer erases all that the desk knows of a person: names, contacts, every word written by or about them, and
// what was attached. Amounts, days, goods and figures stay. It cannot be taken back.
type EraseCustomer struct {
	Customer record.ID `json:"customer"`
	Name     string    `json:"name"` // the customer's, typed again so that it is nobody else
}

// Erasing is what erasing a customer reaches.
type Erasing struct {
	Customer record.ID `json:"customer"`
	Name     string    `json:"name"`
	Orders   int       `json:"orders"`
	Tickets  int       `json:"tickets"`
	Returns  int       `json:"returns"`
	Files    int       `json:"files"`
	Open     []string  `json:"open"`  // numbers of tickets and returns that are not ended, and in the way
	Place    string    `json:"place"` // where workstations meet, each of which erases it too: hub, cluster, folder; empty: nowhere
}

// Erasing tells what would be erased, for the question before it.
func (s *Customers) Erasing(id record.ID) (Erasing, error) {
	place := s.app.meetsAt()
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (Erasing, error) {
		reach, err := reachOf(tx, id, now)
		reach.Place = place
		return reach.Erasing, errors.Join(who.MustSupervise(), err)
	})
}

// Erase erases a customer. This workstation forgets at once; every other one when it has merged it.
func (s *Customers) Erase(c EraseCustomer) (Erasing, error) {
	done, err := change(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (Erasing, error) {
		if err := who.MustSupervise(); err != nil {
			return Erasing{}, err
		}
		reach, err := reachOf(tx, c.Customer, now)
		switch {
		case err != nil:
			return Erasing{}, err
		case len(reach.Open) > 0:
			return Erasing{}, record.Problem{Code: "erase.open", Params: record.Params{
				"count": strconv.Itoa(len(reach.Open)), "numbers": strings.Join(reach.Open, ", "),
			}}
		case archive.NameKey(c.Name) != archive.NameKey(reach.Name):
			return Erasing{}, record.Wrong("name", "erase.otherName", nil)
		}
		var events []record.Event
		for _, ref := range reach.refs {
			events = append(events, record.Did(ref, record.Erased, nil, nil))
		}
		return reach.Erasing, tx.Append(events...)
	})
	if err != nil {
		return done, err
	}
	done.Place = s.app.meetsAt()
	return done, s.app.closing(nil, s.app.forget())
}

// meetsAt is the kind of place where the workstations of the open desk meet.
func (a *App) meetsAt() string {
	d, err := a.open()
	if err != nil {
		return ""
	}
	return d.sync.link().Kind
}

// reach is what belongs to one customer.
type reach struct {
	Erasing
	refs []record.Ref
}

func reachOf(tx *storage.Tx, id record.ID, now time.Time) (reach, error) {
	out := reach{Erasing: Erasing{Customer: id, Open: []string{}}}
	c, err := storage.Get(tx, archive.Customers, id)
	if err != nil {
		return out, err
	}
	out.Name = c.Name
	out.refs = append(out.refs, archive.Customers.Ref(id))
	of := storage.Span{Index: "customer", Prefix: record.Key(id)}
	orders, err := all(tx, archive.Orders, of)
	if err != nil {
		return out, err
	}
	for _, o := range orders {
		out.Orders++
		out.refs = append(out.refs, archive.Orders.Ref(o.ID))
		if storage.Has(tx, returns.Ledgers.Ref(o.ID)) {
			out.refs = append(out.refs, returns.Ledgers.Ref(o.ID))
		}
	}
	tickets, err := all(tx, ticket.Tickets, of)
	if err != nil {
		return out, err
	}
	for _, t := range tickets {
		out.Tickets++
		out.Files += len(t.Files)
		out.refs = append(out.refs, ticket.Tickets.Ref(t.ID))
		if t.State.Unfinished() {
			out.Open = append(out.Open, t.Number)
		}
	}
	back, err := all(tx, returns.Returns, of)
	if err != nil {
		return out, err
	}
	for _, r := range back {
		out.Returns++
		out.Files += len(r.Files)
		out.refs = append(out.refs, returns.Returns.Ref(r.ID))
		if !r.StateAt(now).Ended() {
			out.Open = append(out.Open, r.Number)
		}
	}
	return out, out.verdicts(tx)
}

// verdicts adds what persons said of conflicts of these records: their words may name somebody.
func (r *reach) verdicts(tx *storage.Tx) error {
	for _, ref := range slices.Clone(r.refs) {
		for v, err := range storage.Each(tx, clash.Verdicts, storage.Span{Index: "of", Prefix: record.Key(ref.Kind, string(ref.ID))}) {
			if err != nil {
				return err
			}
			r.refs = append(r.refs, clash.Verdicts.Ref(v.ID))
		}
	}
	return nil
}

// forget brings about on this workstation what an erasure means beside its records: files, drafts and search words
// go, and the database is opened again, which rewrites it. Without an erasure since it does nothing.
func (a *App) forget() error {
	d, err := a.open()
	if err != nil {
		return err
	}
	due, err := d.store.ToCompact(context.Background())
	if err != nil || !due {
		return err
	}
	if err := d.forget(context.Background()); err != nil {
		return err
	}
	return a.Reopen()
}

// erasedElsewhere forgets what a round brought erasures of; the file is rewritten when it is next opened.
func (d *desk) erasedElsewhere(ctx context.Context) error {
	due, err := d.store.ToCompact(ctx)
	if err != nil || !due {
		return err
	}
	return d.forget(ctx)
}

// forget drops what lies beside the database of records that were erased.
func (d *desk) forget(ctx context.Context) error {
	named, err := d.named(ctx)
	if err != nil {
		return err
	}
	gone, digests, err := d.erased(ctx)
	if err != nil {
		return err
	}
	for _, digest := range digests {
		if _, still := slices.BinarySearch(named, digest); still {
			continue // another record names the same bytes
		}
		if err := d.app.dropFile(digest); err != nil {
			return err
		}
	}
	drafts, err := d.store.Locals(localDrafts)
	if err != nil {
		return err
	}
	for key := range drafts {
		if slices.ContainsFunc(gone, func(ref record.Ref) bool { return strings.Contains(key, string(ref.ID)) }) {
			if err := d.store.SetLocal(localDrafts+key, nil); err != nil {
				return err
			}
		}
	}
	return d.store.CompactSearch(ctx)
}

// erased lists the records that were erased and what was ever attached to them.
func (d *desk) erased(ctx context.Context) (gone []record.Ref, digests []record.Hash, err error) {
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		for ref := range tx.Erased() {
			gone = append(gone, ref)
			for h, err := range tx.History(ref) {
				if err != nil {
					return err
				}
				if h.What != record.Attached {
					continue
				}
				f, err := record.AttachmentOf(h)
				if err != nil {
					return err
				}
				digests = append(digests, f.Digest)
			}
		}
		return nil
	})
	return gone, digests, err
}

// dropFile takes an attachment and what is shown of it off the disk.
func (a *App) dropFile(digest record.Hash) error {
	if err := a.files().Remove(digest); err != nil {
		return err
	}
	name := digestName(digest)
	if err := os.Remove(filepath.Join(a.options.Dir, "thumbnails", name[:2], name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// FindCustomer finds one customer by id, phone, e-mail, account, order number or whole name, for a verb.
func (a *App) FindCustomer(words string) (archive.Customer, error) {
	return view(a, func(tx *storage.Tx, _ training.Actor, _ time.Time) (archive.Customer, error) {
		if c, err := maybe(tx, archive.Customers, record.ID(words)); record.ID(words).Valid() && (err != nil || c.ID != "") {
			return c, err
		}
		found, err := findCustomers(tx, strings.ToLower(strings.TrimSpace(words)))
		if err != nil {
			return archive.Customer{}, err
		}
		if len(found) != 1 {
			return archive.Customer{}, record.Wrong("customer", "erase.notOne", record.Params{"count": strconv.Itoa(len(found))})
		}
		return found[0], nil
	})
}

// ErasingOf and Erase are what the window does, for a verb.
func (a *App) ErasingOf(id record.ID) (Erasing, error) { return (&Customers{a}).Erasing(id) }

// Erase erases a customer whose name was typed again.
func (a *App) Erase(c EraseCustomer) (Erasing, error) { return (&Customers{a}).Erase(c) }
