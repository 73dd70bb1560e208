package returns

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mendesk/app/record"
)

// catalogue reads a language as flat keys; a plural counts by its key without the suffix.
func catalogue(t *testing.T, language string) map[string]string {
	raw, err := os.ReadFile(filepath.Join("..", "texts", language+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	var walk func(prefix string, v any)
	walk = func(prefix string, v any) {
		switch v := v.(type) {
		case string:
			flat[strings.TrimSuffix(prefix, "_other")] = v
		case map[string]any:
			for k, x := range v {
				walk(strings.TrimPrefix(prefix+"."+k, "."), x)
			}
		}
	}
	walk("", tree)
	return flat
}

var (
	codes = regexp.MustCompile(`"((?:return|receive|disinfect|inspect|dispose|settle|ledger|grant|refund|policy)\.[a-zA-Z]+)"`)
	keys  = regexp.MustCompile(`"(returns\.[a-zA-Z.]+)"`)
	flags = regexp.MustCompile(`(?:flagged|flagIf)\([^"\n]*"([a-zA-Z]+)"\)`)
)

// Every code, key and word that this package can hand out has a text in both languages.
func TestEveryWordHasItsTexts(t *testing.T) {
	want := words()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if f != "timeline.go" { // its keys follow returns.line
			for _, m := range codes.FindAllSubmatch(raw, -1) {
				want = append(want, "problem."+string(m[1]))
			}
		}
		for _, m := range keys.FindAllSubmatch(raw, -1) {
			if key := string(m[1]); !strings.HasSuffix(key, ".") {
				want = append(want, key)
			}
		}
		for _, m := range flags.FindAllSubmatch(raw, -1) {
			want = append(want, "returns.flag."+string(m[1]))
		}
	}
	for _, language := range []string{"zh-CN", "en"} {
		texts := catalogue(t, language)
		for _, key := range want {
			if texts[key] == "" {
				t.Errorf("%s has no text for %s", language, key)
			}
		}
	}
	if len(want) < 200 {
		t.Fatalf("only %d words were looked for", len(want))
	}
}

func words() []string {
	var out []string
	out = append(out, each("state", rowStates)...)
	out = append(out, each("reason", Reasons())...)
	out = append(out, each("fault", Faults())...)
	out = append(out, each("method", Methods())...)
	out = append(out, each("reception", []Reception{Expected, OnItsWay, LineReceived, Short, WrongItem, Lost, NotReturned, NothingExpected})...)
	out = append(out, each("hygiene", []Hygiene{HygienePending, NotNeeded, Quarantined, Disinfected, Unfit})...)
	out = append(out, each("inspection", []Inspection{InspectionPending, Accepted, PartlyAccepted, NotAccepted, NoInspection})...)
	out = append(out, each("disposition", Dispositions())...)
	out = append(out, each("disinfection", DisinfectionMethods())...)
	out = append(out, each("check", Checks())...)
	out = append(out, each("stage", rowStages)...)
	out = append(out, each("column", Columns())...)
	out = append(out, each("waiting", Parties())...)
	out = append(out, each("pace", []Pace{OnPace, Slow, Stuck})...)
	out = append(out, each("trait", Traits())...)
	out = append(out, each("grant", GrantKinds())...)
	out = append(out, each("channel", Channels())...)
	out = append(out, each("policyState", []PolicyState{PolicyDraft, PolicyPublished, PolicyRetired})...)
	out = append(out, each("refundState", []RefundState{RefundProposed, RefundApproved, RefundWaiting, RefundRefused, RefundHeld, RefundExecuted, RefundFailed, RefundReversed, RefundDeclined})...)
	out = append(out, each("why.excluded", Traits())...)
	out = append(out, each("why.pays", Faults())...)
	out = append(out, each("why.opened.allowed", Faults())...)
	out = append(out, each("why.notExcluded", []Fault{Merchant, Carrier})...)
	out = append(out, each("matter", []Reception{Lost, WrongItem, Short})...)
	out = append(out, each("missing", []Stage{StageReceive, StageDisinfect, StageInspect})...)
	out = append(out, each("line.disinfected", DisinfectionMethods())...)
	out = append(out, each("line.disposed", Dispositions())...)
	out = append(out, each("line.granted", GrantKinds())...)
	out = append(out, each("line.tracked", []State{InTransit, CustomsHold})...)
	out = append(out, each("shows", Shows())...)
	out = append(out, each("line", []string{
		record.Attached, record.Detached,
		requested, informationAsked, informationGiven, rejected, cancelled, settled, entitled, "approved.allowed", "approved.against",
		"shippedBack.contactless", "shippedBack.pickUp", "shippedBack.sent", "received.whole", "received.differs", "disinfected.unfit",
		"inspected.accepted", "inspected.partly", "inspected.rejected", "refund.approvedWithin", incidentSettled,
	})...)
	return append(out, each("line.refund", []string{proposed, approved, declined, held, executed, failed, reversed, holdAsked, holdConfirmed, holdWithdrawn, holdLost, holdOverridden})...)
}

func each[T ~string](section string, all []T) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = "returns." + section + "." + string(x)
	}
	return out
}

var places = regexp.MustCompile(`\{\{(\w+)\}\}`)

// Each line of the timeline fills every place that its text has, in both languages.
func TestTimelineTellsEveryEvent(t *testing.T) {
	d, order := entitledDesk(t)
	events, err := d.ledger(order).Refund(RefundNow{Ledger: order, Return: theReturn, Note: "合格即退"}, refund1, agent, Limit{Minor: 500000}, true, noon)
	d.must(agent, noon, events, err)
	events, err = d.ledger(order).Execute(ExecuteRefund{Refund: refund1, Channel: "alipay", Reference: "8841"}, agent, noon)
	d.must(agent, noon, events, err)
	told := 0
	for _, language := range []string{"zh-CN", "en"} {
		texts := catalogue(t, language)
		for _, h := range d.happened {
			if h.Of.Kind == Policies.Name {
				continue
			}
			line, ok := Line(h)
			if !ok || texts[line.Key] == "" || line.Who == "" || line.At.IsZero() || line.Entry == "" {
				t.Errorf("%s on %s is told as %+v", h.What, h.Of.Kind, line)
			}
			for _, m := range places.FindAllStringSubmatch(texts[line.Key], -1) {
				if line.Params[m[1]] == "" {
					t.Errorf("%s leaves {{%s}} empty: %v", line.Key, m[1], line.Params)
				}
			}
			told++
		}
	}
	if first, _ := Line(d.happened[2]); first.Text != "吸力很弱" {
		t.Errorf("the customer's words are %q", first.Text)
	}
	if told < 24 {
		t.Fatalf("only %d lines were told", told)
	}
}
