package archive

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// Order is what a customer bought in one go, as its platform tells it. All amounts are in the order's currency.
type Order struct {
	ID       record.ID `json:"id"` // [OrderID] of platform and number
	Platform string    `json:"platform"`
	Number   string    `json:"number"` // as the platform writes it
	Customer record.ID `json:"customer,omitempty"`
	Status   Status    `json:"status"`
	// What happened when, UTC; zero when it has not happened or is not known.
	PlacedAt  time.Time `json:"placedAt,omitzero" ts_type:"string"`
	PaidAt    time.Time `json:"paidAt,omitzero" ts_type:"string"`
	ShippedAt time.Time `json:"shippedAt,omitzero" ts_type:"string"`
	SignedAt  time.Time `json:"signedAt,omitzero" ts_type:"string"`

	Currency string       `json:"currency"`
	Total    record.Money `json:"total"`    // what the buyer paid: lines and shipping
	Received record.Money `json:"received"` // what the shop got
	Shipping record.Money `json:"shipping"` // part of Total that was for shipping
	Lines    []Line       `json:"lines"`

	Carrier        string    `json:"carrier"`
	Tracking       string    `json:"tracking"`
	PlatformStatus string    `json:"platformStatus"` // the platform's own words
	AfterSales     string    `json:"afterSales"`     // the platform's words on what is claimed
	Note           string    `json:"note"`           // the merchant's note
	KnownSince     time.Time `json:"knownSince" ts_type:"string"`
	ErasedAt       time.Time `json:"erasedAt,omitzero" ts_type:"string"` // when all words until then were erased
}

// Status is where an order stands.
type Status string

// The states of an order.
const (
	Unpaid    Status = "unpaid"
	Paid      Status = "paid" // and waiting to be shipped
	Shipped   Status = "shipped"
	Signed    Status = "signed"
	Completed Status = "completed"
	Cancelled Status = "cancelled"
	Unknown   Status = "unknown" // the platform's word is kept beside it
)

// Statuses lists every state of an order.
func Statuses() []Status {
	return []Status{Unpaid, Paid, Shipped, Signed, Completed, Cancelled, Unknown}
}

// Attribute says something of goods that return policies ask about.
type Attribute string

// The attributes of goods.
const (
	Fresh   Attribute = "fresh"   // 鲜活易腐
	Custom  Attribute = "custom"  // 定制
	Digital Attribute = "digital" // 数字化商品
	Hygiene Attribute = "hygiene" // 贴身、个人卫生
)

// Attributes lists every attribute.
func Attributes() []Attribute { return []Attribute{Fresh, Custom, Digital, Hygiene} }

// Line is one product of an order.
type Line struct {
	No             int          `json:"no"` // from 1, its name within the order
	SKU            string       `json:"sku"`
	Product        string       `json:"product"` // the platform's product id
	Name           string       `json:"name"`
	Variant        string       `json:"variant"`
	Category       string       `json:"category"`
	Attributes     []Attribute  `json:"attributes"`
	Serial         string       `json:"serial"`
	Quantity       int          `json:"quantity"`
	UnitPrice      record.Money `json:"unitPrice"`    // before discounts; rounded down when Price does not divide
	Price          record.Money `json:"price"`        // of all units before discounts
	Discount       record.Money `json:"discount"`     // the line's share of every discount
	Tax            record.Money `json:"tax"`          // on top of the price
	ShippingPaid   record.Money `json:"shippingPaid"` // the line's share of the shipping
	WarrantyMonths int          `json:"warrantyMonths"`
	Marked         bool         `json:"marked"` // category, attributes, serial and warranty were set by a person
}

// Net is what was paid for all units of the line: price − discount + tax. Shipping stands beside it.
func (l Line) Net() record.Money {
	return record.Money{Minor: l.Price.Minor - l.Discount.Minor + l.Tax.Minor, Currency: l.Price.Currency}
}

// PaidFor is what was paid for units of the line, given that already units were counted before: shares of
// single units differ by at most one minor unit and add up to [Line.Net] exactly.
func (l Line) PaidFor(already, units int) record.Money {
	return share(l.Net(), l.Quantity, already, units)
}

// ShippingFor is what was paid for shipping units of the line, counted as in [Line.PaidFor].
func (l Line) ShippingFor(already, units int) record.Money {
	return share(l.ShippingPaid, l.Quantity, already, units)
}

// share gives the part of whole that falls on units out of of, after already were given theirs.
func share(whole record.Money, of, already, units int) record.Money {
	from, to := min(max(already, 0), of), min(max(already, 0)+max(units, 0), of)
	whole.Minor = cumulated(whole.Minor, of, to) - cumulated(whole.Minor, of, from)
	return whole
}

func cumulated(whole int64, n, k int) int64 {
	if n <= 0 {
		return 0
	}
	return proportion(whole, int64(k), int64(n))
}

// Line finds a line by its number.
func (o Order) Line(no int) (Line, bool) {
	i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.No == no })
	if i < 0 {
		return Line{}, false
	}
	return o.Lines[i], true
}

// Paid is what was paid for the first units of a line; zero for a line that is not there.
func (o Order) Paid(line, units int) record.Money {
	l, ok := o.Line(line)
	if !ok {
		return record.Money{Currency: o.Currency}
	}
	return l.PaidFor(0, units)
}

// Units counts the units of all lines.
func (o Order) Units() int {
	n := 0
	for _, l := range o.Lines {
		n += l.Quantity
	}
	return n
}
