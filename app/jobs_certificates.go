package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/storage"
)

// Expiry is a certificate that ends soon, or ended lately, and has no successor.
type Expiry struct {
	Certificate record.ID                 `json:"certificate"`
	Number      string                    `json:"number"`
	Person      record.ID                 `json:"person"`
	PersonName  string                    `json:"personName"`
	Course      record.ID                 `json:"course"`
	CourseZh    string                    `json:"courseZh"`
	CourseEn    string                    `json:"courseEn"`
	LastDay     record.Day                `json:"lastDay"`
	DaysLeft    int                       `json:"daysLeft"` // negative: so many days ago
	State       training.CertificateState `json:"state"`
}

// runCertificates counts the notices of the day. What time alone brings is never an event: the list itself
// is worked out whenever somebody looks.
func (d *desk) runCertificates(ctx context.Context) (params record.Params, err error) {
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		list, err := expiries(tx, d.app.now(), d.zone())
		expired := 0
		for _, e := range list {
			if e.State == training.Expired {
				expired++
			}
		}
		params = record.Params{"count": strconv.Itoa(len(list)), "expired": strconv.Itoa(expired)}
		return err
	})
	return params, err
}

// expiries lists the certificates of the staff that need somebody's care, the most urgent first.
func expiries(tx *storage.Tx, now time.Time, zone *time.Location) ([]Expiry, error) {
	people, err := all(tx, training.People, storage.Span{})
	if err != nil {
		return nil, err
	}
	out := []Expiry{}
	for _, p := range people {
		if !p.Active {
			continue
		}
		held, err := all(tx, training.Certificates, storage.Span{Index: "person", Prefix: record.Key(p.ID)})
		if err != nil {
			return nil, err
		}
		for _, c := range held {
			if !caredFor(c, held, now, zone) {
				continue
			}
			course, err := maybe(tx, training.Courses, c.Course)
			if err != nil {
				return nil, err
			}
			out = append(out, Expiry{
				c.ID, c.Number, p.ID, p.Name, c.Course, course.Latest().NameZh, course.Latest().NameEn,
				c.LastDay(now), c.DaysLeft(now, zone), c.StateAt(now, zone),
			})
		}
	}
	slices.SortStableFunc(out, func(x, y Expiry) int { return x.DaysLeft - y.DaysLeft })
	return out, nil
}

// caredFor tells whether a certificate is near its end or past it by no more than a month, and the person
// holds no later one of the course.
func caredFor(c training.Certificate, held []training.Certificate, now time.Time, zone *time.Location) bool {
	switch state := c.StateAt(now, zone); {
	case state == training.Expiring, state == training.NeedsRefresh:
	case state == training.Expired && c.DaysLeft(now, zone) >= -training.ExpiringDays:
	default:
		return false
	}
	return !slices.ContainsFunc(held, func(o training.Certificate) bool {
		return o.Course == c.Course && o.ID != c.ID && o.StateAt(now, zone).Valid() && o.LastDay(now) > c.LastDay(now)
	})
}
