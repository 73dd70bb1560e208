package app

import (
	"context"
	"errors"
	"slices"

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

// introduce makes a newcomer one of the desk's workstations once it knows the others: it takes the first
// letter that none of them has. Two that join apart may take the same; their numbers then carry a mark.
func (d *desk) introduce() (bool, error) {
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
	var stations []shop.Workstation
	err = d.store.View(context.Background(), func(tx *storage.Tx) (err error) {
		stations, err = all(tx, shop.Workstations, storage.Span{})
		return err
	})
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
