package app

import (
	"errors"
	"slices"
	"strings"
	"time"

	"mendesk/app/archive"
	"mendesk/app/picture"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/texts"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/reports"
	"mendesk/storage"
	"mendesk/storage/attachment"
)

// drawPaper draws a paper and names its file.
func (a *App) drawPaper(ask PaperAsk) (document, error) {
	say := a.say(ask.Lang)
	read, known := map[string]func(*storage.Tx, PaperAsk, texts.Say, time.Time) (drawing, error){
		"certification": drawStaff, "certificate": drawCertificate, "return": drawReturn, "ticket": drawTicket,
	}[ask.Kind]
	if !known {
		return document{}, record.Wrong("kind", "field.unknownValue", record.Params{"value": ask.Kind})
	}
	d, err := view(a, func(tx *storage.Tx, _ training.Actor, now time.Time) (drawing, error) { return read(tx, ask, say, now) })
	if err != nil {
		return document{}, err
	}
	pdf, err := d.draw(a)
	section := ask.Kind
	if section == "certification" {
		section = "staff"
	}
	return document{
		pdf, say.Say("report."+section+".save", nil), say.Say("report."+section+".filename", nil) + "_" + d.name + ".pdf",
	}, err
}

// drawing is a paper whose records were read: it is drawn when the store is let go.
type drawing struct {
	name string // what its file is told apart by
	draw func(*App) ([]byte, error)
}

// matrix is who is certified for what at a moment, with the sessions to come.
func matrix(tx *storage.Tx, at time.Time, zone *time.Location) (m training.Matrix, err error) {
	people, err := all(tx, training.People, storage.Span{Index: "login"})
	if err != nil {
		return m, err
	}
	courses, err := all(tx, training.Courses, storage.Span{Index: "code"})
	if err != nil {
		return m, err
	}
	certificates, err := all(tx, training.Certificates, storage.Span{})
	if err != nil {
		return m, err
	}
	sessions, err := all(tx, training.Sessions, storage.Span{Index: "day", From: record.Key(record.DayOf(at, zone))})
	if err != nil {
		return m, err
	}
	return training.MatrixOf(people, courses, certificates, at, zone).WithSessions(sessions, zone), nil
}

func drawStaff(tx *storage.Tx, ask PaperAsk, say texts.Say, now time.Time) (drawing, error) {
	s, err := storage.Get(tx, shop.Shops, shop.ID)
	if err != nil {
		return drawing{}, err
	}
	if !ask.AsOf.IsZero() {
		now = ask.AsOf
	}
	m, err := matrix(tx, now, s.Location())
	if err != nil {
		return drawing{}, err
	}
	in := reports.StaffPaper{Shop: s.Name, Zone: s.Location().String(), Matrix: m}
	return drawing{string(record.DayOf(now, s.Location())), func(*App) ([]byte, error) { return reports.Staff(in, say) }}, nil
}

func drawCertificate(tx *storage.Tx, ask PaperAsk, say texts.Say, now time.Time) (drawing, error) {
	s, err := storage.Get(tx, shop.Shops, shop.ID)
	if err != nil {
		return drawing{}, err
	}
	c, err := named(tx, training.Certificates, "number", ask, strings.TrimSpace)
	if err != nil {
		return drawing{}, err
	}
	person, err := maybe(tx, training.People, c.Person)
	if err != nil {
		return drawing{}, err
	}
	course, err := maybe(tx, training.Courses, c.Course)
	if err != nil {
		return drawing{}, err
	}
	beside := texts.English
	if say.Lang() == texts.English {
		beside = texts.Chinese
	}
	in := reports.CertificatePaper{
		Certificate: c, Person: person.Name, Course: versionOf(course, c.CourseVersion), Shop: s.Name, Zone: s.Location().String(), At: now,
	}
	return drawing{c.Number, func(*App) ([]byte, error) { return reports.Certificate(in, say, texts.For(beside)) }}, nil
}

// versionOf is the version of the course that a certificate was earned in.
func versionOf(c training.Course, version int) training.CourseVersion {
	i := slices.IndexFunc(c.Versions, func(v training.CourseVersion) bool { return v.Version == version })
	if i < 0 {
		return c.Latest()
	}
	return c.Versions[i]
}

// named finds the record that is asked for by its id or by its number.
func named[T any](tx *storage.Tx, k record.Kind[T], index string, ask PaperAsk, key func(string) string) (T, error) {
	if ask.ID != "" || ask.Number == "" {
		return storage.Get(tx, k, ask.ID)
	}
	t, found, err := one(tx, k, index, record.Key(key(ask.Number)))
	if err == nil && !found {
		err = record.Wrong("number", "record.notFound", nil)
	}
	return t, err
}

func drawReturn(tx *storage.Tx, ask PaperAsk, say texts.Say, now time.Time) (drawing, error) {
	s, err := storage.Get(tx, shop.Shops, shop.ID)
	if err != nil {
		return drawing{}, err
	}
	r, err := named(tx, returns.Returns, "number", ask, strings.TrimSpace)
	if err != nil {
		return drawing{}, err
	}
	in := reports.ReturnPaper{Shop: s.Name, Zone: s.Location().String(), At: now, Return: r, State: r.StateAt(now)}
	if in.Policy, err = maybe(tx, returns.Policies, r.Policy); err != nil {
		return drawing{}, err
	}
	if in.Ledger, err = maybe(tx, returns.Ledgers, r.Order); err != nil {
		return drawing{}, err
	}
	customer, err := maybe(tx, archive.Customers, r.Customer)
	if err != nil {
		return drawing{}, err
	}
	t, err := maybe(tx, ticket.Tickets, r.Ticket)
	if err != nil {
		return drawing{}, err
	}
	in.Customer, in.Ticket = customer.Name, t.Number
	if in.Lines, err = returnLines(tx, r); err != nil {
		return drawing{}, err
	}
	if in.Names, err = returnNames(tx, r); err != nil {
		return drawing{}, err
	}
	return drawing{r.Number, func(a *App) ([]byte, error) {
		in.Photos = a.photosOf(r.Files)
		return reports.ReturnNote(in, say)
	}}, nil
}

// paperEdge is the longer edge of a printed photo in pixels: some 300 to the inch.
const paperEdge = 720

// photosOf makes of files what is printed of them; a picture whose bytes are not here as they were kept is told.
func (a *App) photosOf(files record.Files) []reports.Photo {
	out := make([]reports.Photo, 0, len(files))
	for _, f := range files {
		p := reports.Photo{File: f}
		if f.Width > 0 {
			raw, err := a.files().Bytes(f.Digest)
			if err == nil {
				p.JPEG, _, _, err = picture.Paper(raw, paperEdge)
			}
			p.Damaged = err != nil && !errors.Is(err, attachment.ErrMissing)
		}
		out = append(out, p)
	}
	return out
}

// returnLines is what happened to the goods and the money, oldest first.
func returnLines(tx *storage.Tx, r returns.Return) ([]record.Line, error) {
	lines, err := timeline(tx, returns.Returns.Ref(r.ID), returns.Line)
	if err != nil {
		return nil, err
	}
	money, err := timeline(tx, returns.Ledgers.Ref(r.Order), returns.Line)
	lines = append(lines, money...)
	slices.SortStableFunc(lines, func(x, y record.Line) int { return x.At.Compare(y.At) })
	return lines, err
}

// returnNames are the people of the staff, and the numbers of the certificates that the return names.
func returnNames(tx *storage.Tx, r returns.Return) (reports.Names, error) {
	names, err := staffNames(tx)
	if err != nil {
		return nil, err
	}
	for _, l := range r.Lines {
		for _, id := range []record.ID{l.Disinfection.Certificate, l.Inspected.Certificate} {
			c, err := maybe(tx, training.Certificates, id)
			if err != nil {
				return nil, err
			}
			if c.ID != "" {
				names = append(names, reports.Named{ID: c.ID, Name: c.Number})
			}
		}
	}
	return names, nil
}

func staffNames(tx *storage.Tx) (reports.Names, error) {
	people, err := all(tx, training.People, storage.Span{})
	names := reports.Names{}
	for _, p := range people {
		names = append(names, reports.Named{ID: p.ID, Name: p.Name})
	}
	return names, err
}

func drawTicket(tx *storage.Tx, ask PaperAsk, say texts.Say, now time.Time) (drawing, error) {
	s, err := storage.Get(tx, shop.Shops, shop.ID)
	if err != nil {
		return drawing{}, err
	}
	t, err := named(tx, ticket.Tickets, ticket.IndexNumber, ask, func(n string) string { return strings.ToLower(strings.TrimSpace(n)) })
	if err != nil {
		return drawing{}, err
	}
	standard, calendar, err := judges(tx, t)
	if err != nil {
		return drawing{}, err
	}
	in := reports.TicketPaper{
		Shop: s.Name, Zone: s.Location().String(), At: now, Ticket: t, State: t.StateAt(standard, now),
		Clocks: ticket.Clocks(t, standard, calendar, now), Standard: standard, Notes: ask.Notes,
	}
	customer, err := maybe(tx, archive.Customers, t.Customer)
	if err != nil {
		return drawing{}, err
	}
	order, err := maybe(tx, archive.Orders, t.Order)
	if err != nil {
		return drawing{}, err
	}
	in.Customer, in.Order = customer.Name, order.Number
	if in.Returns, err = briefsOf(tx, storage.Span{Index: "ticket", Prefix: record.Key(t.ID)}, now); err != nil {
		return drawing{}, err
	}
	if in.Lines, err = ticketLines(tx, t.ID); err != nil {
		return drawing{}, err
	}
	if in.Names, err = staffNames(tx); err != nil {
		return drawing{}, err
	}
	return drawing{t.Number, func(*App) ([]byte, error) { return reports.Ticket(in, say) }}, nil
}
