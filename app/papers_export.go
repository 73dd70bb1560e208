package app

import (
	"strconv"
	"strings"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/texts"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/reports/sheets"
	"mendesk/storage"
)

// mostRows is how many tickets or returns an export holds. One that would be cut short is refused instead:
// nobody sees that rows are missing.
const mostRows = 100_000

func tooMany() error {
	return record.Problem{Code: "export.tooMany", Params: record.Params{"most": strconv.Itoa(mostRows)}}
}

// makeTable makes a table in the format asked for and names its file.
func (a *App) makeTable(ask ExportAsk) (out document, err error) {
	write, known := map[string]func(sheets.Book) ([]byte, error){"xlsx": sheets.XLSX, "csv": sheets.CSV}[ask.Format]
	if !known {
		return out, record.Wrong("format", "field.unknownValue", record.Params{"value": ask.Format})
	}
	say := a.say(ask.Lang)
	book, err := a.bookOf(ask, say)
	if err != nil {
		return out, err
	}
	day := string(record.DayOf(book.At, book.Zone))
	if ask.Kind == "figures" {
		day = string(ask.From) + "_" + string(ask.To)
	}
	out.title, out.name = say.Say("export."+ask.Kind+".save", nil), book.Title+"_"+day+"."+ask.Format
	out.bytes, err = write(book)
	return out, err
}

func (a *App) bookOf(ask ExportAsk, say texts.Say) (sheets.Book, error) {
	head, err := a.sheetHead()
	if err != nil {
		return sheets.Book{}, err
	}
	switch ask.Kind {
	case "figures":
		s, err := a.FiguresOf(ReportAsk{From: ask.From, To: ask.To, AsOf: ask.AsOf, Lang: say.Lang()})
		return sheets.Figures(head, s, say), err
	case "tickets":
		rows, what, err := a.ticketsFor(ask, say)
		return sheets.Tickets(head, rows, what, say), err
	case "returns":
		rows, err := a.returnsFor(ask)
		return sheets.Returns(head, rows, say), err
	case "certification":
		m, err := a.matrixFor(ask)
		return sheets.Certification(head, m, say), err
	}
	return sheets.Book{}, record.Wrong("kind", "field.unknownValue", record.Params{"value": ask.Kind})
}

func (a *App) sheetHead() (sheets.Head, error) {
	return view(a, func(tx *storage.Tx, _ training.Actor, now time.Time) (sheets.Head, error) {
		s, err := storage.Get(tx, shop.Shops, shop.ID)
		return sheets.Head{Shop: s.Name, Zone: s.Location(), At: now}, err
	})
}

func (a *App) matrixFor(ask ExportAsk) (training.Matrix, error) {
	return view(a, func(tx *storage.Tx, who training.Actor, now time.Time) (training.Matrix, error) {
		if !ask.AsOf.IsZero() {
			now = ask.AsOf
		}
		return matrix(tx, now, who.Zone)
	})
}

// ticketsFor gives every ticket of a view, or all that words find, and says which they are.
func (a *App) ticketsFor(ask ExportAsk, say texts.Say) (rows []ticket.Brief, what string, err error) {
	if words := strings.TrimSpace(ask.Words); words != "" {
		rows, err = a.ticketsFound(TicketAsk{Words: words})
		return rows, say.Say("export.tickets.found", record.Params{"words": words}), err
	}
	if ask.View == "" {
		ask.View = ticket.ViewAll
	}
	rows, err = view(a, func(tx *storage.Tx, who training.Actor, now time.Time) ([]ticket.Brief, error) {
		v, err := ticket.ViewOf(ask.View, who.ID, now)
		if err != nil {
			return nil, err
		}
		return ticketsOf(tx, spanOf(v), now)
	})
	return rows, say.Say("tickets.view."+ask.View, nil), err
}

func ticketsOf(tx *storage.Tx, over storage.Span, now time.Time) ([]ticket.Brief, error) {
	var out []ticket.Brief
	for t, err := range storage.Each(tx, ticket.Tickets, over) {
		if err != nil {
			return nil, err
		}
		if len(out) == mostRows {
			return nil, tooMany()
		}
		row, err := ticketRows(tx, []ticket.Ticket{t}, now)
		if err != nil {
			return nil, err
		}
		out = append(out, row...)
	}
	return out, nil
}

// ticketsFound goes through every page of a search.
func (a *App) ticketsFound(ask TicketAsk) ([]ticket.Brief, error) {
	var out []ticket.Brief
	for {
		page, err := (&Tickets{a}).List(ask)
		if err != nil {
			return nil, err
		}
		if out = append(out, page.Rows...); len(out) > mostRows {
			return nil, tooMany()
		}
		if page.Next == "" {
			return out, nil
		}
		ask.Cursor = page.Next
	}
}

// returnsFor gives the returns that the words find, or all, the newest first.
func (a *App) returnsFor(ask ExportAsk) ([]sheets.ReturnRow, error) {
	return view(a, func(tx *storage.Tx, _ training.Actor, now time.Time) ([]sheets.ReturnRow, error) {
		names, err := staffNames(tx)
		if err != nil {
			return nil, err
		}
		var out []sheets.ReturnRow
		for r, err := range storage.Each(tx, returns.Returns, storage.Span{Index: "requested", Reverse: true}) {
			if err != nil {
				return nil, err
			}
			_, asked, err := card(tx, r, ReturnAsk{Words: ask.Words, Waiting: ask.Waiting}, now)
			if err != nil {
				return nil, err
			}
			if !asked {
				continue
			}
			if len(out) == mostRows {
				return nil, tooMany()
			}
			customer, err := maybe(tx, archive.Customers, r.Customer)
			if err != nil {
				return nil, err
			}
			out = append(out, sheets.ReturnRow{Return: r, State: r.StateAt(now), Customer: customer.Name, Worker: names.Of(r.Worker)})
		}
		return out, nil
	})
}
