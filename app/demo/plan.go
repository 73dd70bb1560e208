package demo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"mendesk/app"
	"mendesk/app/record"
)

// PIN is what everybody of a demo shop signs in with.
const PIN = "418270"

// Plan says which shop to make.
type Plan struct {
	Tickets int
	Seed    uint64
	// Until is the last day of the shop's history, in its zone; empty: today. The history ends at 14:36 of
	// that day, or at the last full hour when that is earlier.
	Until string
}

// Made tells what was made.
type Made struct {
	Desk      string    `json:"desk"`
	Tickets   int       `json:"tickets"`
	Returns   int       `json:"returns"`
	Orders    int       `json:"orders"`
	Customers int       `json:"customers"`
	People    int       `json:"people"`
	Until     time.Time `json:"until"` // the end of its history
	PIN       string    `json:"pin"`
	Logins    []string  `json:"logins"` // of those who work there at the end
}

const maxTickets = 200_000

// Make makes the shop in the folder o.Dir, which must not exist yet. On an error nothing is left of it.
func Make(o app.Options, plan Plan) (Made, error) {
	c, err := read()
	if err != nil {
		return Made{}, err
	}
	end, err := plan.end(c, o)
	if err != nil {
		return Made{}, err
	}
	if _, err := os.Stat(o.Dir); !errors.Is(err, fs.ErrNotExist) {
		return Made{}, record.Wrong("desk", "folder.exists", record.Params{"folder": o.Dir})
	}
	made, err := build(o, plan, c, end)
	if err != nil {
		_ = os.RemoveAll(o.Dir) // made by us, and nothing in it is whole
		return Made{}, err
	}
	return made, nil
}

// end is the moment at which the history ends.
func (p Plan) end(c content, o app.Options) (time.Time, error) {
	if p.Tickets < 1 || p.Tickets > maxTickets {
		return time.Time{}, record.Wrong("tickets", "demo.tickets", record.Params{"most": fmt.Sprint(maxTickets)})
	}
	zone, err := time.LoadLocation(c.Shop.Zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("load the shop's zone: %w", err)
	}
	now := time.Now()
	if o.Now != nil {
		now = o.Now()
	}
	day := record.DayOf(now, zone)
	if p.Until != "" {
		if day, err = record.ParseDay(p.Until); err != nil {
			return time.Time{}, record.Wrong("until", "day.malformed", record.Params{"value": p.Until})
		}
	}
	end := day.Start(zone).Add(14*time.Hour + 36*time.Minute)
	if hour := now.Truncate(time.Hour); hour.Before(end) {
		end = hour // in this way two runs within the hour make the same shop
	}
	return end.In(zone), nil
}

// build makes the desk, lets the history happen, and puts it safely on the disk.
func build(o app.Options, plan Plan, c content, end time.Time) (Made, error) {
	s, err := found(o, plan, c, end)
	if err != nil {
		return Made{}, err
	}
	made, err := s.live(plan)
	s.app.Shutdown()
	if err != nil {
		return Made{}, err
	}
	return made, durable(s.app.Path())
}

// durable makes the disk keep what was written without waiting for it.
func durable(path string) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("open the desk to sync it: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("sync the desk: %w", err)
	}
	return nil
}
