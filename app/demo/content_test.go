package demo

import (
	"slices"
	"strings"
	"testing"

	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

func TestSituationsAreWhole(t *testing.T) {
	c, err := read()
	if err != nil {
		t.Fatal(err)
	}
	known := func(key string) bool {
		return slices.ContainsFunc(c.Products, func(p product) bool { return p.Key == key })
	}
	fill := strings.NewReplacer("{name}", "", "{product}", "", "{agent}", "")
	for _, s := range c.Situations {
		if !slices.Contains(ticket.Kinds(), s.Kind) || s.Category == "" {
			t.Errorf("%s: kind %q, category %q", s.Zh.Subject, s.Kind, s.Category)
		}
		if (s.Reason == "") != (s.Fault == "") || s.Reason != "" && !slices.Contains(returns.Reasons(), s.Reason) {
			t.Errorf("%s: reason %q, fault %q", s.Zh.Subject, s.Reason, s.Fault)
		}
		for _, key := range s.Products {
			if !known(key) {
				t.Errorf("%s is about %s, which is not sold", s.Zh.Subject, key)
			}
		}
		for _, x := range []talk{s.Zh, s.En} {
			if x.Subject == "" || x.Ask == "" || x.Reply == "" || x.Solution == "" || (x.More == "") != (x.Answer == "") {
				t.Errorf("%s: words are missing in %+v", s.Category, x)
			}
			if left := fill.Replace(x.Subject + x.Ask + x.Reply + x.More + x.Answer + x.Solution); strings.ContainsAny(left, "{}") {
				t.Errorf("%s: a place that nobody fills in %+v", s.Category, x)
			}
		}
		if (s.Zh.More == "") != (s.En.More == "") {
			t.Errorf("%s goes on in one language only", s.Category)
		}
	}
}

func TestStaffFitsTheCourses(t *testing.T) {
	c, err := read()
	if err != nil {
		t.Fatal(err)
	}
	if err := training.CheckPIN(PIN); err != nil {
		t.Errorf("everybody's PIN would be refused: %v", err)
	}
	for i, e := range c.Staff {
		if e.Mentor != "" && !slices.ContainsFunc(c.Staff[:i], func(m employee) bool { return m.Login == e.Mentor }) {
			t.Errorf("%s joins before the mentor %s", e.Login, e.Mentor)
		}
		if e.Left > 0 && e.Mentor == "" {
			t.Errorf("nobody takes over from %s", e.Login)
		}
		for code := range e.Certificates {
			if !slices.ContainsFunc(c.Courses, func(x course) bool { return x.Code == code }) {
				t.Errorf("%s holds a certificate of %s, which is not taught", e.Login, code)
			}
		}
	}
}
