package sheets

import (
	"strconv"
	"strings"

	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

// Tickets is a list of tickets as the window shows it; what says of which view or search it is.
func Tickets(h Head, rows []ticket.Brief, what string, say Texts) Book {
	b := h.book("tickets", say, Fact{say.Say("export.tickets.list", nil), what}, rowCount(len(rows), say))
	b.Table.Columns = heads("tickets", say,
		"number", 20, "state", 12, "kind", 12, "channel", 12, "priority", 10, "subject", 48, "customer", 18, "owner", 16,
		"created", 17, "last", 17, "clock", 16, "clockState", 10, "due", 17, "reopened", 10,
	)
	for _, r := range rows {
		owner := r.OwnerName
		if owner == "" {
			owner = r.OwnerWords
		}
		clock, state := Value{}, Value{}
		if r.Clock.State != ticket.NoClock && r.Clock.Metric != "" {
			clock = coded("tickets.clock.metric", string(r.Clock.Metric), say)
			state = coded("report.ticket.clock.is", string(r.Clock.State), say)
		}
		b.Table.Rows = append(b.Table.Rows, []Value{
			Text(r.Number), coded("tickets.state", string(r.State), say), coded("tickets.kind", string(r.Kind), say),
			coded("tickets.channel", string(r.Channel), say), coded("tickets.priority", string(r.Priority), say),
			Text(r.Subject), Text(r.CustomerName), Text(owner), Time(r.CreatedAt), Time(r.LastAt), clock, state, Time(r.Clock.DueAt), Count(r.Reopened),
		})
	}
	return b
}

// ReturnRow is a return with the names that its row tells.
type ReturnRow struct {
	Return   returns.Return
	State    returns.State // as it counts at the moment of writing
	Customer string
	Worker   string // who worked on it last
}

// Returns is a table of returns, a row for each line of each.
func Returns(h Head, rows []ReturnRow, say Texts) Book {
	b := h.book("returns", say, Fact{say.Say("export.returns.rows", nil), say.Say("export.returns.rowsAre", nil)}, rowCount(len(rows), say))
	b.Table.Columns = heads("returns", say,
		"number", 20, "state", 14, "stage", 10, "waiting", 10, "customer", 18, "order", 22, "requested", 17, "signed", 12,
		"fault", 12, "method", 12, "line", 6, "sku", 16, "goods", 34, "reason", 14, "asked", 8, "approved", 8, "received", 8, "accepted", 8,
		"grade", 8, "disposition", 12, "paid", 16, "worker", 14, "settled", 17,
	)
	for _, r := range rows {
		for _, l := range r.Return.Lines {
			b.Table.Rows = append(b.Table.Rows, []Value{
				Text(r.Return.Number), coded("returns.state", string(r.State), say), coded("returns.stage", string(r.Return.Stage), say),
				coded("returns.waiting", string(r.Return.Waiting), say), Text(r.Customer), Text(r.Return.OrderNumber),
				Time(r.Return.RequestedAt), DayOf(r.Return.SignedDay),
				coded("returns.fault", string(r.Return.Fault), say), coded("returns.method", string(r.Return.Method), say),
				Count(l.N), Text(l.SKU), Text(l.Title), coded("returns.reason", string(l.Reason), say),
				Count(l.Requested), Count(l.Approved), Count(l.Received), Count(l.Accepted), Text(l.Inspected.Grade),
				coded("returns.disposition", string(l.Disposition), say), money(l.Value(l.Requested), r.Return.Currency),
				Text(r.Worker), Time(r.Return.SettledAt),
			})
		}
	}
	return b
}

// Certification is who is certified for what, a row for each person and course that is required or held.
func Certification(h Head, m training.Matrix, say Texts) Book {
	b := h.book("certification", say,
		Fact{say.Say("export.certification.asOf", nil), m.At.In(h.Zone).Format("2006-01-02 15:04")},
		Fact{say.Say("export.certification.coverage", nil), strconv.Itoa(m.Valid) + " / " + strconv.Itoa(m.Required)},
	)
	b.Table.Columns = heads("certification", say,
		"person", 18, "department", 14, "roles", 20, "tier", 10, "code", 10, "course", 30, "version", 8, "required", 10, "state", 12,
		"valid", 8, "number", 20, "until", 12, "daysLeft", 10, "session", 12,
	)
	for _, r := range m.Rows {
		for i, c := range r.Cells {
			if c.Required || c.State != training.NoCertificate || c.EnrolledOn != "" {
				b.Table.Rows = append(b.Table.Rows, standing(r, m.Columns[i], c, say))
			}
		}
	}
	return b
}

func standing(r training.Row, col training.Column, c training.Cell, say Texts) []Value {
	var roles []string
	for _, role := range r.Roles {
		roles = append(roles, say.Say("training.role."+string(role), nil))
	}
	course := training.CourseVersion{NameZh: col.NameZh, NameEn: col.NameEn}
	left := Value{}
	if c.Until != "" {
		left = Count(c.DaysLeft)
	}
	return []Value{
		Text(r.Name), coded("training.department", string(r.Department), say), Text(strings.Join(roles, say.Say("report.and", nil))),
		coded("training.tier", string(r.Tier), say), Text(col.Code), Text(course.Name(say.Lang())), Count(col.Version), yes(c.Required, say),
		coded("training.state", string(c.State), say), yes(c.State.Valid(), say), Text(c.Number), DayOf(c.Until), left, DayOf(c.EnrolledOn),
	}
}

func rowCount(n int, say Texts) Fact {
	return Fact{say.Say("export.about.rows", nil), strconv.Itoa(n)}
}
