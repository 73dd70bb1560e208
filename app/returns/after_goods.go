package returns

import (
	"slices"

	"mendesk/app/record"
)

func (r Return) afterShipped(h record.Happened) (Return, error) {
	d, err := record.Read[shippedData](h)
	if err != nil {
		return r, err
	}
	p, err := record.ReadPrivate[shippedPrivate](h)
	r.Shipments = append(slices.Clip(r.Shipments), Shipment{
		Carrier: p.Carrier, Number: p.Number, PickUp: d.PickUp, Contactless: d.Contactless, Gear: d.Gear, At: h.When, By: h.By,
	})
	r = r.flagIf(r.Review != Approved, "shippedUnapproved")
	return r.travels(ShippedBack), err
}

func (r Return) afterTracked(h record.Happened) (Return, error) {
	d, err := record.Read[trackedData](h)
	return r.travels(d.To), err
}

// travels moves the parcel on, and with it every line that has not come yet.
func (r Return) travels(to State) Return {
	r.Travel, r.Lines = to, slices.Clone(r.Lines)
	for i, l := range r.Lines {
		if l.Reception == Expected {
			r.Lines[i].Reception = OnItsWay
		}
	}
	return r
}

func (r Return) afterReceived(h record.Happened) (Return, error) {
	d, err := record.Read[receivedData](h)
	if err != nil {
		return r, err
	}
	r = r.flagIf(r.Review != Approved, "receivedUnapproved")
	r.Lines, r.Worker = slices.Clone(r.Lines), h.By
	for _, got := range d.Lines {
		if i := got.Line - 1; i >= 0 && i < len(r.Lines) {
			r.Lines[i] = r.Lines[i].received(got, h)
		}
	}
	if r.ReceivedAt.IsZero() {
		r.ReceivedAt = h.When
	}
	return r, nil
}

func (l ReturnLine) received(got lineReceived, h record.Happened) ReturnLine {
	l.Reception, l.Received, l.Hygiene, l.ReceivedAt = got.As, got.Quantity, got.Hygiene, h.When
	switch {
	case got.Quantity == 0:
		l.Inspection = NoInspection
	case l.Inspections == 0:
		l.Inspection = InspectionPending
	}
	return l
}

func (r Return) afterDisinfected(h record.Happened) (Return, error) {
	d, err := record.Read[disinfectedData](h)
	if err != nil {
		return r, err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	r.Lines, r.Worker = slices.Clone(r.Lines), h.By
	for _, n := range d.Lines {
		i := n - 1
		if i < 0 || i >= len(r.Lines) {
			continue
		}
		if r.Lines[i].Received == 0 {
			r = r.flagged("disinfectedUnreceived")
		}
		l := &r.Lines[i]
		l.Hygiene, l.DisinfectedAt = Disinfected, h.When
		if d.Unfit {
			l.Hygiene = Unfit
		}
		l.Disinfection = Disinfection{Method: d.Method, Agent: p.Words, Minutes: d.Minutes, Operator: h.By, Certificate: d.Certificate}
	}
	return r, err
}

func (r Return) afterInspected(h record.Happened) (Return, error) {
	d, err := record.Read[inspectedData](h)
	if err != nil {
		return r, err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	i := d.Line - 1
	if i < 0 || i >= len(r.Lines) {
		return r, err
	}
	if d.Accepted+d.Rejected > r.Lines[i].Received {
		r = r.flagged("inspectedUnreceived")
	}
	if !r.Lines[i].Hygiene.Settled() {
		r = r.flagged("inspectedInQuarantine")
	}
	r.Lines, r.Worker = slices.Clone(r.Lines), h.By
	r.Lines[i] = r.Lines[i].inspected(d, p.Words, h)
	apart := slices.ContainsFunc(r.Lines, func(l ReturnLine) bool { return l.Apart })
	return r.flagIf(apart, "inspectedApart"), err
}

func (l ReturnLine) inspected(d inspectedData, note string, h record.Happened) ReturnLine {
	l.Apart = d.Seen != l.Inspections
	l.Inspections++
	l.Accepted, l.Refused, l.InspectedAt = d.Accepted, d.Rejected, h.When
	l.Inspected = Inspected{
		Grade: d.Grade, Checks: slices.Concat([]Check{}, d.Checks), Inspector: h.By, Certificate: d.Certificate, Note: note,
	}
	switch {
	case d.Accepted == 0:
		l.Inspection = NotAccepted
	case d.Rejected == 0:
		l.Inspection = Accepted
	default:
		l.Inspection = PartlyAccepted
	}
	return l
}

func (r Return) afterDisposed(h record.Happened) (Return, error) {
	d, err := record.Read[disposedData](h)
	if err != nil {
		return r, err
	}
	i := d.Line - 1
	if i < 0 || i >= len(r.Lines) {
		return r, nil
	}
	l := r.Lines[i]
	if d.To == Restock && r.Hygienic.Disinfect && l.Hygiene != Disinfected {
		r = r.flagged("restockedUndisinfected")
	}
	if l.Disposition != "" && l.Disposition != d.To {
		r = r.flagged("disposedTwice")
	}
	l.Disposition, l.DisposedAt = d.To, h.When
	r.Lines, r.Worker = slices.Clone(r.Lines), h.By
	r.Lines[i] = l
	return r, nil
}
