package importing

import (
	"strconv"
	"strings"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// order reads a row of Pinduoduo's order export: one product a row, amounts in yuan.
func (c *cells) order(number string) {
	deal := c.moment("dealAt") // blank while the order is unpaid, and in some exports of cancelled ones
	p := archive.PutOrder{
		Platform: Pinduoduo, Number: number, Currency: "CNY", PlacedAt: deal, PaidAt: deal,
		ShippedAt: c.moment("shippedAt"), SignedAt: c.moment("signedAt"), Received: c.money("received", "CNY"),
		Carrier: c.text("carrier"), Tracking: c.id("tracking"), AfterSales: c.text("afterSales"), Note: c.text("note"),
	}
	c.status(&p)
	l := archive.Line{
		No: 1, Name: c.text("product"), Product: c.id("productId"), Variant: c.text("variant"), Quantity: c.quantity(),
		SKU: first(c.id("skuCode"), c.id("productCode"), c.id("styleId")),
	}
	c.amounts(&p, &l)
	p.Lines = []archive.Line{l}
	if shipped, signed := p.ShippedAt, p.SignedAt; !shipped.IsZero() && !signed.IsZero() && signed.Before(shipped) {
		c.odd("signedAt", "signedBeforeShipped", nil)
	}
	if !deal.IsZero() && !p.ShippedAt.IsZero() && p.ShippedAt.Before(deal) {
		c.odd("shippedAt", "shippedBeforePlaced", nil)
	}
	c.row.Order = &p
}

// status understands the platform's words, which say where the goods are and often what became of a refund.
func (c *cells) status(p *archive.PutOrder) {
	p.PlatformStatus = c.text("status")
	word, ok := understand("status", p.PlatformStatus)
	if !ok {
		head, _, _ := strings.Cut(strings.ReplaceAll(p.PlatformStatus, "，", ","), ",")
		word, ok = understand("status", head)
	}
	p.Status = archive.Status(word)
	if !ok {
		p.Status = archive.Unknown
		c.odd("status", "statusUnknown", record.Params{"value": p.PlatformStatus})
	}
	if p.Status == archive.Shipped && !p.SignedAt.IsZero() {
		p.Status = archive.Signed
	}
}

func (c *cells) quantity() int {
	said := c.text("quantity")
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(said, "件"), ".0"))
	switch {
	case said == "":
		c.refuse("quantity", "field.missing", nil)
	case err != nil || n < 1:
		c.refuse("quantity", "order.quantityWrong", nil)
	}
	return n
}

// amounts makes what was paid for the line and its shipping add up to what the buyer paid, to the fen: all
// discounts, whoever gave them, are what lies between the prices and that.
func (c *cells) amounts(p *archive.PutOrder, l *archive.Line) {
	goods, shipping, paid := c.money("goods", "CNY").Minor, c.money("shipping", "CNY").Minor, c.money("paid", "CNY").Minor
	named := c.money("shopDiscount", "CNY").Minor + c.money("platformDiscount", "CNY").Minor + c.money("paymentDiscount", "CNY").Minor
	if c.text("paid") == "" {
		paid = max(goods+shipping-named, 0)
	}
	for _, is := range []struct {
		field string
		minor int64
	}{{"goods", goods}, {"shipping", shipping}, {"paid", paid}} {
		if is.minor < 0 {
			c.refuse(is.field, "order.amountWrong", nil)
		}
	}
	if goods+shipping-named != paid {
		c.odd("paid", "amountsDiffer", record.Params{
			"paid": yuan(paid), "sum": yuan(goods + shipping - named),
		})
	}
	shipping = min(shipping, paid)
	goods = max(goods, paid-shipping)
	l.Price = record.Money{Minor: goods, Currency: "CNY"}
	l.Discount = record.Money{Minor: goods - (paid - shipping), Currency: "CNY"}
	p.Shipping = record.Money{Minor: shipping, Currency: "CNY"}
}

func yuan(minor int64) string { return record.Money{Minor: minor, Currency: "CNY"}.Plain() }

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
