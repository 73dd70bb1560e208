package archive

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// PutOrder tells what a platform knows of an order. What it leaves empty stays as it was known before.
type PutOrder struct {
	Platform       string       `json:"platform"`
	Number         string       `json:"number"`
	Customer       record.ID    `json:"customer"`
	Status         Status       `json:"status"`
	PlacedAt       time.Time    `json:"placedAt,omitzero" ts_type:"string"`
	PaidAt         time.Time    `json:"paidAt,omitzero" ts_type:"string"`
	ShippedAt      time.Time    `json:"shippedAt,omitzero" ts_type:"string"`
	SignedAt       time.Time    `json:"signedAt,omitzero" ts_type:"string"`
	Currency       string       `json:"currency"`
	Discount       record.Money `json:"discount"` // on the whole order; spread over the lines by their price
	Shipping       record.Money `json:"shipping"` // of the whole order; spread likewise
	Received       record.Money `json:"received"`
	Lines          []Line       `json:"lines"` // numbered from 1 in their order when they carry no number
	Carrier        string       `json:"carrier"`
	Tracking       string       `json:"tracking"`
	PlatformStatus string       `json:"platformStatus"`
	AfterSales     string       `json:"afterSales"`
	Note           string       `json:"note"`
}

// Put brings the order up to date; the zero Order is a new one. What a person marked on a line stays. Nothing
// new writes nothing.
func (o Order) Put(p PutOrder, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Roles()...); err != nil {
		return nil, err
	}
	p, err := p.checked()
	if err != nil {
		return nil, err
	}
	if o.ID != "" && o.with(p).same(o) {
		return nil, nil
	}
	d, private := p.split()
	return []record.Event{Orders.Did(OrderID(p.Platform, p.Number), orderTold, d, private)}, nil
}

// same tells whether two states of the order are equal to the byte.
func (o Order) same(other Order) bool {
	a, errA := record.Encode(o)
	b, errB := record.Encode(other)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

func (p PutOrder) checked() (PutOrder, error) {
	p.Platform, p.Number = strings.TrimSpace(p.Platform), strings.TrimSpace(p.Number)
	switch {
	case p.Platform == "":
		return p, record.Missing("platform")
	case p.Number == "":
		return p, record.Missing("number")
	case !record.ValidCurrency(p.Currency):
		return p, record.Wrong("currency", "shop.currencyUnknown", record.Params{"value": p.Currency})
	case p.Status == "":
		p.Status = Unknown
	case !slices.Contains(Statuses(), p.Status):
		return p, record.Wrong("status", "order.statusUnknown", record.Params{"value": string(p.Status)})
	}
	for _, at := range []*time.Time{&p.PlacedAt, &p.PaidAt, &p.ShippedAt, &p.SignedAt} {
		*at = record.Instant(*at)
	}
	return p.withLines()
}

// withLines numbers the lines, spreads what is for the whole order, and checks that no line was paid less
// than nothing.
func (p PutOrder) withLines() (PutOrder, error) {
	p.Lines = slices.Clone(p.Lines)
	weights := make([]int64, len(p.Lines))
	for i := range p.Lines {
		l, err := p.Lines[i].checked(p.Currency, i)
		if err != nil {
			return p, err
		}
		p.Lines[i], weights[i] = l, l.Price.Minor-l.Discount.Minor
	}
	if len(p.Lines) == 0 {
		return p, record.Missing("lines")
	}
	for _, m := range []*record.Money{&p.Discount, &p.Shipping, &p.Received} {
		if m.Minor != 0 && m.Currency != p.Currency {
			return p, record.Problem{Code: "money.currencies", Params: record.Params{"one": m.Currency, "other": p.Currency}}
		}
		m.Currency = p.Currency
	}
	discounts, shipping := Spread(p.Discount.Minor, weights), Spread(p.Shipping.Minor, weights)
	for i := range p.Lines {
		p.Lines[i].Discount.Minor += discounts[i]
		p.Lines[i].ShippingPaid.Minor += shipping[i]
		if p.Lines[i].Net().Minor < 0 || p.Lines[i].ShippingPaid.Minor < 0 {
			return p, record.Wrong("discount", "order.paidLessThanNothing", nil)
		}
	}
	p.Discount.Minor = 0
	return p, nil
}

func (l Line) checked(currency string, i int) (Line, error) {
	if l.No == 0 {
		l.No = i + 1
	}
	if l.Quantity < 1 || l.Quantity > 1_000_000 {
		return l, record.Wrong("quantity", "order.quantityWrong", nil)
	}
	if l.Price.Minor == 0 {
		l.Price.Minor = l.UnitPrice.Minor * int64(l.Quantity)
	}
	if l.UnitPrice.Minor == 0 {
		l.UnitPrice.Minor = l.Price.Minor / int64(l.Quantity)
	}
	for _, m := range []*record.Money{&l.UnitPrice, &l.Price, &l.Discount, &l.Tax, &l.ShippingPaid} {
		if m.Currency != "" && m.Currency != currency {
			return l, record.Problem{Code: "money.currencies", Params: record.Params{"one": m.Currency, "other": currency}}
		}
		if m.Minor < 0 || m.Minor > 1e12 {
			return l, record.Wrong("price", "order.amountWrong", nil)
		}
		m.Currency = currency
	}
	l.Attributes = sortedAttributes(l.Attributes)
	return l, nil
}

// sortedAttributes puts attributes in the order of [Attributes], each once.
func sortedAttributes(as []Attribute) []Attribute {
	out := []Attribute{}
	for _, a := range Attributes() {
		if slices.Contains(as, a) {
			out = append(out, a)
		}
	}
	return out
}

// MarkLine says what a person knows of a line: its category and attributes decide about returns.
type MarkLine struct {
	Order          record.ID   `json:"order"`
	Line           int         `json:"line"`
	Category       string      `json:"category"`
	Attributes     []Attribute `json:"attributes"`
	Serial         string      `json:"serial"`
	WarrantyMonths int         `json:"warrantyMonths"`
}

// Mark by anybody who serves customers or handles goods. Later imports leave it alone.
func (o Order) Mark(m MarkLine, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Inspector, training.Technician, training.Supervisor); err != nil {
		return nil, err
	}
	l, ok := o.Line(m.Line)
	if !ok {
		return nil, record.Wrong("line", "order.lineUnknown", nil)
	}
	if m.WarrantyMonths < 0 || m.WarrantyMonths > 600 {
		return nil, record.Wrong("warrantyMonths", "order.warrantyWrong", nil)
	}
	if slices.ContainsFunc(m.Attributes, func(a Attribute) bool { return !slices.Contains(Attributes(), a) }) {
		return nil, record.Wrong("attributes", "order.attributeUnknown", nil)
	}
	d := markedData{m.Line, sortedAttributes(m.Attributes), m.WarrantyMonths}
	p := markedPrivate{strings.TrimSpace(m.Category), strings.TrimSpace(m.Serial)}
	if l.Marked && l.mark(d, p).equalMark(l) {
		return nil, nil
	}
	return []record.Event{Orders.Did(o.ID, lineMarked, d, p)}, nil
}

// RecordDelivery notes when goods left and when the customer signed for them, where no platform says so.
type RecordDelivery struct {
	Order     record.ID `json:"order"`
	ShippedAt time.Time `json:"shippedAt,omitzero" ts_type:"string"`
	SignedAt  time.Time `json:"signedAt,omitzero" ts_type:"string"`
	Carrier   string    `json:"carrier"`
	Tracking  string    `json:"tracking"`
}

// Deliver by anybody who serves customers; nothing is signed for before it was shipped, or in the future.
func (o Order) Deliver(r RecordDelivery, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	r.ShippedAt, r.SignedAt = record.Instant(r.ShippedAt), record.Instant(r.SignedAt)
	shipped := o.ShippedAt
	if !r.ShippedAt.IsZero() {
		shipped = r.ShippedAt
	}
	switch {
	case r.ShippedAt.After(now):
		return nil, record.Wrong("shippedAt", "time.inFuture", nil)
	case r.SignedAt.After(now):
		return nil, record.Wrong("signedAt", "time.inFuture", nil)
	case !r.SignedAt.IsZero() && r.SignedAt.Before(shipped):
		return nil, record.Wrong("signedAt", "order.signedBeforeShipped", nil)
	}
	d := deliveredData{r.ShippedAt, r.SignedAt}
	p := deliveredPrivate{strings.TrimSpace(r.Carrier), strings.TrimSpace(r.Tracking)}
	if o.delivered(d, p).same(o) {
		return nil, nil
	}
	return []record.Event{Orders.Did(o.ID, delivered, d, p)}, nil
}

// LinkCustomer says whose order it is.
type LinkCustomer struct {
	Order    record.ID `json:"order"`
	Customer record.ID `json:"customer"`
}

// Link by anybody who serves customers.
func (o Order) Link(l LinkCustomer, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	if l.Customer == "" {
		return nil, record.Missing("customer")
	}
	if o.Customer == l.Customer {
		return nil, nil
	}
	return []record.Event{Orders.Did(o.ID, customerLinked, linkedData{l.Customer}, nil)}, nil
}
