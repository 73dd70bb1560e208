package returns

import (
	"slices"
	"testing"
	"time"

	"mendesk/app/record"
)

func TestPolicyJudges(t *testing.T) {
	d := newDesk(t, "A")
	p := withPolicy(d)
	type line struct {
		reason            Reason
		traits            []string
		opened, confirmed bool
	}
	plain := line{reason: ChangeOfMind}
	cases := []struct {
		name      string
		signed    record.Day
		requested record.Day
		fault     Fault
		line      line
		allowed   bool
		clause    string // that refuses
		key       string // one of the steps
	}{
		{"last day", "2026-11-10", "2026-11-17", Buyer, plain, true, "", "returns.why.window.in"},
		{"a day late", "2026-11-10", "2026-11-18", Buyer, plain, false, "2.1", "returns.why.window.out"},
		{"day of signature", "2026-11-10", "2026-11-10", Buyer, plain, true, "", "returns.why.window.before"},
		{"not signed for", "", "2026-12-30", Buyer, plain, true, "", "returns.why.window.notSigned"},
		{"over the end of a leap February", "2028-02-25", "2028-03-03", Buyer, plain, true, "", "returns.why.window.in"},
		{"quality, a day late", "2026-11-10", "2026-11-18", Merchant, line{reason: QualityFault}, false, "2.3", "returns.why.window.out"},
		{"made to order", "2026-11-10", "2026-11-12", Buyer, line{reason: ChangeOfMind, traits: []string{"custom"}}, false, "3.1", "returns.why.excluded.custom"},
		{"made to order but faulty", "2026-11-10", "2026-11-12", Merchant, line{reason: QualityFault, traits: []string{"custom"}}, true, "", "returns.why.notExcluded.merchant"},
		{"made to order in a parcel of the merchant's fault", "2026-11-10", "2026-11-12", Merchant, line{reason: ChangeOfMind, traits: []string{"custom"}}, false, "3.1", "returns.why.excluded.custom"},
		{"fresh", "2026-11-10", "2026-11-12", Buyer, line{reason: ChangeOfMind, traits: []string{"fresh"}}, false, "3.1", "returns.why.excluded.fresh"},
		{"newspaper", "2026-11-10", "2026-11-12", Buyer, line{reason: ChangeOfMind, traits: []string{"newspaper"}}, false, "3.1", "returns.why.excluded.newspaper"},
		{"digital, sealed", "2026-11-10", "2026-11-12", Buyer, line{reason: ChangeOfMind, traits: []string{"digital"}}, true, "", "returns.why.opened.no"},
		{"digital, unsealed", "2026-11-10", "2026-11-12", Buyer, line{ChangeOfMind, []string{"digital"}, true, false}, false, "3.1", "returns.why.excluded.digital"},
		{"hygiene, opened and confirmed", "2026-11-10", "2026-11-12", Buyer, line{ChangeOfMind, []string{"hygiene"}, true, true}, false, "3.2", "returns.why.excluded.hygiene"},
		{"hygiene, opened but never confirmed", "2026-11-10", "2026-11-12", Buyer, line{ChangeOfMind, []string{"hygiene"}, true, false}, true, "", "returns.why.opened.allowed.buyer"},
		{"hygiene, unopened", "2026-11-10", "2026-11-12", Buyer, line{ChangeOfMind, []string{"hygiene"}, false, true}, true, "", "returns.why.opened.no"},
		{"activated and confirmed", "2026-11-10", "2026-11-12", Buyer, line{ChangeOfMind, []string{"activated"}, true, true}, false, "3.3", "returns.why.excluded.activated"},
		{"damaged in transit", "2026-11-10", "2026-11-12", Carrier, line{TransitDamage, []string{"hygiene"}, true, true}, true, "", "returns.why.pays.carrier"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := p.Judge(Return{Fault: c.fault, SignedDay: c.signed, RequestedDay: c.requested, Lines: []ReturnLine{{
				N: 1, Title: "商品", Category: "家居", Reason: c.line.reason, Traits: c.line.traits, Opened: c.line.opened, Confirmed: c.line.confirmed,
			}}})
			if got.Allowed != c.allowed || got.Lines[0].Clause != c.clause || got.WhoPays != c.fault {
				t.Fatalf("allowed %v by clause %q, %s pays; want %v by %q", got.Allowed, got.Lines[0].Clause, got.WhoPays, c.allowed, c.clause)
			}
			if !slices.ContainsFunc(got.Steps, func(e Explain) bool { return e.Key == c.key }) {
				t.Fatalf("no step %s in %+v", c.key, got.Steps)
			}
		})
	}
}

func TestPublishedPolicyNeverChanges(t *testing.T) {
	d := newDesk(t, "A")
	p := withPolicy(d)
	now := at("2026-02-01 09:00")
	if _, err := p.Save(Template(), supervisor, now); err == nil {
		t.Fatal("a published version was saved again")
	}
	// A draft saved on another workstation before it heard of the publication.
	late := d.sealed([]record.Event{Policies.Did(p.ID, drafted, draftedData{Version: 1}, draftedPrivate{Name: "x"})}, supervisor.ID, now)
	if err := d.fold(late[0]); err == nil {
		t.Fatal("the fold took a draft into a published version")
	}
}

func TestPolicyInForce(t *testing.T) {
	begin := func(v int, from, retired time.Time) Policy {
		return Policy{ID: rid(string(rune('a' + v))), Version: v, State: PolicyPublished, From: from, RetiredAt: retired}
	}
	jan, feb, mar := at("2026-01-01 00:00"), at("2026-02-01 00:00"), at("2026-03-01 00:00")
	all := []Policy{begin(1, jan, time.Time{}), begin(2, feb, mar), {ID: rid("draft"), Version: 3, State: PolicyDraft}}
	for _, c := range []struct {
		at   time.Time
		want int
	}{{jan.Add(-time.Minute), 0}, {jan, 1}, {feb.Add(-time.Minute), 1}, {feb, 2}, {mar, 1}} {
		if got, ok := InForce(all, c.at); got.Version != c.want || ok != (c.want > 0) {
			t.Errorf("at %s version %d is in force, want %d", c.at, got.Version, c.want)
		}
	}
}

func TestPolicyIsRefusedWithItsField(t *testing.T) {
	cases := []struct {
		name        string
		change      func(*DraftPolicy)
		code, field string
	}{
		{"no name", func(c *DraftPolicy) { c.Name = " " }, "field.missing", "name"},
		{"clause twice", func(c *DraftPolicy) { c.Clauses[1].Number = "2.1" }, "policy.clauseTwice", "clauses.1.number"},
		{"no English", func(c *DraftPolicy) { c.Clauses[0].EN = "" }, "field.missing", "clauses.0.en"},
		{"no window for the carrier", func(c *DraftPolicy) { c.Terms.Windows = c.Terms.Windows[:2] }, "policy.faultMissing", "terms.windows"},
		{"nobody pays", func(c *DraftPolicy) { c.Terms.Payers = nil }, "policy.faultMissing", "terms.payers"},
		{"clause that is not there", func(c *DraftPolicy) { c.Terms.Exclusions[0].Clause = "9" }, "return.clauseUnknown", "terms"},
		{"negative days", func(c *DraftPolicy) { c.Terms.Windows[0].Days = -1 }, "policy.days", "terms.windows.0.days"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			draft := Template()
			c.change(&draft)
			_, err := draft.Events(rid("p"), 1, supervisor, at("2026-01-01 00:00"))
			if got, field := code(t, err); got != c.code || field != c.field {
				t.Fatalf("refused with %q on %q, want %q on %q", got, field, c.code, c.field)
			}
		})
	}
}
