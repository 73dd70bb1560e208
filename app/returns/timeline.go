package returns

import (
	"strconv"

	"mendesk/app/record"
)

// Line is an event of a return or a ledger as a line of the timeline; false for one that this version cannot read.
func Line(h record.Happened) (record.Line, bool) {
	line := record.Line{At: h.When, Who: h.By, What: h.What, Params: record.Params{}, Entry: h.Entry}
	tell := tellReturn
	if h.Of.Kind == Ledgers.Name {
		tell = tellLedger
	}
	key, err := tell(h, line.Params, &line.Text)
	line.Key = "returns.line." + key
	return line, err == nil && key != ""
}

func tellReturn(h record.Happened, params record.Params, text *string) (string, error) {
	switch h.What {
	case requested:
		return told(h, text, func(d requestedData) string {
			units := 0
			for _, l := range d.Lines {
				units += l.Quantity
			}
			params["units"], params["count"], params["number"] = strconv.Itoa(units), strconv.Itoa(units), d.Number
			return "requested"
		})
	case informationAsked, informationGiven, cancelled:
		return told(h, text, func(struct{}) string { return h.What })
	case approved:
		return told(h, text, func(d approvedData) string { return tellApproved(d, params) })
	case rejected:
		return told(h, text, func(d rejectedData) string { params["clause"] = d.Clause; return "rejected" })
	case shippedBack:
		return tellShipped(h, params)
	case tracked:
		return told(h, text, func(d trackedData) string { return "tracked." + string(d.To) })
	case received:
		return told(h, text, func(d receivedData) string { return tellReceived(d, params) })
	case disinfected:
		return told(h, text, func(d disinfectedData) string { return tellDisinfected(d, params) })
	case inspected:
		return told(h, text, func(d inspectedData) string {
			params["title"], params["grade"] = d.Title, d.Grade
			params["accepted"], params["rejected"] = strconv.Itoa(d.Accepted), strconv.Itoa(d.Rejected)
			params["count"] = params["accepted"]
			if d.Accepted == 0 {
				params["count"] = params["rejected"]
				return "inspected.rejected"
			}
			if d.Rejected > 0 {
				return "inspected.partly"
			}
			return "inspected.accepted"
		})
	case disposed:
		return told(h, text, func(d disposedData) string { params["title"] = d.Title; return "disposed." + string(d.To) })
	case record.Attached, record.Detached:
		return tellFile(h, params, text)
	case record.Erased:
		return record.Erased, nil
	case settled:
		return told(h, text, func(d settledData) string {
			params["amount"], params["currency"] = record.Money{Minor: d.Refunded, Currency: d.Currency}.Plain(), d.Currency
			return "settled"
		})
	}
	return "", nil
}

// told reads the event's data and its words.
func told[D any](h record.Happened, text *string, tell func(D) string) (string, error) {
	d, err := record.Read[D](h)
	if err != nil {
		return "", err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	*text = p.Words
	return tell(d), err
}

func tellApproved(d approvedData, params record.Params) string {
	units := 0
	for _, l := range d.Lines {
		units += l.Quantity
	}
	params["units"], params["count"], params["day"], params["clause"] = strconv.Itoa(units), strconv.Itoa(units), string(d.SendBy), d.Clause
	if d.Against && d.Clause != "" {
		return "approved.against"
	}
	return "approved.allowed"
}

func tellShipped(h record.Happened, params record.Params) (string, error) {
	d, err := record.Read[shippedData](h)
	if err != nil {
		return "", err
	}
	p, err := record.ReadPrivate[shippedPrivate](h)
	params["carrier"], params["number"] = p.Carrier, p.Number
	switch {
	case d.PickUp && d.Contactless && d.Gear:
		return "shippedBack.contactless", err
	case d.PickUp:
		return "shippedBack.pickUp", err
	}
	return "shippedBack.sent", err
}

func tellReceived(d receivedData, params record.Params) string {
	units, key := 0, "received.whole"
	for _, l := range d.Lines {
		units += l.Quantity
		if l.As != LineReceived {
			key = "received.differs"
		}
	}
	params["units"], params["count"] = strconv.Itoa(units), strconv.Itoa(units)
	return key
}

func tellDisinfected(d disinfectedData, params record.Params) string {
	params["minutes"], params["lines"] = strconv.Itoa(d.Minutes), strconv.Itoa(len(d.Lines))
	if d.Unfit {
		return "disinfected.unfit"
	}
	return "disinfected." + d.Method
}

func tellLedger(h record.Happened, params record.Params, text *string) (string, error) {
	switch h.What {
	case entitled:
		return told(h, text, func(d entitledData) string {
			params["title"], params["units"], params["count"] = d.Account.Title, strconv.Itoa(d.Units), strconv.Itoa(d.Units)
			return "entitled"
		})
	case granted:
		return told(h, text, func(d grantedData) string {
			params["title"], params["units"], params["count"] = d.Account.Title, strconv.Itoa(d.Units), strconv.Itoa(d.Units)
			return "granted." + string(d.Kind)
		})
	case incidentSettled:
		return told(h, text, func(d incidentData) string {
			params["refund"], params["currency"] = strconv.Itoa(d.StandsN), d.Currency
			params["amount"] = record.Money{Minor: d.Recovered, Currency: d.Currency}.Plain()
			return "incidentSettled"
		})
	case proposed, approved, declined, held, executed, failed, reversed, holdAsked, holdConfirmed, holdWithdrawn, holdLost, holdOverridden:
		return told(h, text, func(m movement) string {
			params["amount"], params["currency"] = record.Money{Minor: m.minor(), Currency: m.Currency}.Plain(), m.Currency
			params["reference"], params["refund"] = m.Reference, string(m.Refund)
			if h.What == approved && !m.Limit.Unlimited {
				params["limit"] = record.Money{Minor: m.Limit.Minor, Currency: m.Currency}.Plain()
				return "refund.approvedWithin"
			}
			return "refund." + h.What
		})
	}
	return "", nil
}
