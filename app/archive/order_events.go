package archive

import (
	"iter"
	"slices"
	"time"

	"mendesk/app/record"
)

// What can happen to an order.
const (
	orderTold      = "told" // a platform told what it knows
	lineMarked     = "lineMarked"
	delivered      = "delivered"
	customerLinked = "customerLinked"
)

// Orders is the kind of what customers bought.
var Orders = record.Kind[Order]{
	Name: "order", Version: 1,
	Events: record.Vocabulary{orderTold: record.Fact, lineMarked: record.Fact, delivered: record.Fact, customerLinked: record.Fact, record.Erased: record.Fact},
	After:  Order.After,
	Indexes: []record.Index[Order]{
		{Name: "number", Keys: func(o Order, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(o.Number, o.Platform)}
		}},
		{Name: "customer", Keys: func(o Order, _ record.Versions) []record.Tuple {
			if o.Customer == "" {
				return nil
			}
			return []record.Tuple{record.Key(o.Customer, o.PlacedAt)}
		}},
		{Name: "placed", Keys: func(o Order, _ record.Versions) []record.Tuple { return []record.Tuple{record.Key(o.PlacedAt)} }},
		{Name: "signed", Keys: func(o Order, _ record.Versions) []record.Tuple {
			if o.SignedAt.IsZero() {
				return nil
			}
			return []record.Tuple{record.Key(o.SignedAt)}
		}},
		{Name: "tracking", Keys: func(o Order, _ record.Versions) []record.Tuple {
			if o.Tracking == "" {
				return nil
			}
			return []record.Tuple{record.Key(o.Tracking)}
		}},
	},
	Row:   orderRow,
	Reach: func(o Order) int64 { return millis(o.SignedAt) },
	Words: orderWords, Newest: "placed",
}

type toldData struct {
	Platform  string       `json:"platform"`
	Number    string       `json:"number"`
	Customer  record.ID    `json:"customer,omitempty"`
	Status    Status       `json:"status"`
	PlacedAt  time.Time    `json:"placedAt,omitzero"`
	PaidAt    time.Time    `json:"paidAt,omitzero"`
	ShippedAt time.Time    `json:"shippedAt,omitzero"`
	SignedAt  time.Time    `json:"signedAt,omitzero"`
	Currency  string       `json:"currency"`
	Shipping  record.Money `json:"shipping"`
	Received  record.Money `json:"received"`
	Lines     []Line       `json:"lines"` // catalogue words only; serials are private
}

type toldPrivate struct {
	Carrier        string   `json:"carrier,omitempty"`
	Tracking       string   `json:"tracking,omitempty"`
	PlatformStatus string   `json:"platformStatus,omitempty"`
	AfterSales     string   `json:"afterSales,omitempty"`
	Note           string   `json:"note,omitempty"`
	Serials        []string `json:"serials,omitempty"` // one a line
}

type markedData struct {
	Line           int         `json:"line"`
	Attributes     []Attribute `json:"attributes"`
	WarrantyMonths int         `json:"warrantyMonths"`
}

type markedPrivate struct {
	Category string `json:"category"`
	Serial   string `json:"serial"`
}

type deliveredData struct {
	ShippedAt time.Time `json:"shippedAt,omitzero"`
	SignedAt  time.Time `json:"signedAt,omitzero"`
}

type deliveredPrivate struct {
	Carrier  string `json:"carrier,omitempty"`
	Tracking string `json:"tracking,omitempty"`
}

type linkedData struct {
	Customer record.ID `json:"customer"`
}

func (p PutOrder) split() (toldData, toldPrivate) {
	d := toldData{
		p.Platform, p.Number, p.Customer, p.Status, p.PlacedAt, p.PaidAt, p.ShippedAt, p.SignedAt, p.Currency, p.Shipping, p.Received,
		slices.Clone(p.Lines),
	}
	private := toldPrivate{p.Carrier, p.Tracking, p.PlatformStatus, p.AfterSales, p.Note, nil}
	serials := make([]string, len(p.Lines))
	for i, l := range p.Lines {
		serials[i], d.Lines[i].Serial = l.Serial, ""
		if l.Serial != "" {
			private.Serials = serials
		}
	}
	return d, private
}

func (d toldData) join(p toldPrivate) PutOrder {
	out := PutOrder{
		Platform: d.Platform, Number: d.Number, Customer: d.Customer, Status: d.Status, PlacedAt: d.PlacedAt, PaidAt: d.PaidAt,
		ShippedAt: d.ShippedAt, SignedAt: d.SignedAt, Currency: d.Currency, Shipping: d.Shipping, Received: d.Received, Lines: d.Lines,
		Carrier: p.Carrier, Tracking: p.Tracking, PlatformStatus: p.PlatformStatus, AfterSales: p.AfterSales, Note: p.Note,
	}
	for i, serial := range p.Serials {
		if i < len(out.Lines) {
			out.Lines[i].Serial = serial
		}
	}
	return out
}

// After folds one event into the order.
func (o Order) After(h record.Happened) (Order, error) {
	switch h.What {
	case orderTold:
		return o.afterTold(h)
	case lineMarked:
		return o.afterMarked(h)
	case delivered:
		return o.afterDelivered(h)
	case customerLinked:
		return o.afterLinked(h)
	case record.Erased:
		o.ID, o.ErasedAt = h.Of.ID, h.When
		return o, nil
	}
	return o, record.ErrUnknownEvent
}

func (o Order) afterTold(h record.Happened) (Order, error) {
	d, err := record.Read[toldData](h)
	if err != nil {
		return o, err
	}
	p, err := record.ReadPrivate[toldPrivate](h)
	if o.KnownSince.IsZero() {
		o.KnownSince = h.When
	}
	o.ID = h.Of.ID
	return o.with(d.join(p)), err
}

// with takes in what a platform tells; what it leaves empty stays.
func (o Order) with(p PutOrder) Order {
	o.Platform, o.Number, o.Currency = p.Platform, p.Number, p.Currency
	o.Shipping, o.Received = p.Shipping, p.Received
	if p.Status != Unknown || o.Status == "" {
		o.Status = p.Status
	}
	if p.Customer != "" {
		o.Customer = p.Customer
	}
	o.PlacedAt, o.PaidAt = known(p.PlacedAt, o.PlacedAt), known(p.PaidAt, o.PaidAt)
	o.ShippedAt, o.SignedAt = known(p.ShippedAt, o.ShippedAt), known(p.SignedAt, o.SignedAt)
	o.Carrier, o.Tracking = word(p.Carrier, o.Carrier), word(p.Tracking, o.Tracking)
	o.PlatformStatus, o.AfterSales, o.Note = word(p.PlatformStatus, o.PlatformStatus), word(p.AfterSales, o.AfterSales), word(p.Note, o.Note)
	marked := o
	o.Lines = append([]Line{}, p.Lines...)
	o.Total = record.Money{Minor: p.Shipping.Minor, Currency: p.Currency}
	for i, l := range o.Lines {
		o.Total.Minor += l.Net().Minor
		if old, ok := marked.Line(l.No); ok && old.Marked {
			l = l.mark(markedData{l.No, old.Attributes, old.WarrantyMonths}, markedPrivate{old.Category, old.Serial})
			o.Lines[i] = l
		}
	}
	return o
}

func known(now, before time.Time) time.Time {
	if now.IsZero() {
		return before
	}
	return now
}

func word(now, before string) string {
	if now == "" {
		return before
	}
	return now
}

func (l Line) mark(d markedData, p markedPrivate) Line {
	l.Attributes, l.WarrantyMonths = append([]Attribute{}, d.Attributes...), d.WarrantyMonths
	l.Category, l.Serial, l.Marked = p.Category, p.Serial, true
	return l
}

func (l Line) equalMark(o Line) bool {
	return slices.Equal(l.Attributes, o.Attributes) && l.WarrantyMonths == o.WarrantyMonths && l.Category == o.Category && l.Serial == o.Serial
}

func (o Order) afterMarked(h record.Happened) (Order, error) {
	d, err := record.Read[markedData](h)
	if err != nil {
		return o, err
	}
	p, err := record.ReadPrivate[markedPrivate](h)
	o.Lines = append([]Line{}, o.Lines...)
	for i, l := range o.Lines {
		if l.No == d.Line {
			o.Lines[i] = l.mark(d, p)
		}
	}
	return o, err
}

func (o Order) afterDelivered(h record.Happened) (Order, error) {
	d, err := record.Read[deliveredData](h)
	if err != nil {
		return o, err
	}
	p, err := record.ReadPrivate[deliveredPrivate](h)
	return o.delivered(d, p), err
}

func (o Order) delivered(d deliveredData, p deliveredPrivate) Order {
	o.ShippedAt, o.SignedAt = known(d.ShippedAt, o.ShippedAt), known(d.SignedAt, o.SignedAt)
	o.Carrier, o.Tracking = word(p.Carrier, o.Carrier), word(p.Tracking, o.Tracking)
	open := o.Status == Paid || o.Status == Unknown || o.Status == Shipped || o.Status == ""
	switch {
	case open && !o.SignedAt.IsZero():
		o.Status = Signed
	case open && !o.ShippedAt.IsZero():
		o.Status = Shipped
	}
	return o
}

func (o Order) afterLinked(h record.Happened) (Order, error) {
	d, err := record.Read[linkedData](h)
	o.Customer = d.Customer
	return o, err
}

func orderWords(o Order, _ iter.Seq[record.Happened]) []string {
	out := []string{o.Number, o.Tracking, o.Note}
	for _, l := range o.Lines {
		out = append(out, l.Name, l.SKU, l.Serial)
	}
	return out
}
