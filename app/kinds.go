package app

import (
	"mendesk/app/archive"
	"mendesk/app/clash"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

// Kinds is every kind of record that the desk knows.
func Kinds() []record.AnyKind {
	return []record.AnyKind{
		shop.Shops.Any(), shop.Workstations.Any(),
		training.People.Any(), training.Credentials.Any(), training.Courses.Any(),
		training.Sessions.Any(), training.Certificates.Any(),
		archive.Customers.Any(), archive.Orders.Any(),
		ticket.Calendars.Any(), ticket.Standards.Any(), ticket.Tickets.Any(), ticket.Templates.Any(),
		returns.Policies.Any(), returns.Returns.Any(), returns.Ledgers.Any(), clash.Verdicts.Any(),
	}
}
