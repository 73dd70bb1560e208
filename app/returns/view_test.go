package returns

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/record"
)

func marks(r Return, now time.Time) string {
	out := []string{}
	for _, s := range r.Stages(DefaultColumnLimits(), now) {
		out = append(out, string(s.Stage)+":"+string(s.Mark))
	}
	return strings.Join(out, " ")
}

func TestRailOfStages(t *testing.T) {
	now := at("2026-11-22 12:00")
	cases := []struct {
		stage Stage
		want  string
	}{
		{StageReview, "request:done review:current sendBack:todo receive:todo disinfect:todo inspect:todo dispose:todo refund:todo"},
		{StageSendBack, "request:done review:done sendBack:current receive:todo disinfect:todo inspect:todo dispose:todo refund:todo"},
		{StageDisinfect, "request:done review:done sendBack:done receive:done disinfect:current inspect:todo dispose:todo refund:todo"},
		{StageInspect, "request:done review:done sendBack:done receive:done disinfect:done inspect:current dispose:todo refund:todo"},
		{StageDispose, "request:done review:done sendBack:done receive:done disinfect:done inspect:done dispose:current refund:todo"},
	}
	for _, c := range cases {
		d := newDesk(t, "A")
		upTo(d, c.stage)
		if got := marks(d.ret(theReturn), now); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.stage, got, c.want)
		}
	}
	d := newDesk(t, "A")
	p := upTo(d, StageReview)
	events, err := d.ret(theReturn).Reject(Reject{Clause: "3.2", Reason: "x"}, agent, p, now)
	d.must(agent, now, events, err)
	if got := marks(d.ret(theReturn), now); got != "request:done review:done sendBack:notApplied receive:notApplied disinfect:notApplied inspect:notApplied dispose:notApplied refund:notApplied" {
		t.Errorf("rejected: %s", got)
	}
}

func TestCurrentStepCountsAgainstItsLimit(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageInspect)
	since := d.ret(theReturn).Since
	steps := d.ret(theReturn).Stages(DefaultColumnLimits(), since.Add(3*time.Hour+28*time.Minute))
	if s := steps[5]; s.Spent != 12480 || s.Limit != 8*3600 || !s.At.Equal(since) {
		t.Fatalf("the current step is %+v", s)
	}
}

func TestChipsOfTheLines(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageInspect)
	events, err := d.ret(theReturn).Inspect(Inspect{Line: 2, Grade: "A", Accepted: 2}, inspector, noon)
	d.must(inspector, noon, events, err)
	want := [][3]Part{
		{{Mark: Done, Key: "returns.reception.received"}, {Mark: Done, Key: "returns.hygiene.disinfected"}, {Mark: Todo, Key: "returns.inspection.pending"}},
		{{Mark: Differs, Key: "returns.reception.short"}, {Mark: Done, Key: "returns.hygiene.disinfected"}, {Mark: Done, Key: "returns.inspection.accepted"}},
		{{Mark: NotApplied, Key: "returns.reception.none"}, {Mark: NotApplied, Key: "returns.hygiene.notNeeded"}, {Mark: NotApplied, Key: "returns.inspection.none"}},
	}
	for i, p := range d.ret(theReturn).Parts() {
		for j, got := range []Part{p.Reception, p.Hygiene, p.Inspection} {
			if got.Mark != want[i][j].Mark || got.Key != want[i][j].Key {
				t.Errorf("line %d part %d is %+v, want %+v", i+1, j, got, want[i][j])
			}
		}
	}
	if p := d.ret(theReturn).Parts()[1]; p.Reception.Params["missing"] != "1" || p.Inspection.Params["grade"] != "A" {
		t.Errorf("parts of line 2: %+v", p)
	}
}

func TestPaceOfACard(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageInspect)
	r := d.ret(theReturn)
	for _, c := range []struct {
		after time.Duration
		flag  string
		want  Pace
	}{
		{6 * time.Hour, "", OnPace},
		{6*time.Hour + 24*time.Minute, "", Slow},
		{11 * time.Hour, "", Slow},
		{11 * time.Hour, "inspectedApart", Stuck},
		{16 * time.Hour, "", Stuck},
	} {
		x := r
		if c.flag != "" {
			x = r.flagged(c.flag)
		}
		if got := x.Brief(DefaultColumnLimits(), r.ColumnSince.Add(c.after)).Pace; got != c.want {
			t.Errorf("after %s with flag %q: %s, want %s", c.after, c.flag, got, c.want)
		}
	}
	if b := r.Brief(DefaultColumnLimits(), noon); b.Title != "空气净化器 AP-500 白" || !b.More || b.Units != 4 || b.Amount != yuan(208600) || b.Column != ColumnInspect || b.Waiting != ForUs {
		t.Errorf("card %+v", b)
	}
}

func TestIndexesPutTheOldestFirst(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageInspect)
	early := d.ret(theReturn)
	late := early
	late.ColumnSince = early.ColumnSince.Add(time.Minute)
	for _, ix := range Returns.Indexes {
		if ix.Name != "column" {
			continue
		}
		a, b := ix.Keys(early, nil)[0], ix.Keys(late, nil)[0]
		if slices.Compare(a, b) >= 0 || !strings.HasPrefix(string(a), string(record.Key("inspect"))) {
			t.Fatalf("keys %x, %x", a, b)
		}
		return
	}
	t.Fatal("no index by column")
}

func TestRowCarriesWhatFiguresNeed(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageDispose)
	r := d.ret(theReturn)
	in := intern()
	row := ReadRow(r.row(nil, in))
	if row.Units != 5 || row.Approved != 4 || row.Received != 3 || row.Accepted != 3 || row.N != 3 {
		t.Fatalf("row %+v", row)
	}
	if l := row.Lines[1]; l.Reason != QualityFault || l.Cost != 25800 || l.SKU != in("F5-1P") || l.Units != 3 || l.Accepted != 2 {
		t.Fatalf("line 2 of the row %+v", l)
	}
	if want := int32(record.Day("1970-01-01").Until("2026-11-10")); row.SignedDay != want || row.State != Received || row.Stage != StageDispose || row.Fault != Merchant {
		t.Fatalf("row %+v", row)
	}
	ms, by, open := row.Dwell(StageSendBack, noon)
	if ms != 2*24*60*60*1000 || by[1] != ms/2 || by[2] != ms/2 || open {
		t.Fatalf("sent back in %d ms, by party %v, open %v", ms, by, open)
	}
	if ms, _, open := row.Dwell(StageDispose, r.Since.Add(time.Hour)); ms != 3600_000 || !open {
		t.Fatalf("an hour in disposition is %d ms, open %v", ms, open)
	}
}

// A refund that one workstation declined is not held by another that did not know it.
func TestDecisionsOnARefundHoldInOneOrder(t *testing.T) {
	base, order := entitledDesk(t)
	events, err := base.ledger(order).Propose(ProposeRefund{Ledger: order, Return: theReturn, Lines: base.ledger(order).Proposal(theReturn)}, refund1, agent, noon)
	base.must(agent, noon, events, err)
	events, err = base.ledger(order).Approve(ApproveRefund{Refund: refund1}, supervisor, Limit{Unlimited: true}, noon)
	base.must(supervisor, noon, events, err)
	elsewhere := func(name string, after time.Duration, do func(Ledger) ([]record.Event, error)) *desk {
		d := newDesk(t, name)
		d.states, d.clock = cloned(base.states), base.clock
		events, err := do(d.ledger(order))
		d.must(supervisor, noon.Add(after), events, err)
		return d
	}
	decline := func(after time.Duration) *desk {
		return elsewhere("B", after, func(l Ledger) ([]record.Event, error) {
			return l.Decline(DeclineRefund{Refund: refund1, Reason: "客户改要换货"}, supervisor, noon)
		})
	}
	hold := elsewhere("C", time.Hour, func(l Ledger) ([]record.Event, error) { return l.Hold(HoldRefund{Refund: refund1}, agent, true, noon) })
	first := merged(t, base.happened, decline(time.Minute).happened, hold.happened)
	if f := first.ledger(order).Refunds[0]; f.State != RefundDeclined || len(first.refused) != 1 || first.refused[0].Code != "refund.notApproved" {
		t.Fatalf("declined, then held: %+v, refused %v", f, first.refused)
	}
	last := merged(t, base.happened, decline(2*time.Hour).happened, hold.happened)
	if f := last.ledger(order).Refunds[0]; f.State != RefundDeclined || len(last.refused) != 0 {
		t.Fatalf("held, then declined: %+v, refused %v", f, last.refused)
	}
}
