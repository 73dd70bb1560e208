package returns

import (
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// ShipBack records the parcel that brings the goods back.
func (r Return) ShipBack(c ShipBack, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Inspector, training.Supervisor); err != nil {
		return nil, err
	}
	if err := r.maySend(who, now); err != nil {
		return nil, err
	}
	carrier, number := strings.TrimSpace(c.Carrier), strings.TrimSpace(c.Number)
	switch {
	case carrier == "":
		return nil, record.Missing("carrier")
	case number == "" && !c.PickUp: // a booked pick-up gets its number at the door
		return nil, record.Missing("number")
	case c.PickUp && r.Hygienic.Contactless && !c.Contactless:
		return nil, record.Wrong("contactless", "return.contactlessUnconfirmed", nil)
	case c.PickUp && r.Hygienic.Contactless && !c.Gear:
		return nil, record.Wrong("gear", "return.gearUnconfirmed", nil)
	}
	d := shippedData{PickUp: c.PickUp, Contactless: c.Contactless, Gear: c.Gear}
	return []record.Event{Returns.Did(r.ID, shippedBack, d, shippedPrivate{carrier, number})}, nil
}

func (r Return) maySend(who training.Actor, now time.Time) error {
	switch state := r.StateAt(now); {
	case state == Expired && !who.Has(training.Supervisor):
		return record.Problem{Code: "return.expired", Params: record.Params{"day": string(r.SendBy)}}
	case r.Review != Approved:
		return record.Problem{Code: "return.notApproved", Params: record.Params{"state": string(state)}}
	case r.arrived() && !r.any(StageReceive):
		return record.Problem{Code: "return.alreadyReceived"}
	}
	return nil
}

// Track records that the parcel moves, or that customs keeps it.
func (r Return) Track(c Track, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Inspector, training.Supervisor); err != nil {
		return nil, err
	}
	switch {
	case c.To != InTransit && c.To != CustomsHold:
		return nil, record.Missing("to")
	case len(r.Shipments) == 0:
		return nil, record.Problem{Code: "return.notShipped"}
	case r.Travel == c.To:
		return nil, record.Problem{Code: "return.trackedAlready"}
	case r.arrived() && !r.any(StageReceive):
		return nil, record.Problem{Code: "return.alreadyReceived"}
	}
	return []record.Event{Returns.Did(r.ID, tracked, trackedData{c.To}, nil)}, nil
}
