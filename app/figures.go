package app

import (
	"fmt"
	"path/filepath"
	"time"

	"mendesk/app/archive"
	"mendesk/app/quality"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/reports"
	"mendesk/reports/page"
	"mendesk/storage"
)

// Figures is the service of figures and reports.
type Figures struct{ app *App }

// ReportAsk names a period, the moment from which it is looked back on, and a language.
type ReportAsk struct {
	From record.Day `json:"from"`
	To   record.Day `json:"to"`
	AsOf time.Time  `json:"asOf,omitzero" ts_type:"string"` // zero: now
	Lang string     `json:"lang"`                           // empty: the workstation's
}

// Saved tells where a file was saved; Path is empty when the person cancelled.
type Saved struct {
	Path string `json:"path"`
}

// Report gives the figures of a period with everything that the quality report prints.
func (s *Figures) Report(ask ReportAsk) (quality.Report, error) { return s.app.report(ask) }

// SavePDF asks for a place and saves the quality report there.
func (s *Figures) SavePDF(ask ReportAsk) (out Saved, err error) {
	a := s.app
	defer func() { err = a.closing(recover(), err) }()
	if ask.AsOf.IsZero() {
		ask.AsOf = a.now()
	}
	pdf, err := a.reportPDF(ask)
	if err != nil {
		return out, err
	}
	say := a.say(ask.Lang)
	name := fmt.Sprintf("%s_%s_%s.pdf", say.Say("report.quality.filename", nil), ask.From, ask.To)
	path, err := a.shell.AskSave(say.Say("report.quality.save", nil), name)
	if err != nil || path == "" {
		return out, err
	}
	return Saved{path}, page.WriteFile(path, pdf)
}

// FiguresOf gives the figures of a period.
func (a *App) FiguresOf(ask ReportAsk) (quality.Sheet, error) {
	return view(a, func(tx *storage.Tx, _ training.Actor, now time.Time) (quality.Sheet, error) {
		in, period, asOf, err := a.input(tx, ask, now)
		if err != nil {
			return quality.Sheet{}, err
		}
		return in.Sheet(period, asOf)
	})
}

func (a *App) report(ask ReportAsk) (quality.Report, error) {
	return view(a, func(tx *storage.Tx, _ training.Actor, now time.Time) (quality.Report, error) {
		in, period, asOf, err := a.input(tx, ask, now)
		if err != nil {
			return quality.Report{}, err
		}
		return in.Report(period, asOf, func(id record.ID) (quality.Described, error) { return describe(tx, id, now) })
	})
}

// input gathers what the figures rest on.
func (a *App) input(tx *storage.Tx, ask ReportAsk, now time.Time) (in quality.Input, p quality.Period, asOf time.Time, err error) {
	if in.Shop, err = storage.Get(tx, shop.Shops, shop.ID); err != nil {
		return in, p, asOf, err
	}
	p, asOf, in.Lang = quality.Period{From: ask.From, To: ask.To, Zone: in.Shop.Location()}, ask.AsOf, ask.Lang
	if asOf.IsZero() {
		asOf = now
	}
	for name, rows := range map[string]*record.Rows{
		ticket.Tickets.Name: &in.Tickets, archive.Orders.Name: &in.Orders, returns.Returns.Name: &in.Returns,
	} {
		if *rows, err = tx.Rows(name); err != nil {
			return in, p, asOf, err
		}
	}
	if in.Staff.People, err = all(tx, training.People, storage.Span{Index: "login"}); err != nil {
		return in, p, asOf, err
	}
	if in.Staff.Courses, err = all(tx, training.Courses, storage.Span{Index: "code"}); err != nil {
		return in, p, asOf, err
	}
	if in.Staff.Certificates, err = all(tx, training.Certificates, storage.Span{}); err != nil {
		return in, p, asOf, err
	}
	if in.PaidTwice, err = paidTwice(tx); err != nil {
		return in, p, asOf, err
	}
	in.ReturnDays, err = returnDays(tx, asOf)
	return in, p, asOf, err
}

// paidTwice are the incidents that nobody settled. The report tells of them whatever its period is.
func paidTwice(tx *storage.Tx) ([]quality.PaidTwice, error) {
	out := []quality.PaidTwice{}
	for l, err := range storage.Each(tx, returns.Ledgers, storage.Span{Index: "incident"}) {
		if err != nil {
			return nil, err
		}
		in, _ := l.OpenIncident()
		of, err := all(tx, returns.Returns, storage.Span{Index: "order", Prefix: record.Key(l.ID)})
		if err != nil {
			return nil, err
		}
		one := quality.PaidTwice{Over: record.Money{Minor: in.Over, Currency: l.Currency}, Refunds: len(in.Refunds), OpenedAt: in.OpenedAt}
		if len(of) > 0 {
			one.Number = of[len(of)-1].Number
		}
		out = append(out, one)
	}
	return out, nil
}

// returnDays is how long the policy in force lets a buyer return goods without reason; 0 without a policy.
func returnDays(tx *storage.Tx, at time.Time) (int, error) {
	policies, err := all(tx, returns.Policies, storage.Span{})
	if err != nil {
		return 0, err
	}
	policy, _ := returns.InForce(policies, at)
	for _, w := range policy.Terms.Windows {
		if w.Fault == returns.Buyer {
			return w.Days, nil
		}
	}
	return 0, nil
}

// describe gives the words of a ticket for the table of breaches.
func describe(tx *storage.Tx, id record.ID, now time.Time) (quality.Described, error) {
	t, err := storage.Get(tx, ticket.Tickets, id)
	if err != nil {
		return quality.Described{}, err
	}
	rows, err := ticketRows(tx, []ticket.Ticket{t}, now)
	if err != nil {
		return quality.Described{}, err
	}
	b := rows[0]
	owner := b.OwnerName
	if owner == "" {
		owner = b.OwnerWords
	}
	return quality.Described{Number: b.Number, Customer: b.CustomerName, Subject: b.Subject, Owner: owner, State: string(b.State)}, nil
}

// reportPDF draws the quality report.
func (a *App) reportPDF(ask ReportAsk) (pdf []byte, err error) {
	defer func() { err = a.closing(recover(), err) }()
	say := a.say(ask.Lang)
	ask.Lang = say.Lang()
	r, err := a.report(ask)
	if err != nil {
		return nil, err
	}
	return reports.Quality(r, say)
}

// WriteReport draws the quality report into a file.
func (a *App) WriteReport(ask ReportAsk, out string) (err error) {
	defer func() { err = a.closing(recover(), err) }()
	pdf, err := a.reportPDF(ask)
	if err != nil {
		return err
	}
	path, err := filepath.Abs(out)
	if err != nil {
		return fmt.Errorf("find the folder of %s: %w", out, err)
	}
	return page.WriteFile(path, pdf)
}
