package reports

import (
	"strings"
	"testing"
	"time"

	"mendesk/app/quality"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/texts"
)

// Money that went out twice stands on the first page of the report and beside the ledger of the return note, until
// somebody settled it; then their words do.
func TestDoublePaymentsCannotBeOverlooked(t *testing.T) {
	clock := time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC)
	said := func(pdf []byte, first bool) string {
		args := []string{"-layout", "FILE", "-"}
		if first {
			args = append([]string{"-l", "1"}, args...)
		}
		return bare(tool(t, pdf, "pdftotext", args...))
	}
	for lang, want := range map[string][3]string{
		"zh-CN": {"重复付款待裁定：1 起", "这笔钱付了两次", "追回"}, "en": {"Double payments to be settled: 1", "This money went out twice", "came back"},
	} {
		words := shipped{texts.For(lang), t}
		in := demo()
		if text := said(drawWith(t, in, words), true); strings.Contains(text, bare(want[0])) {
			t.Errorf("%s: alarmed about nothing", lang)
		}
		in.PaidTwice = []quality.PaidTwice{{Number: "R-B-261116-3", Over: record.Money{Minor: 12900, Currency: "CNY"}, Refunds: 2, OpenedAt: clock}}
		if text := said(drawWith(t, in, words), true); !strings.Contains(text, bare(want[0])) || !strings.Contains(text, "R-B-261116-3") || !strings.Contains(text, "129.00") {
			t.Errorf("%s: the first page says\n%s", lang, text)
		}
		paper := demoReturn()
		paper.Ledger.Incidents = []returns.Incident{{N: 1, Refunds: []record.ID{paper.Ledger.Refunds[0].ID, paper.Ledger.Refunds[1].ID}, Over: 12900, OpenedAt: clock}}
		note := func() string {
			pdf, err := ReturnNote(paper, words)
			if err != nil {
				t.Fatal(err)
			}
			return said(kept(t, pdf, "return-twice-"+lang), false)
		}
		if text := note(); !strings.Contains(text, bare(want[1])) {
			t.Errorf("%s: the return note says\n%s", lang, text)
		}
		in0 := &paper.Ledger.Incidents[0]
		in0.SettledAt, in0.SettledBy, in0.Recovered, in0.Words = clock, "LUO", 12900, "客户已退回第二笔"
		if text := note(); strings.Contains(text, bare(want[1])) || !strings.Contains(text, bare(want[2])) || !strings.Contains(text, "客户已退回第二笔") {
			t.Errorf("%s: settled, the return note says\n%s", lang, text)
		}
	}
}
