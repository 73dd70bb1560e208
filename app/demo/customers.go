package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// buyer is a customer as the demo knows them before the desk does.
type buyer struct {
	n     int
	name  string
	title string // how the team addresses them
	lang  string
	put   archive.PutCustomer
}

// mobiles are the beginnings of invented numbers.
var mobiles = []string{"139", "136", "150", "138", "158", "186", "188", "177"}

// abroadEvery is how many customers there are to one from abroad.
const abroadEvery = 11

// buyer makes customer n; the first are those with names that the files give.
func (s *shop) buyer(n int) buyer {
	if n < 0 { // the -nth from abroad
		n = -n*abroadEvery - 1
	}
	luck := chanceFor(s.seed, "customer", n)
	if n%abroadEvery == abroadEvery-1 {
		return s.buyerAbroad(luck, n)
	}
	who := known{}
	if n < len(s.Names.Known) {
		who = s.Names.Known[n]
	} else {
		who.Woman = luck.likely(62)
		given := s.Names.Men
		if who.Woman {
			given = s.Names.Women
		}
		who.Name = pick(luck, s.Names.Surnames) + pick(luck, given)
	}
	phone := fmt.Sprintf("%s0000%04d", mobiles[n%len(mobiles)], (n*37+4912)%10000)
	b := buyer{n: n, name: who.Name, title: s.titled(who), lang: chinese}
	b.put = archive.PutCustomer{
		Name: who.Name, Phones: []string{phone}, Language: chinese, Country: "CN",
		Accounts: []archive.Account{{Platform: s.platform(n), ID: fmt.Sprintf("qm_%06d", 100_000+n*7)}},
	}
	if luck.likely(18) {
		b.put.Emails = []string{fmt.Sprintf("u%06d@example.com", 100_000+n*7)}
	}
	return b
}

func (s *shop) titled(who known) string {
	surname := []rune(who.Name)[:1]
	for _, long := range s.Names.Surnames {
		if strings.HasPrefix(who.Name, long) && len([]rune(long)) > len(surname) {
			surname = []rune(long)
		}
	}
	if who.Woman {
		return string(surname) + s.Phrases.Ms
	}
	return string(surname) + s.Phrases.Mr
}

func (s *shop) buyerAbroad(luck chance, n int) buyer {
	i := n / abroadEvery
	who := s.Names.Abroad[i%len(s.Names.Abroad)]
	first, last, _ := strings.Cut(who.Name, " ")
	if round := i / len(s.Names.Abroad); round > 0 { // the same first name with another's surname
		other := s.Names.Abroad[(i+round)%len(s.Names.Abroad)]
		_, last, _ = strings.Cut(other.Name, " ")
	}
	name := first + " " + last
	mail := strings.ToLower(first + "." + last)
	if i >= len(s.Names.Abroad) {
		mail += fmt.Sprint(i)
	}
	return buyer{n: n, name: name, title: first, lang: english, put: archive.PutCustomer{
		Name: name, Phones: []string{fmt.Sprintf("%s%04d", who.Phone, luck.IntN(10000))}, Emails: []string{mail + "@example.com"},
		Language: english, Country: who.Country,
	}}
}

// platform on which customer n buys.
func (s *shop) platform(n int) string {
	if n%abroadEvery == abroadEvery-1 {
		return s.Shop.Abroad
	}
	return s.Shop.Platforms[[]int{0, 0, 1, 0, 2, 0, 1, 0, 3}[n%9]%len(s.Shop.Platforms)]
}

// customer makes the desk know a buyer.
func (s *shop) customer(b buyer) (record.ID, error) {
	if id, there := s.known[b.n]; there {
		return id, nil
	}
	got, err := by(s, s.agent(s.clock), func() (archive.Customer, error) { return s.customers.Put(b.put) })
	if err != nil {
		return "", fmt.Errorf("customer %s: %w", b.name, err)
	}
	s.known[b.n] = got.ID
	return got.ID, nil
}

// basket is what is bought in one order.
type basket struct {
	number   string // empty: drawn
	lines    []archive.Line
	discount int64
	shipping int64
	variant  int
}

// basket fills an order of one to three lines; the wanted product, if one is named, is the first.
func (s *shop) basket(luck chance, b buyer, wanted string) basket {
	first := weighed(luck, s.Products, func(p product) int { return p.Weight })
	if wanted != "" {
		first = s.product(wanted)
	}
	out := basket{variant: luck.IntN(100)}
	out.add(luck, first, b.lang, 1)
	for len(out.lines) < 3 && luck.likely(34) {
		next := weighed(luck, s.Products, func(p product) int { return p.Weight })
		if first.With != "" && luck.likely(60) {
			next = s.product(first.With)
		}
		if !slices.ContainsFunc(out.lines, func(l archive.Line) bool { return l.SKU == next.SKU }) {
			out.add(luck, next, b.lang, 1+luck.IntN(2))
		}
	}
	var sum int64
	for _, l := range out.lines {
		sum += l.UnitPrice.Minor * int64(l.Quantity)
	}
	if luck.likely(45) {
		out.discount = sum * int64(3+luck.IntN(10)) / 100 / 100 * 100
	}
	if b.lang == english {
		out.shipping = 6800
	} else if sum < 9900 {
		out.shipping = 800
	}
	return out
}

func (b *basket) add(luck chance, p product, lang string, quantity int) {
	name := p.Zh
	if lang == english {
		name = p.En
	}
	l := archive.Line{
		SKU: p.SKU, Name: name, Category: p.Category, Attributes: p.Attributes, Quantity: quantity, WarrantyMonths: p.Warranty,
		UnitPrice: record.Money{Minor: p.Price},
	}
	if p.Serial != "" && quantity == 1 {
		l.Serial = fmt.Sprintf("%s-26%02d-%05d", p.Serial, 1+luck.IntN(9), luck.IntN(100000))
	}
	b.lines = append(b.lines, l)
}

func (s *shop) product(key string) product {
	i := slices.IndexFunc(s.Products, func(p product) bool { return p.Key == key })
	return s.Products[max(i, 0)]
}

// order makes the desk know an order that was signed for at a moment; zero: it is still on its way.
func (s *shop) order(luck chance, b buyer, in basket, signed time.Time) (archive.Order, error) {
	customer, err := s.customer(b)
	if err != nil {
		return archive.Order{}, err
	}
	s.ordered++
	days := luck.between(30*time.Hour, 70*time.Hour)
	if b.lang == english {
		days += 8 * 24 * time.Hour
	}
	p := archive.PutOrder{
		Platform: s.platform(b.n), Number: in.number, Customer: customer, Status: archive.Signed, SignedAt: signed,
		Currency: s.Shop.Currency, Discount: s.money(in.discount), Shipping: s.money(in.shipping), Lines: in.lines,
		Carrier: pick(luck, s.Shop.Carriers),
	}
	shipped := signed.Add(-days)
	if signed.IsZero() {
		shipped, p.Status = s.clock.Add(-luck.between(2*time.Hour, 20*time.Hour)), archive.Shipped
	}
	p.ShippedAt, p.PaidAt = shipped, shipped.Add(-luck.between(5*time.Hour, 22*time.Hour))
	p.PlacedAt = p.PaidAt.Add(-luck.between(20*time.Second, 9*time.Minute))
	if b.lang == english {
		p.Carrier = s.Shop.CarrierOut
	}
	p.Tracking = fmt.Sprintf("SF13%02d %04d %04d", luck.IntN(100), luck.IntN(10000), s.ordered%10000)
	if p.Number == "" {
		p.Number = fmt.Sprintf("%s %04d %04d %02d", p.PlacedAt.In(s.end.Location()).Format("0601"), 1000+s.ordered%9000, luck.IntN(10000), 10+s.ordered%90)
	}
	p.Received = s.money(0)
	got, err := by(s, s.agent(s.clock), func() (archive.Order, error) { return s.customers.PutOrder(p) })
	if err != nil {
		return got, fmt.Errorf("order %s: %w", p.Number, err)
	}
	return got, nil
}

func (s *shop) money(minor int64) record.Money {
	return record.Money{Minor: minor, Currency: s.Shop.Currency}
}

// bought plans an order with which nothing goes wrong.
func (s *shop) bought(n, customers int) {
	t := s.story("order", n)
	b := s.buyer(t.IntN(customers))
	in := s.basket(t.chance, b, "")
	t.outside(0, func(now time.Time) error {
		signed := now.Add(-t.between(time.Hour, 8*time.Hour))
		if s.end.Sub(now) < 30*time.Hour && t.likely(60) {
			signed = time.Time{}
		}
		_, err := s.order(t.chance, b, in, signed)
		return err
	})
	t.from(s.anyTime(t.chance))
}
