package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/storage"
)

// newcomer is kept while this workstation is not one of the desk's records: it joined, or its folder was
// copied and it has to become another.
type newcomer struct {
	Name string `json:"name"`
}

const localNewcomer = "newcomer"

// joins tells whether the desk's first records are still on their way.
func (d *desk) joins() (bool, error) {
	n, err := recall[*newcomer](d, localNewcomer)
	if err != nil || n == nil {
		return false, err
	}
	_, err = d.shop()
	if errors.Is(err, storage.ErrNotFound) {
		return true, nil
	}
	return false, err
}

// copied is kept when this workstation parted from the one whose folder was copied, until somebody has read it.
type copied struct {
	Name string `json:"name"` // of the original
}

const localCopied = "copied"

// part makes a copied desk a workstation of its own, before it says anything in the original's name: with a key, a
// letter and a name that are its own. What was written before the copy stays the original's.
func (d *desk) part() error {
	if !d.store.Copied() || d.store.Stopped() != nil {
		return nil //nolint:nilerr // what may not be written now parts when it is opened again
	}
	me, err := d.me()
	if err != nil {
		return err
	}
	id, err := record.NewID(d.app.now(), d.app.options.Rand)
	if err != nil {
		return err
	}
	letter, _, err := d.freeLetter(id)
	if err != nil {
		return err
	}
	name, err := d.setApart(me.Name)
	if err != nil {
		return err
	}
	d.app.options.Log.Info("this desk was copied and becomes another workstation", "was", me.Workstation, "is", id)
	return d.store.BeWorkstation(id, name, letter)
}

// setApart notes that this is a copy of the workstation of that name, and has to be made known under another.
func (d *desk) setApart(original string) (name string, err error) {
	if name, err = d.freeName(original); err != nil {
		return name, err
	}
	return name, errors.Join(remember(d, localCopied, copied{original}), remember(d, localNewcomer, newcomer{name}))
}

// setApartLate is for a copy that wrote before anybody looked: its log is its own, and no record names it yet.
func (d *desk) setApartLate() error {
	me, err := d.me()
	if err != nil || me.Log == "" {
		return err
	}
	waiting, err := recall[*newcomer](d, localNewcomer)
	if err != nil || waiting != nil {
		return err
	}
	if _, err := d.shop(); errors.Is(err, storage.ErrNotFound) { // nothing is here yet
		return nil
	} else if err != nil {
		return err
	}
	if _, known, err := d.freeLetter(me.Workstation); err != nil || known {
		return err
	}
	_, err = d.setApart(me.Name)
	return err
}

// was lists the workstations that this database was before it was copied: what they wrote here may have been seen by
// nobody else.
func (d *desk) was() ([]record.ID, error) {
	me, err := d.me()
	if err != nil {
		return nil, err
	}
	logs, err := d.store.Logs(context.Background())
	if err != nil {
		return nil, err
	}
	out := []record.ID{}
	for log := me.Log; log != ""; log = logs[log].Parent {
		if by := logs[log].Workstation; by != "" && by != me.Workstation && !slices.Contains(out, by) {
			out = append(out, by)
		}
	}
	return out, nil
}

// freeName is a name, or with a number behind it when a workstation has it already.
func (d *desk) freeName(name string) (string, error) {
	stations, err := d.stations()
	for n := 2; err == nil && slices.ContainsFunc(stations, func(w shop.Workstation) bool { return w.Name == name }); n++ {
		name = strings.TrimSuffix(name, " "+strconv.Itoa(n-1)) + " " + strconv.Itoa(n)
	}
	return name, err
}

func (d *desk) stations() (stations []shop.Workstation, err error) {
	err = d.store.View(context.Background(), func(tx *storage.Tx) (err error) {
		stations, err = all(tx, shop.Workstations, storage.Span{})
		return err
	})
	return stations, err
}

// introduce makes a newcomer one of the desk's workstations once it knows the others: it takes the first
// letter that none of them has. Two that join apart may take the same; their numbers then carry a mark.
func (d *desk) introduce() (bool, error) {
	if err := d.setApartLate(); err != nil {
		return false, err
	}
	n, err := recall[*newcomer](d, localNewcomer)
	if err != nil || n == nil {
		return false, err
	}
	if away, err := d.joins(); err != nil || away {
		return false, err
	}
	me, err := d.store.Identity()
	if err != nil {
		return false, err
	}
	letter, known, err := d.freeLetter(me.Workstation)
	if err != nil {
		return false, err
	}
	if !known {
		if me.Letter != letter {
			if err := d.store.BeWorkstation(me.Workstation, n.Name, letter); err != nil {
				return false, err
			}
		}
		err = d.store.Change("", d.app.now(), func(tx *storage.Tx) error {
			events, err := shop.AddWorkstation{Name: n.Name, Letter: letter}.Events(me.Workstation, d.app.now())
			if err != nil {
				return err
			}
			return tx.Append(events...)
		})
		if err != nil {
			return false, err
		}
	}
	return true, d.store.SetLocal(localNewcomer, nil)
}

// freeLetter is the first of A to Z, AA to ZZ that no workstation has; known tells that this one has its own.
func (d *desk) freeLetter(me record.ID) (letter string, known bool, err error) {
	stations, err := d.stations()
	if err != nil {
		return "", false, err
	}
	taken := []string{}
	for _, w := range stations {
		if w.ID == me {
			return w.Letter, true, nil
		}
		taken = append(taken, w.Letter)
	}
	for i := range 26 + 26*26 {
		letter = letterOf(i + 1)
		if !slices.Contains(taken, letter) {
			return letter, false, nil
		}
	}
	return "", false, record.Problem{Code: "workstation.tooMany"}
}
