package importing

import (
	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/ticket"
)

// Row is what one row of a file becomes. Refused rows carry no command and nothing odd.
type Row struct {
	Row     int // as a spreadsheet counts: the header is row 1
	Odd     []Finding
	Refused *Finding

	Order  *archive.PutOrder
	Ticket *Ticket
}

// Ref names the record that the row is about; the zero Ref of a refused row.
func (r Row) Ref() record.Ref {
	switch {
	case r.Order != nil:
		return archive.Orders.Ref(archive.OrderID(r.Order.Platform, r.Order.Number))
	case r.Ticket != nil:
		return ticket.Tickets.Ref(ticket.ImportID(r.Ticket.Import.Source, r.Ticket.Import.Number))
	}
	return record.Ref{}
}

// Ticket is a ticket to import, with what the desk must look up to complete it.
type Ticket struct {
	Import   ticket.Import       // Customer, Order and Owner are still empty
	Customer archive.PutCustomer // who brought it; without name, phone and e-mail nobody is named
	Order    string              // order number as the file writes it; empty when none is named
}

// Named tells whether the file says who brought the ticket.
func (t Ticket) Named() bool {
	return t.Customer.Name != "" || len(t.Customer.Phones)+len(t.Customer.Emails) > 0
}

// Finding is something to tell about a cell of the file. The texts of what is odd stand at
// "importing.odd." + Code, those of refusals at "problem." + Code.
type Finding struct {
	Row    int
	Column string // the header as the file writes it, or the field's name when the file lacks it
	Code   string
	Params record.Params
}

// RefusedBy turns the refusal of a command into a finding about the column of the field that it names.
func (f *File) RefusedBy(row int, p record.Problem) Finding {
	field, other := columnOf[p.Field]
	if !other {
		field = p.Field
	}
	return Finding{Row: row, Column: f.column(field), Code: p.Code, Params: p.Params}
}

// columnOf are the fields of commands that stand under another name in files.
var columnOf = map[string]string{"ownerWords": "owner", "price": "goods", "discount": "paid", "lines": "product", "name": "customer"}

// Result tells what an import did, or with a dry run would do.
type Result struct {
	Read      int      `json:"read"`
	Added     int      `json:"added"`
	Updated   int      `json:"updated"`
	Unchanged int      `json:"unchanged"`
	Refused   []Remark `json:"refused"`
	Odd       []Remark `json:"odd"`
}

// Remark is a finding in words.
type Remark struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// NewResult is the result of nothing read yet; its lists are empty, not nil.
func NewResult() Result { return Result{Refused: []Remark{}, Odd: []Remark{}} }

// Say gives the text of a key, as texts.Say does.
type Say func(key string, params map[string]string) string

// NoteOdd adds what is odd about a row.
func (r *Result) NoteOdd(say Say, findings ...Finding) {
	for _, f := range findings {
		r.Odd = append(r.Odd, f.remark("importing.odd.", say))
	}
}

// NoteRefused adds why a row is refused.
func (r *Result) NoteRefused(say Say, f Finding) {
	r.Refused = append(r.Refused, f.remark("problem.", say))
}

func (f Finding) remark(section string, say Say) Remark {
	return Remark{f.Row, f.Column, f.Code, say(section+f.Code, f.Params)}
}
