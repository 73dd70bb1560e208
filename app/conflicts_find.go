package app

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/archive"
	"mendesk/app/clash"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/texts"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// finder works out every conflict of the desk as it stands: from indexes that are short, never from all records.
type finder struct {
	tx   *storage.Tx
	now  time.Time
	logs map[record.LogID]record.Begins
	out  []Conflict
}

func (f *finder) letter(log record.LogID) string { return f.logs[log].Letter }

// toldPlainly begins the words for an event that has none of its own: of what kind the record is.
const toldPlainly = "conflicts.happened"

func plainly(kind string) string {
	if key := toldPlainly + "To." + kind; texts.For(texts.Languages()[0]).Has(key) {
		return key
	}
	return toldPlainly
}

func (f *finder) told(h record.Happened) Told {
	line := record.Line{At: h.When, Who: h.By, What: h.What, Key: plainly(h.Of.Kind), Params: record.Params{}, Entry: h.Entry}
	for _, tell := range []func(record.Happened) (record.Line, bool){ticketLine, returnsLine, training.Line} {
		if l, ok := tell(h); ok && texts.For(texts.Languages()[0]).Has(l.Key) {
			line = l
			break
		}
	}
	return Told{line, f.letter(clash.Writer(h))}
}

func ticketLine(h record.Happened) (record.Line, bool) {
	if h.Of.Kind != ticket.Tickets.Name {
		return record.Line{}, false
	}
	return ticket.Line(h)
}

func returnsLine(h record.Happened) (record.Line, bool) {
	if h.Of.Kind != returns.Returns.Name && h.Of.Kind != returns.Ledgers.Name {
		return record.Line{}, false
	}
	return returns.Line(h)
}

// incidents are ledgers whose money went out twice.
func (f *finder) incidents() error {
	for l, err := range storage.Each(f.tx, returns.Ledgers, storage.Span{Index: "incident"}) {
		if err != nil {
			return err
		}
		in, _ := l.OpenIncident()
		c := Conflict{What: ConflictIncident, Of: returns.Ledgers.Ref(l.ID), At: in.OpenedAt, Code: "paidTwice", Params: record.Params{
			"amount": record.Money{Minor: in.Over, Currency: l.Currency}.Plain(), "currency": l.Currency, "count": strconv.Itoa(len(in.Refunds)),
		}}
		if in.Over == 0 {
			c.Code = "heldTwice"
		}
		for _, p := range l.Refunds {
			if !slices.Contains(in.Refunds, p.ID) {
				continue
			}
			c.Sides = append(c.Sides, Side{
				Value: record.Money{Minor: p.Minor, Currency: l.Currency}.Plain() + " " + l.Currency, By: firstID(p.ExecutedBy, p.HeldBy),
				Letter: f.letter(p.HeldIn), At: laterOf(p.HeldAt, p.ExecutedAt), Entry: p.Ask,
			})
		}
		if err := f.add(c, strconv.Itoa(in.N)); err != nil {
			return err
		}
	}
	return nil
}

// lostHolds are refunds that came back to their people because another hold of the money was first.
func (f *finder) lostHolds() error {
	seen := map[record.ID]bool{}
	for l, err := range storage.Each(f.tx, returns.Ledgers, storage.Span{Index: "unpaid", Prefix: record.Key(string(returns.RefundRefused))}) {
		if err != nil {
			return err
		}
		for _, p := range l.Refunds {
			if p.State != returns.RefundRefused || seen[p.ID] {
				continue
			}
			seen[p.ID] = true
			params := record.Params{
				"amount": record.Money{Minor: p.Minor, Currency: l.Currency}.Plain(), "currency": l.Currency,
				"refund": strconv.Itoa(p.N), "winner": "",
			}
			for _, w := range l.Refunds {
				if w.ID == p.Winner {
					params["winner"] = strconv.Itoa(w.N)
				}
			}
			c := Conflict{What: ConflictLost, Of: returns.Ledgers.Ref(l.ID), At: p.AskedAt, Code: "holdLost", Params: params}
			if err := f.add(c, string(p.ID)+string(p.Ask)); err != nil {
				return err
			}
		}
	}
	return nil
}

// refusals are decisions that a merge refused: the first of each chain, with what others had done before it.
func (f *finder) refusals() error {
	for ref := range f.tx.RefusedRecords() {
		no, err := f.tx.RefusedOf(ref)
		if err != nil {
			return err
		}
		refused := make([]clash.Refused, len(no))
		for i, r := range no {
			refused[i] = clash.Refused{Happened: r.Happened, Reason: r.Reason}
		}
		var history []record.Happened
		for h, err := range f.tx.History(ref) {
			if err != nil {
				return err
			}
			history = append(history, h)
		}
		for _, story := range clash.Stories(history, refused, isDecision) {
			if told, err := f.byIncident(ref, story.Root.Happened); told || err != nil {
				if err != nil {
					return err
				}
				continue
			}
			c := Conflict{What: ConflictRefused, Of: ref, At: story.Root.When, Code: story.Root.Reason.Code, Params: story.Root.Reason.Params}
			for _, h := range story.Mine {
				c.Mine = append(c.Mine, f.told(h))
			}
			for _, h := range story.Theirs {
				c.Theirs = append(c.Theirs, f.told(h))
			}
			if err := f.add(c, string(story.Root.Entry)+story.Root.What); err != nil {
				return err
			}
		}
	}
	return nil
}

// byIncident tells whether an incident of the ledger tells of the refund that a refused decision was about.
func (f *finder) byIncident(ref record.Ref, h record.Happened) (bool, error) {
	if ref.Kind != returns.Ledgers.Name {
		return false, nil
	}
	l, err := maybe(f.tx, returns.Ledgers, ref.ID)
	if err != nil {
		return false, err
	}
	of, err := record.Read[struct {
		Refund record.ID `json:"refund"`
	}](h)
	return slices.ContainsFunc(l.Incidents, func(in returns.Incident) bool { return slices.Contains(in.Refunds, of.Refund) }), err
}

func isDecision(h record.Happened) bool {
	words := map[string]record.Vocabulary{
		shop.Shops.Name: shop.Shops.Events, training.Certificates.Name: training.Certificates.Events, training.Sessions.Name: training.Sessions.Events,
		training.Courses.Name: training.Courses.Events, ticket.Tickets.Name: ticket.Tickets.Events, ticket.Standards.Name: ticket.Standards.Events,
		returns.Returns.Name: returns.Returns.Events, returns.Ledgers.Name: returns.Ledgers.Events, returns.Policies.Name: returns.Policies.Events,
	}
	return words[h.Of.Kind][h.What] == record.Decision
}

// edits are fields that were given two values apart.
func (f *finder) edits() error {
	over := storage.Span{Index: record.IndexCompeting}
	return firstErr(
		eachEdited(f, ticket.Tickets, over, func(t ticket.Ticket) (record.ID, record.Edits) { return t.ID, t.Edits }),
		eachEdited(f, archive.Customers, over, func(c archive.Customer) (record.ID, record.Edits) { return c.ID, c.Edits }),
		eachEdited(f, training.People, over, func(p training.Person) (record.ID, record.Edits) { return p.ID, p.Edits }),
		eachEdited(f, shop.Shops, over, func(s shop.Shop) (record.ID, record.Edits) { return s.ID, s.Edits }),
		eachEdited(f, shop.Workstations, over, func(w shop.Workstation) (record.ID, record.Edits) { return w.ID, w.Edits }),
	)
}

func eachEdited[T any](f *finder, k record.Kind[T], over storage.Span, of func(T) (record.ID, record.Edits)) error {
	seen := map[record.ID]bool{}
	for t, err := range storage.Each(f.tx, k, over) {
		if err != nil {
			return err
		}
		id, edits := of(t)
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, field := range edits.Competing() {
			c := Conflict{What: ConflictEdit, Of: k.Ref(id), Field: field, Code: "edited", Free: freeField(k.Name, field)}
			for _, e := range edits.Of(field) {
				_, _, log, _ := e.At.Parts()
				c.Sides = append(c.Sides, Side{Value: e.Value, By: e.By, Letter: f.letter(log), At: e.At.Time(), Entry: e.Entry})
				c.At = laterOf(c.At, e.At.Time())
			}
			last := &c.Sides[len(c.Sides)-1]
			last.Shown = true
			if err := f.add(c, field+string(last.Entry)); err != nil {
				return err
			}
		}
	}
	return nil
}

// freeField tells whether a field takes words of a person, so that a merged value is another one.
func freeField(kind, field string) bool {
	switch kind {
	case ticket.Tickets.Name:
		return field == ticket.FieldSubject || field == ticket.FieldCategory
	case archive.Customers.Name:
		return field != "language" && field != "country"
	}
	return field == "name"
}

// endedTooSoon are tickets that were closed while a return of theirs was open elsewhere.
func (f *finder) endedTooSoon() error {
	for _, column := range returns.Columns() {
		if column == returns.ColumnFinished {
			continue
		}
		for r, err := range storage.Each(f.tx, returns.Returns, storage.Span{Index: "column", Prefix: record.Key(string(column))}) {
			if err != nil {
				return err
			}
			if r.Ticket == "" || r.StateAt(f.now).Ended() {
				continue
			}
			t, err := maybe(f.tx, ticket.Tickets, r.Ticket)
			if err != nil {
				return err
			}
			if t.State != ticket.Closed {
				continue
			}
			c := Conflict{What: ConflictFinding, Of: ticket.Tickets.Ref(t.ID), At: laterOf(t.ClosedAt, r.RequestedAt), Code: "closedWithOpenReturn", Params: record.Params{"number": r.Number}}
			if err := f.add(c, string(r.ID)+t.ClosedAt.Format(time.RFC3339)); err != nil {
				return err
			}
		}
	}
	return nil
}

// numbersTwice are human numbers that two records have: only where two logs wrote under one letter.
func (f *finder) numbersTwice() error {
	writers := map[string]int{}
	for _, b := range f.logs {
		writers[b.Letter]++
	}
	for letter, n := range writers {
		if n < 2 {
			continue
		}
		span := func(prefix string) storage.Span {
			low := prefix + "-" + letter + "-"
			return storage.Span{Index: "number", From: record.Key(low), To: record.Key(low + "~")}
		}
		if err := firstErr(
			twice(f, ticket.Tickets, span("t"), strings.ToLower, func(t ticket.Ticket) (record.ID, string) { return t.ID, t.Number }),
			twice(f, returns.Returns, span("R"), nil, func(r returns.Return) (record.ID, string) { return r.ID, r.Number }),
		); err != nil {
			return err
		}
	}
	return nil
}

func twice[T any](f *finder, k record.Kind[T], over storage.Span, fold func(string) string, of func(T) (record.ID, string)) error {
	if fold != nil {
		over.From, over.To = record.Tuple(fold(string(over.From))), record.Tuple(fold(string(over.To)))
	}
	before := ""
	for t, err := range storage.Each(f.tx, k, over) {
		if err != nil {
			return err
		}
		id, number := of(t)
		if number == before {
			c := Conflict{What: ConflictFinding, Of: k.Ref(id), Code: "numberTwice", Params: record.Params{"number": number}}
			if err := f.add(c, number); err != nil {
				return err
			}
		}
		before = number
	}
	return nil
}

// flags are facts of ledgers and returns that came although their state spoke against them.
func (f *finder) flags() error {
	for l, err := range storage.Each(f.tx, returns.Ledgers, storage.Span{Index: "flag"}) {
		if err != nil {
			return err
		}
		if _, open := l.OpenIncident(); open {
			continue // the incident tells of it
		}
		for _, flag := range l.Flags {
			c := Conflict{What: ConflictFinding, Of: returns.Ledgers.Ref(l.ID), Code: "flag", Params: record.Params{"flag": flag}}
			if err := f.addOnce(c, flag+strconv.FormatInt(l.Tolerated, 10)); err != nil {
				return err
			}
		}
	}
	for r, err := range storage.Each(f.tx, returns.Returns, storage.Span{Index: "flag"}) {
		if err != nil {
			return err
		}
		for _, flag := range r.Flags {
			c := Conflict{What: ConflictFinding, Of: returns.Returns.Ref(r.ID), At: r.Since, Code: "flag", Params: record.Params{"flag": flag}}
			if err := f.addOnce(c, flag); err != nil {
				return err
			}
		}
	}
	return nil
}

// addOnce is add for what an index gives several times.
func (f *finder) addOnce(c Conflict, key string) error {
	id := clash.IDOf(c.Of, c.What, key)
	for _, known := range f.out {
		if known.ID == id {
			return nil
		}
	}
	return f.add(c, key)
}

func firstErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func firstID(ids ...record.ID) record.ID {
	for _, id := range ids {
		if id != "" {
			return id
		}
	}
	return ""
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
