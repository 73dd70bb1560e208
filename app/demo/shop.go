package demo

import (
	"fmt"
	"slices"
	"time"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/training"
)

// historyDays is how far the history goes back: fourteen months.
const historyDays = 426

// shop is the shop while its history happens.
type shop struct {
	content
	app   *app.App
	seed  uint64
	start time.Time
	end   time.Time
	clock time.Time
	acts  string // login of who is signed in

	tickets   *app.Tickets
	returns   *app.Returns
	customers *app.Customers
	training  *app.Training

	agenda  agenda
	planned int

	people  map[string]record.ID // by login
	courses map[string]record.ID // by code
	known   map[int]record.ID    // customers that the desk knows, by their number
	ordered int                  // numbers orders
	made    Made
}

// found makes the desk and begins its history.
func found(o app.Options, plan Plan, c content, end time.Time) (*shop, error) {
	s := &shop{
		content: c, seed: plan.Seed, end: end, people: map[string]record.ID{}, courses: map[string]record.ID{}, known: map[int]record.ID{},
		made: Made{Desk: o.Dir, Until: record.Instant(end), PIN: PIN},
	}
	s.start = midnight(end).AddDate(0, 0, -historyDays).Add(9 * time.Hour)
	s.clock = s.start
	o.Now, o.Rand, o.Fast = func() time.Time { return s.clock }, bytesFor(plan.Seed, "ids", 0), true
	s.app = app.New(o)
	for _, service := range s.app.Services() {
		switch x := service.(type) {
		case *app.Tickets:
			s.tickets = x
		case *app.Returns:
			s.returns = x
		case *app.Customers:
			s.customers = x
		case *app.Training:
			s.training = x
		}
	}
	first := c.Staff[0]
	err := s.app.Found(app.Found{
		Shop: c.Shop.Name, Zone: c.Shop.Zone, Currency: c.Shop.Currency, Lang: c.Shop.Lang,
		Admin: first.Name, Login: first.Login, PIN: PIN, Workstation: c.Shop.Workstation, Letter: c.Shop.Letter,
	})
	return s, err
}

// live plans the whole history and lets it happen.
func (s *shop) live(plan Plan) (Made, error) {
	s.hire()
	s.train()
	s.serve(plan.Tickets)
	if err := s.run(); err != nil {
		return Made{}, fmt.Errorf("at %s: %w", s.clock.In(s.end.Location()).Format(time.DateTime), err)
	}
	s.clock = s.end
	err := s.as(s.Staff[0].Login)
	if err != nil {
		return Made{}, err
	}
	people, err := s.training.People()
	for _, p := range people {
		if p.Active {
			s.made.Logins = append(s.made.Logins, p.Login)
		}
	}
	s.made.People, s.made.Customers, s.made.Orders = len(s.made.Logins), len(s.known), s.ordered
	return s.made, err
}

// as signs somebody in; for who has left their mentor stands in.
func (s *shop) as(login string) error {
	i := slices.IndexFunc(s.Staff, func(e employee) bool { return e.Login == login })
	if e := s.Staff[i]; s.left(e, s.clock) {
		login = e.Mentor
	}
	if s.acts == login {
		return nil
	}
	if err := s.app.ActAs(login); err != nil {
		return fmt.Errorf("sign in %s: %w", login, err)
	}
	s.acts = login
	return nil
}

// by lets somebody do something.
func by[T any](s *shop, login string, do func() (T, error)) (T, error) {
	if err := s.as(login); err != nil {
		var none T
		return none, err
	}
	return do()
}

// done is by for what gives nothing that the story needs.
func done[T any](s *shop, login string, do func() (T, error)) error {
	_, err := by(s, login, do)
	return err
}

// before is a moment so many days before the end, at an hour of the day.
func (s *shop) before(days int, hour time.Duration) time.Time {
	return midnight(s.end).AddDate(0, 0, -days).Add(hour)
}

// with gives the logins of those who have a role and work here at a moment.
func (s *shop) with(role training.Role, at time.Time) []string {
	var out []string
	for _, e := range s.Staff {
		here := s.joined(e).Before(at) && !s.left(e, at)
		if here && slices.Contains(e.Roles, role) {
			out = append(out, e.Login)
		}
	}
	return out
}

func (s *shop) left(e employee, at time.Time) bool {
	return e.Left > 0 && !at.Before(s.before(e.Left, 0))
}

func (s *shop) joined(e employee) time.Time {
	if e.Joined == 0 {
		return s.start
	}
	return s.before(e.Joined, 10*time.Hour)
}

// story begins a story of its own luck.
func (s *shop) story(what string, n int) *story {
	return &story{chance: chanceFor(s.seed, what, n), shop: s}
}
