package demo

import (
	"slices"
	"time"

	"mendesk/app/returns"
	"mendesk/app/ticket"
)

// showcase is one story for every state that a ticket and a return can be in at the end, the most telling
// first: a shop of few tickets has the first of them.
func (s *shop) showcase() []func(*story) {
	const hour, day = time.Hour, 24 * time.Hour
	return []func(*story){
		s.told,
		s.overdue,
		s.comes(1, "R1", way{stop: requested}, 5*hour+40*time.Minute),
		s.comes(-1, "F5", way{stop: questioned}, 9*hour),
		s.comes(6, "C4", way{stop: approved}, 6*day+4*hour),
		s.comes(5, "S3", way{stop: shipped}, 20*hour),
		s.comes(19, "AP-500", way{stop: travelling}, 22*hour),
		s.comes(-2, "H2", way{stop: atCustoms, customs: true}, 11*day+3*hour),
		s.comes(9, "CUP", way{stop: received, partly: true}, 5*hour),
		s.comes(20, "H1", way{stop: received}, 2*hour+30*time.Minute),
		s.comes(7, "R1", way{stop: disinfected}, 3*day+hour),
		s.comes(36, "C4", way{stop: inspected}, 4*hour),
		s.comes(22, "B7", way{stop: held}, 2*day+9*hour),
		s.comes(23, "S3", way{stop: paid}, day+hour),
		s.comes(12, "H2", way{stop: settled}, 0),
		s.comes(24, "AROMA", way{stop: rejected, hygiene: true}, 0),
		s.comes(25, "CUP", way{stop: cancelled}, 0),
		s.comes(26, "H1", way{stop: approved}, 9*day),
		s.dueSoon,
		s.lidStillLeaks,
		s.filterMissing,
		s.aside(ticket.Spam),
		s.aside(ticket.Cancelled),
		s.waiting(4, ticket.Claim, "B7", ticket.WaitingForThirdParty, 26*hour),
		s.late,
		// From here on, what a small shop can do without.
		s.waiting(5, ticket.Exchange, "S3", ticket.WaitingForCustomer, 5*hour+30*time.Minute),
		s.waiting(27, ticket.Repair, "R1", ticket.WaitingForColleagues, 3*hour),
		s.done,
		s.comes(28, "X3", way{stop: proposed}, 14*hour),
		s.comes(3, "X3", way{stop: disposed}, 30*hour),
		s.comes(-3, "S3", way{stop: atCustoms, customs: true}, 8*day+hour),
		s.comes(-4, "X3", way{stop: atCustoms, customs: true}, 3*day+7*hour),
		s.comes(8, "AP-300", way{stop: disinfected}, 2*day+4*hour),
		s.comes(15, "X3", way{stop: disinfected}, 11*hour),
		s.comes(11, "H2", way{stop: disinfected, unfit: true}, 6*hour+15*time.Minute),
		s.comes(13, "H1", way{stop: travelling}, 2*day+6*hour),
		s.comes(29, "B7", way{stop: settled, worthless: true}, 0),
		s.comes(30, "CUP", way{stop: settled, lost: true}, 0),
		s.comes(14, "H2", way{stop: settled, fails: true}, 0),
		s.comes(2, "CUP", way{stop: requested}, 3*hour+5*time.Minute),
		s.comes(31, "F5", way{stop: received, short: true}, 26*hour),
	}
}

// comes tells of a return whose last step was a while ago; without one it came to its end some days ago.
func (s *shop) comes(customer int, product string, w way, ago time.Duration) func(*story) {
	return func(t *story) {
		b := s.buyer(customer)
		if customer == -1 {
			w.asks = true
		}
		m := t.of(b, s.backOf(t.chance, product, w), s.end.Add(-20*24*time.Hour))
		m.basket.discount = 0
		switch {
		case w.partly:
			m.basket.lines = m.basket.lines[:1]
			m.basket.add(t.chance, s.product("H1"), b.lang, 1)
		case w.short:
			m.basket.lines[0].Quantity = 3
		}
		c := m.begins()
		c.comesBack(w)
		if ago == 0 {
			ago = time.Duration(20+t.IntN(40)) * time.Hour
		}
		m.lastAt(s.end.Add(-ago))
	}
}

// backOf is a situation in which a product comes back.
func (s *shop) backOf(luck chance, product string, w way) situation {
	fits := func(x situation, exact bool) bool {
		named := slices.Contains(x.Products, product) || !exact && len(x.Products) == 0
		return x.Reason != "" && named && (x.Reason == returns.ChangeOfMind) == w.hygiene
	}
	exact := slices.ContainsFunc(s.Situations, func(x situation) bool { return fits(x, true) })
	found := weighed(luck, s.Situations, func(x situation) int {
		if fits(x, exact) {
			return 1
		}
		return 0
	})
	found.Products = []string{product}
	return found
}

// plain begins a ticket without a return.
func (s *shop) plain(t *story, customer int, kind ticket.Kind, product string) *thread {
	what := s.situationAbout(t.chance, kind, product)
	if product != "" {
		what.Products = []string{product}
	}
	what.Reason = ""
	m := t.of(s.buyer(customer), what, s.end.Add(-20*24*time.Hour))
	return m.begins()
}

func (s *shop) called(t *story, customer int, category string) *thread {
	i := slices.IndexFunc(s.Situations, func(x situation) bool { return x.Category == category })
	what := s.Situations[i]
	what.Reason = ""
	return t.of(s.buyer(customer), what, s.end.Add(-20*24*time.Hour)).begins()
}

// overdue tells of a rice cooker that smoked: urgent, and the next reply is more than an hour late.
func (s *shop) overdue(t *story) {
	c := s.called(t, 0, "安全隐患")
	c.answered("")
	c.writes(2*time.Hour, c.More)
	c.lastAt(workBefore(s.end, 2*time.Hour+12*time.Minute))
}

// dueSoon tells of a lock that nobody took yet; the promised first reply is due within the hour.
func (s *shop) dueSoon(t *story) {
	c := s.called(t, 3, "指纹录入")
	c.from(s.end.Add(-23*time.Hour - 5*time.Minute))
}

// late tells of a ticket that got no first reply within the promised day.
func (s *shop) late(t *story) {
	c := s.plain(t, 37, ticket.Enquiry, "AP-500")
	c.from(s.end.Add(-24*time.Hour - 25*time.Minute))
}

// lidStillLeaks tells of a ticket that was opened again.
func (s *shop) lidStillLeaks(t *story) {
	c := s.called(t, 2, "杯盖漏水")
	c.answered("")
	c.resolved(20 * time.Hour)
	c.reopened(40 * time.Hour)
	c.lastAt(workBefore(s.end, 3*time.Hour))
}

// filterMissing tells of a customer abroad who wrote again and waits for an answer.
func (s *shop) filterMissing(t *story) {
	c := s.called(t, -1, "漏发少件")
	c.answered("")
	c.writes(16*time.Hour, c.More)
	c.lastAt(workBefore(s.end, 140*time.Minute))
}

// aside tells of a ticket that is no work.
func (s *shop) aside(as ticket.State) func(*story) {
	return func(t *story) {
		c := s.called(t, 34+len(as), map[ticket.State]string{ticket.Spam: "广告推销", ticket.Cancelled: "发票"}[as])
		c.dismissed(as)
		c.lastAt(s.end.Add(-27 * time.Hour))
	}
}

// waiting tells of a ticket that waits.
func (s *shop) waiting(customer int, kind ticket.Kind, product string, state ticket.State, ago time.Duration) func(*story) {
	return func(t *story) {
		c := s.plain(t, customer, kind, product)
		c.answered("")
		c.waits(30*time.Minute, state)
		c.lastAt(s.end.Add(-ago))
	}
}

// done tells of a ticket that was resolved and not yet confirmed.
func (s *shop) done(t *story) {
	c := s.plain(t, 34, ticket.TechnicalSupport, "R1")
	c.answered("")
	c.resolved(2 * time.Hour)
	c.rated(40 * time.Minute)
	c.lastAt(s.end.Add(-3 * time.Hour))
}
