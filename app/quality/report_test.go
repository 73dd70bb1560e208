package quality

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

// autumn is a small shop: tickets and orders of October and November, one return and one inspector.
func autumn() Input {
	var tickets []ticket.Ticket
	for i := range 40 {
		month := 10 + i%2
		x := ended(fmt.Sprintf("%d-05 10:%02d", month, i), fmt.Sprintf("%d-05 12:00", month), fmt.Sprintf("%d-05 16:00", month))
		x.Rating, x.RatedAt = 3+i%3, x.ResolvedAt
		tickets = append(tickets, x)
	}
	tickets = append(tickets, ended("11-06 10:00", "", ""),
		with(ended("11-06 10:00", "", "11-06 11:00"), func(x *ticket.Ticket) { x.Kind = ticket.Complaint }))
	course := training.Course{ID: "COURSE", Code: "QC", Versions: []training.CourseVersion{{
		Version: 1, NameZh: "质检", NameEn: "Inspection", Steps: []training.Step{training.Inspect}, Roles: []training.Role{training.Inspector},
	}}}
	person := func(id record.ID, name string) training.Person {
		return training.Person{ID: id, Login: name, Name: name, Active: true, Roles: []training.Role{training.Inspector}}
	}
	return Input{
		Shop: shop.Shop{
			Name: "栖木生活", Currency: "CNY", Language: shop.Chinese,
			Targets: []shop.Targets{{Version: 1, List: shop.DefaultTargets()}},
		},
		Tickets: ticketRows(tickets...),
		Orders:  orderRows(bought(1, "11-02 10:00", 4), bought(2, "11-03 10:00", 6), bought(3, "10-03 10:00", 6)),
		Returns: returnRows(back(1, "11-05 10:00", "11-09 10:00"), back(2, "11-06 10:00", "")),
		Staff: Staff{
			People: []training.Person{person("ME", "fang"), person("YOU", "he"), person("HER", "luo")}, Courses: []training.Course{course},
			Certificates: []training.Certificate{
				{ID: "C1", Person: "ME", Course: "COURSE", CourseVersion: 1, From: at("10-20 00:00"), Until: "2026-12-10"},
				{ID: "C2", Person: "YOU", Course: "COURSE", CourseVersion: 1, From: at("01-20 00:00"), Until: "2026-11-10"},
			},
		},
	}
}

func described(id record.ID) (Described, error) {
	return Described{Number: "T-A-" + string(id), Customer: "林女士", Subject: "异响", Owner: "罗", State: "open"}, nil
}

func TestReportHoldsEveryPart(t *testing.T) {
	r, err := autumn().Report(november, at("12-20 09:00"), described)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range r.Figures {
		keys = append(keys, f.Key)
	}
	if !slices.Equal(keys, Keys()) {
		t.Errorf("figures %v, want %v", keys, Keys())
	}
	if r.Shop != "栖木生活" || r.Previous != (Span{"2026-10-01", "2026-10-31"}) || r.Zone != "Asia/Shanghai" {
		t.Errorf("head %s %v %s", r.Shop, r.Previous, r.Zone)
	}
	if len(r.Trends) != len(Keys()) || len(r.Trend.Points) != TrendPeriods || r.Trend.Key != CSAT || r.Trend.Points[11].Label != "2026-11" {
		t.Errorf("trend %+v", r.Trend)
	}
	if last, f := r.Trend.Points[11], find(t, r.Figures, CSAT); *last.Value != *f.Value || last.N != f.N {
		t.Errorf("the trend ends at %s, the card shows %s", show(last.Value), show(f.Value))
	}
	if f, point := find(t, r.Figures, CSAT), r.Trend.Points[10]; show(f.Previous) != show(point.Value) || f.PreviousN != 20 {
		t.Errorf("the period before is %s of %d on the card, %s in the trend", show(f.Previous), f.PreviousN, show(point.Value))
	}
	if r.BreachedTotal != 3 || len(r.Breached) != 3 || r.Breached[0].Customer != "林女士" || !r.Breached[0].Open {
		t.Errorf("breached %d: %+v", r.BreachedTotal, r.Breached)
	}
	if f := find(t, r.Figures, ComplaintRate); f.Numerator != 1 || f.Denominator != 2 || f.Met != Missed || f.Low == nil {
		t.Errorf("complaint rate %d/%d %s", f.Numerator, f.Denominator, f.Met)
	}
	if f := find(t, r.Figures, ReturnRate); show(f.Value) != "0.2" {
		t.Errorf("return rate %s", show(f.Value))
	}
	if len(r.Ratings) != 5 || len(r.Pareto.Bars) != 1 || len(r.Stages) != 1 {
		t.Errorf("ratings %v, reasons %v, stages %v", r.Ratings, r.Pareto.Bars, r.Stages)
	}
}

func TestCertificationNamesThoseWhoLackIt(t *testing.T) {
	r, err := autumn().Report(november, at("12-20 09:00"), described)
	if err != nil {
		t.Fatal(err)
	}
	f := find(t, r.Figures, CertifiedCoverage)
	if f.Numerator != 1 || f.Denominator != 3 || show(f.Previous) != "0.6667" || f.Trending != Worse {
		t.Errorf("coverage %d/%d after %s: as of the end of the period, not of the printing", f.Numerator, f.Denominator, show(f.Previous))
	}
	c := r.Certification[0]
	if c.Course != "质检" || c.Required != 3 || c.Valid != 1 || c.Expiring != 1 || c.Expired != 1 || c.Missing != 1 || !slices.Equal(c.People, []string{"he", "luo"}) {
		t.Errorf("%+v", c)
	}
	in := autumn()
	in.Lang = shop.English
	if r, _ := in.Report(november, at("12-20 09:00"), described); r.Certification[0].Course != "Inspection" {
		t.Errorf("in English the course is called %s", r.Certification[0].Course)
	}
}

func TestNotesSayWhatWasLeftOut(t *testing.T) {
	note := func(r Report, key string) int {
		i := slices.IndexFunc(r.Notes, func(n Note) bool { return n.Key == key })
		if i < 0 {
			return -1
		}
		return r.Notes[i].Count
	}
	r, _ := autumn().Report(november, at("12-20 09:00"), described)
	if note(r, "clean") != 0 || note(r, "periodOpen") != -1 || note(r, "openReturns") != 1 {
		t.Errorf("a period that is over, with nothing left out: %v", r.Notes)
	}
	in := autumn()
	in.Tickets = ticketRows(
		with(ended("11-05 10:00", "11-05 12:00", "11-05 11:00"), func(x *ticket.Ticket) { x.LeftOut, x.Odd = true, []string{ticket.ResolvedBeforeReply} }),
		with(ended("11-05 10:00", "", ""), func(x *ticket.Ticket) { x.State = ticket.Spam }), ended("11-20 10:00", "", ""))
	r, _ = in.Report(november, at("11-20 10:30"), described)
	for key, want := range map[string]int{impossibleTimes: 1, dropped: 1, notDue: 2, "periodOpen": 0, "clean": -1} {
		if got := note(r, key); got != want {
			t.Errorf("note %s: %d, want %d of %v", key, got, want, r.Notes)
		}
	}
}

func TestSameInputSameReport(t *testing.T) {
	first, err := json.Marshal(must(autumn().Report(november, at("12-20 09:00"), described)))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, _ := json.Marshal(must(autumn().Report(november, at("12-20 09:00"), described)))
		if string(first) != string(again) {
			t.Fatal("the same input gave another report")
		}
	}
}

func TestSheetIsTheReportsFigures(t *testing.T) {
	sheet, err := autumn().Sheet(november, at("12-20 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	r := must(autumn().Report(november, at("12-20 09:00"), described))
	a, _ := json.Marshal(sheet.Figures)
	b, _ := json.Marshal(r.Figures)
	if string(a) != string(b) {
		t.Errorf("screen and paper differ:\n%s\n%s", a, b)
	}
}

// TestATrendIsTheSheetsOfItsPeriods holds the short way, by which a report reckons what is long past, to the whole one.
func TestATrendIsTheSheetsOfItsPeriods(t *testing.T) {
	in, asOf := year(600), at("11-20 09:00")
	r := must(in.Report(november, asOf, described))
	periods := november.Last(TrendPeriods)
	for i, p := range periods {
		sheet := must(in.Sheet(p, asOf))
		for nth, f := range sheet.Figures {
			point := r.Trends[nth].Points[i]
			if show(point.Value) != show(f.Value) || point.N != f.N {
				t.Errorf("%s of %s: %s of %d in the trend, %s of %d on its sheet", f.Key, p.Label(), show(point.Value), point.N, show(f.Value), f.N)
			}
		}
	}
	last := must(in.measure(periods[TrendPeriods-2:], periods[0].Start(), asOf))
	now, before := last[1].returns, last[0].returns
	whole := Report{Stages: now.stages(before), Pareto: now.pareto(ByCount), CostPareto: now.pareto(ByCost)}
	a, _ := json.Marshal([]any{r.Stages, r.Pareto, r.CostPareto})
	b, _ := json.Marshal([]any{whole.Stages, whole.Pareto, whole.CostPareto})
	if string(a) != string(b) || len(r.Stages) == 0 || r.Stages[0].Previous == nil || r.Pareto.N == 0 {
		t.Errorf("the report tells of returns\n%s\nand a walk of the two periods\n%s", a, b)
	}
}

func TestFiguresAsJSON(t *testing.T) {
	sheet, err := Input{}.Sheet(november, at("12-20 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		From, To, AsOf string
		Figures        []map[string]any
	}
	if err := json.Unmarshal(raw, &read); err != nil {
		t.Fatal(err)
	}
	if read.From != "2026-11-01" || read.To != "2026-11-30" || read.AsOf != "2026-12-20T01:00:00Z" {
		t.Errorf("%s", raw[:120])
	}
	for _, f := range read.Figures {
		for _, name := range []string{"key", "value", "numerator", "denominator", "n", "leftOut", "unit", "target", "small"} {
			if _, ok := f[name]; !ok {
				t.Errorf("%v has no %s", f["key"], name)
			}
		}
		if f["value"] != nil || f["target"] != nil || f["left"] == nil {
			t.Errorf("of an empty desk %v is %v, target %v", f["key"], f["value"], f["target"])
		}
	}
}

func TestReportRefusesABackwardPeriodAndPassesAnErrorOn(t *testing.T) {
	_, err := autumn().Report(Period{"2026-11-02", "2026-11-01", shanghai}, at("12-20 09:00"), described)
	if p, ok := record.AsProblem(err); !ok || p.Code != "period.backwards" {
		t.Errorf("%v", err)
	}
	lost := errors.New("read ticket: damaged")
	_, err = autumn().Report(november, at("12-20 09:00"), func(record.ID) (Described, error) { return Described{}, lost })
	if !errors.Is(err, lost) {
		t.Errorf("%v", err)
	}
}

func TestTheTrendIsALineWhereThereIsOne(t *testing.T) {
	in := autumn()
	in.Tickets = ticketRows(ended("10-05 10:00", "10-05 11:00", ""), ended("11-05 10:00", "11-05 11:00", ""),
		with(ended("11-05 10:00", "11-05 11:00", "11-06 10:00"), func(x *ticket.Ticket) { x.Rating, x.RatedAt = 5, at("11-07 10:00") }))
	if r := must(in.Report(november, at("12-20 09:00"), described)); r.Trend.Key != FirstReplyInTime {
		t.Errorf("%s has one point only and is no line", r.Trend.Key)
	}
}

func TestEmptyDeskHasAReport(t *testing.T) {
	r, err := Input{}.Report(november, at("12-20 09:00"), described)
	if err != nil {
		t.Fatal(err)
	}
	if r.Breached == nil || r.Certification == nil || r.Notes == nil || r.Stages == nil || r.Pareto.Bars == nil || len(r.Ratings) != 5 {
		t.Errorf("lists of an empty report are empty, not missing: %+v", r)
	}
	if r.Trend.Key == "" || len(r.Trend.Points) != TrendPeriods {
		t.Errorf("trend %+v", r.Trend)
	}
}
