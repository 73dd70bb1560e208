package training

import (
	"strconv"

	"mendesk/app/record"
)

// Line tells one event of a person, course, session or certificate as people read it. The second result is
// false for what is not told, such as a PIN.
func Line(h record.Happened) (record.Line, bool) {
	if h.Of.Kind == Credentials.Name {
		return record.Line{}, false
	}
	l := record.Line{
		At: h.When, Who: h.By, What: h.What, Key: "training.line." + h.Of.Kind + "." + h.What, Params: record.Params{}, Entry: h.Entry,
	}
	switch h.What {
	case suspended, resumed, revoked, cancelled:
		p, _ := record.ReadPrivate[reasonPrivate](h)
		l.Text = p.Reason
	case issued:
		d, _ := record.Read[issuedData](h)
		l.Params = record.Params{"number": d.Number, "until": string(d.Until), "score": strconv.Itoa(d.Score)}
	case refreshDue:
		d, _ := record.Read[refreshData](h)
		l.Params = record.Params{"version": strconv.Itoa(d.Version), "day": string(d.By)}
	case published:
		d, _ := record.Read[publishedData](h)
		l.Params = record.Params{"version": strconv.Itoa(d.Version)}
	case edited:
		d, _ := record.Read[editedData](h)
		l.Params = record.Params{"field": d.Field}
	case assessed:
		d, _ := record.Read[assessedData](h)
		l.Params = record.Params{"person": string(d.Person), "score": strconv.Itoa(d.Score), "mark": strconv.Itoa(d.PassMark)}
	case planned:
		d, _ := record.Read[plannedData](h)
		l.Params = record.Params{"day": string(d.Day)}
	case attended:
		d, _ := record.Read[attendedData](h)
		l.Params["person"] = string(d.Person)
		if !d.Came {
			l.Key = "training.line.session.absent"
		}
	case enrolled, withdrawn, certified:
		d, _ := record.Read[personData](h)
		l.Params["person"] = string(d.Person)
	}
	return l, true
}
