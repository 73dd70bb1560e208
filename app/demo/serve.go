package demo

import (
	"math"
	"slices"
	"strings"
	"time"

	"mendesk/app/ticket"
	"mendesk/app/training"
)

// serve plans n tickets with the orders around them: first one of every state that the last days show, then
// the months before.
func (s *shop) serve(n int) {
	customers := 24 + n*7/5
	shown := s.showcase()
	for i, tell := range shown {
		if i < n {
			tell(s.story("shown", i))
		}
	}
	rest := max(n-len(shown), 0)
	lately := min(rest*18/100, 40+rest*3/100)
	for i := range rest {
		t := s.story("ticket", i)
		at := s.anyTime(t.chance)
		if i < lately {
			at = s.end.Add(-t.between(10*time.Minute, 8*24*time.Hour))
		}
		s.brought(t, at, customers)
	}
	for i := range 20 + n*3/2 {
		s.bought(i, customers)
	}
}

// anyTime draws a moment of the history at which customers are awake; the shop grows, and November is busy.
func (s *shop) anyTime(luck chance) time.Time {
	for {
		share := math.Pow(luck.Float64(), 0.8)
		day := s.before(historyDays-3-int(share*float64(historyDays-4)), 0)
		busy := 50.0
		if day.Month() == time.November && day.Day() >= 10 || day.Month() == time.June && day.Day() >= 16 {
			busy = 100
		}
		if luck.likely(busy) {
			return day.Add(luck.between(8*time.Hour, 22*time.Hour+30*time.Minute))
		}
	}
}

// agent who is at work at a moment: the same for everything that comes in within the hour.
func (s *shop) agent(at time.Time) string {
	agents := s.with(training.Agent, at)
	return agents[int(at.Unix()/3600)%len(agents)]
}

// matter is one customer's case while its story is told.
type matter struct {
	*story
	situation
	talk
	buyer  buyer
	basket basket
	agent  string
	words  *strings.Replacer
}

// of begins the case of a buyer in a situation.
func (t *story) of(b buyer, what situation, at time.Time) *matter {
	m := &matter{story: t, situation: what, talk: what.in(b.lang), buyer: b}
	wanted := ""
	if len(what.Products) > 0 {
		wanted = pick(t.chance, what.Products)
	}
	m.basket = t.shop.basket(t.chance, b, wanted)
	agents := t.shop.with(training.Agent, at)
	m.agent = pick(t.chance, agents)
	name := m.basket.lines[0].Name
	m.words = strings.NewReplacer("{name}", b.title, "{product}", name, "{agent}", t.shop.nameOf(m.agent))
	return m
}

func (s *shop) nameOf(login string) string {
	i := slices.IndexFunc(s.Staff, func(e employee) bool { return e.Login == login })
	return s.Staff[max(i, 0)].Name
}

func (m *matter) say(words string) string { return m.words.Replace(words) }

// phrase draws one of the phrases in the buyer's language.
func (m *matter) phrase(of map[string][]string) string {
	return m.say(pick(m.chance, of[m.buyer.lang]))
}

// How often customers come with what, in a thousand tickets. Complaints are some four in a hundred tickets, and
// so two in a hundred orders.
var shares = []struct {
	kind ticket.Kind
	of   int
}{
	{ticket.Return, 300},
	{ticket.Enquiry, 215},
	{ticket.TechnicalSupport, 155},
	{ticket.Repair, 95},
	{ticket.Exchange, 75},
	{ticket.Refund, 50},
	{ticket.Complaint, 48},
	{ticket.Claim, 36},
	{ticket.Suggestion, 26},
}

func (s *shop) situationOf(luck chance) situation {
	n := luck.IntN(1000)
	kind := ticket.Enquiry
	for _, share := range shares {
		if n -= share.of; n < 0 {
			kind = share.kind
			break
		}
	}
	return s.situationAbout(luck, kind, "")
}

// situationAbout draws a situation of a kind, about a product if one is named and there is such a situation.
func (s *shop) situationAbout(luck chance, kind ticket.Kind, product string) situation {
	fits := func(x situation, product string) int {
		if x.Kind != kind || product != "" && !slices.Contains(x.Products, product) {
			return 0
		}
		return x.Weight
	}
	if !slices.ContainsFunc(s.Situations, func(x situation) bool { return fits(x, product) > 0 }) {
		product = ""
	}
	return weighed(luck, s.Situations, func(x situation) int { return fits(x, product) })
}

func (m *matter) channel() ticket.Channel {
	if m.buyer.lang == english {
		return weighed(m.chance, []ticket.Channel{ticket.Email, ticket.WebForm, ticket.Chat}, func(c ticket.Channel) int {
			return map[ticket.Channel]int{ticket.Email: 6, ticket.WebForm: 3, ticket.Chat: 1}[c]
		})
	}
	return weighed(m.chance, ticket.Channels(), func(c ticket.Channel) int {
		return map[ticket.Channel]int{
			ticket.Chat: 36, ticket.Marketplace: 28, ticket.Phone: 16, ticket.App: 7, ticket.SocialMedia: 5, ticket.WebForm: 3, ticket.Email: 3, ticket.InStore: 2,
		}[c]
	})
}
