package importing

import (
	"strconv"
	"strings"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/ticket"
)

// ticket reads a row of a ticket export.
func (c *cells) ticket(number string) {
	t := Ticket{
		Import: ticket.Import{
			Source: c.file.settings.Source, Number: number,
			Category: c.text("category"), Subject: c.text("subject"), Description: c.text("description"),
			SKU: c.text("sku"), OwnerWords: c.text("owner"), Odd: []string{},
			CreatedAt: c.moment("createdAt"), FirstReplyAt: c.moment("firstReplyAt"), ResolvedAt: c.moment("resolvedAt"),
		},
		Customer: archive.PutCustomer{Name: c.text("customer"), Phones: one(c.id("phone")), Emails: one(c.text("email"))},
		Order:    c.id("order"),
	}
	c.kind(&t.Import)
	t.Import.Channel = ticket.Channel(c.word(&t.Import, "channel", ticket.ChannelUnknown))
	t.Import.Priority = ticket.Priority(c.word(&t.Import, "priority", ticket.PriorityUnknown))
	c.rating(&t.Import)
	for _, code := range t.Import.Oddities(c.file.settings.Now) {
		if field, isTime := timeFields[code]; isTime {
			if code == ticket.TimeInFuture {
				field = latest(t.Import)
			}
			c.odd(field, code, nil)
		}
	}
	c.row.Ticket = &t
}

// timeFields are the columns at which impossible and missing times are told; the ticket itself finds them.
var timeFields = map[string]string{
	ticket.CreatedUnknown: "createdAt", ticket.ResolvedBeforeReply: "resolvedAt", ticket.ReplyBeforeCreation: "firstReplyAt",
	ticket.ResolvedBeforeCreation: "resolvedAt", ticket.TimeInFuture: "createdAt",
}

// latest is the field of the row's latest time: the one that lies in the future when any does.
func latest(t ticket.Import) string {
	switch {
	case t.ResolvedAt.After(t.FirstReplyAt) && t.ResolvedAt.After(t.CreatedAt):
		return "resolvedAt"
	case t.FirstReplyAt.After(t.CreatedAt):
		return "firstReplyAt"
	}
	return "createdAt"
}

// kind understands the row's kind. A word that says more than its kind, or that is not known, is kept as the
// category where the row has none.
func (c *cells) kind(t *ticket.Import) {
	said := c.text("kind")
	if said == "" {
		t.Kind = ticket.Enquiry
		return
	}
	if word, ok := understand("kind", said); ok {
		t.Kind = ticket.Kind(word)
		return
	}
	t.Kind = ticket.Enquiry
	if word, ok := understand("narrowerKind", said); ok {
		t.Kind = ticket.Kind(word)
	} else {
		t.Odd = append(t.Odd, ticket.KindUnknown)
		c.odd("kind", ticket.KindUnknown, record.Params{"value": said})
	}
	if t.Category == "" {
		t.Category = said
	}
}

// word understands a channel or a priority; empty when the row says none or an unknown one.
func (c *cells) word(t *ticket.Import, field, unknown string) string {
	said := c.text(field)
	word, ok := understand(field, said)
	if !ok && said != "" {
		t.Odd = append(t.Odd, unknown)
		c.odd(field, unknown, record.Params{"value": said})
	}
	return word
}

// rating reads 1 to 5, also as "5.0", "4 stars", "3分".
func (c *cells) rating(t *ticket.Import) {
	said := c.text("rating")
	if said == "" {
		return
	}
	n := narrow(said)
	for _, unit := range []string{"stars", "star", "星", "分", "/5"} {
		n = strings.TrimSpace(strings.TrimSuffix(strings.ToLower(n), unit))
	}
	if value, err := strconv.ParseFloat(n, 64); err == nil && value == float64(int(value)) && value >= 1 && value <= 5 {
		t.Rating = int(value)
		return
	}
	t.Odd = append(t.Odd, ticket.RatingUnknown)
	c.odd("rating", ticket.RatingUnknown, record.Params{"value": said})
}

func one(s string) []string {
	if s == "" {
		return []string{}
	}
	return []string{s}
}
