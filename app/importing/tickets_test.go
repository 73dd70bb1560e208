package importing

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mendesk/app/record"
	"mendesk/app/texts"
	"mendesk/app/ticket"
)

var (
	shanghai, _ = time.LoadLocation("Asia/Shanghai")
	now         = time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC)
)

func tickets(m Map) Settings {
	return Settings{Format: Tickets, Map: m, Zone: shanghai, Now: now}
}

func read(t *testing.T, text string, s Settings) []Row {
	t.Helper()
	f, err := Read([]byte(text), s)
	if err != nil {
		t.Fatal(err)
	}
	rows := slices.Collect(f.Rows())
	if len(rows) != f.Len() {
		t.Errorf("%d rows were promised, %d came", f.Len(), len(rows))
	}
	return rows
}

// told lists findings as "row column code".
func told(findings ...Finding) []string {
	out := []string{}
	for _, f := range findings {
		out = append(out, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Code))
	}
	return out
}

func TestATicketRowIsUnderstood(t *testing.T) {
	const zh = "工单号,类型,渠道,优先级,主题,描述,客户,邮箱,电话,订单号,sku,分类,创建时间,首次回复时间,解决时间,评分,负责人\n" +
		"=\"0042\",退货,聊天,紧急,水壶漏水,\"底部漏水，\n已拍照\",王小明,w@example.com,13800138000,261101-1,KTL-1,小家电,2026/11/1 9:00,2026-11-01 9:30:00,2026-11-02 18:00,5星,何佳\t\n"
	rows := read(t, zh, tickets(nil))
	if len(rows) != 1 || rows[0].Refused != nil || len(rows[0].Odd) != 0 {
		t.Fatalf("read %+v", rows)
	}
	got := rows[0].Ticket
	want := ticket.Import{
		Source: "import", Number: "0042", Kind: ticket.Return, Channel: ticket.Chat, Priority: ticket.Urgent, Subject: "水壶漏水", Description: "底部漏水，\n已拍照",
		SKU: "KTL-1", Category: "小家电", OwnerWords: "何佳", Rating: 5, Odd: []string{},
		CreatedAt: time.Date(2026, 11, 1, 1, 0, 0, 0, time.UTC), FirstReplyAt: time.Date(2026, 11, 1, 1, 30, 0, 0, time.UTC), ResolvedAt: time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC),
	}
	if diff := cmp.Diff(want, got.Import); diff != "" {
		t.Error(diff)
	}
	if c := got.Customer; c.Name != "王小明" || c.Phones[0] != "13800138000" || c.Emails[0] != "w@example.com" || got.Order != "261101-1" || !got.Named() {
		t.Errorf("customer %+v of order %s", c, got.Order)
	}
}

func TestHeadersAreFoundByNameLabelAndMap(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		m      Map
		want   string
	}{
		"own names":       {"number,kind,createdAt", nil, "number=number kind=kind createdAt=createdAt"},
		"labels":          {"工单号,类型,创建时间", nil, "number=工单号 kind=类型 createdAt=创建时间"},
		"known elsewhere": {"Ticket_ID,TICKET TYPE,First_Response_Time", nil, "number=Ticket_ID kind=TICKET TYPE firstReplyAt=First_Response_Time"},
		"a map":           {"Nr,Sorte,kind", Map{"number": "nr", "kind": "Sorte"}, "number=Nr kind=Sorte"},
		"left out":        {"number,kind", Map{"kind": ""}, "number=number"},
		"own name first":  {"Ticket ID,number", nil, "number=number"},
		"one use each":    {"ID,order", Map{"order": "ID", "number": "order"}, "order=ID number=order"},
	} {
		f, err := Read([]byte(c.header+"\n1,2,3"), tickets(c.m))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := []string{}
		for _, col := range f.Columns() {
			got = append(got, col.Field+"="+col.Header)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	f, err := Read([]byte("number,Mood\n1,2"), tickets(nil))
	if err != nil || !slices.Equal(f.Unused(), []string{"Mood"}) {
		t.Errorf("unused are %v %v", f.Unused(), err)
	}
}

func TestFieldsAndRefs(t *testing.T) {
	if f := Fields(Tickets); len(f) != 17 || f[0] != "number" || f[16] != "owner" {
		t.Errorf("fields are %v", f)
	}
	rows := read(t, "number,createdAt\n7,2026-11-01\n,2026-11-01", tickets(nil))
	if ref := rows[0].Ref(); ref != ticket.Tickets.Ref(ticket.ImportID("import", "7")) {
		t.Errorf("%v", ref)
	}
	if ref := rows[1].Ref(); ref != (record.Ref{}) {
		t.Errorf("a refused row is about %v", ref)
	}
}

func TestFilesThatCannotBeReadSayWhy(t *testing.T) {
	for name, c := range map[string]struct {
		text, code string
		s          Settings
	}{
		"nothing":         {" \n,,\n", "import.empty", tickets(nil)},
		"no number":       {"kind,subject\n1,2", "import.columnMissing", tickets(nil)},
		"unknown field":   {"number\n1", "import.mapFieldUnknown", tickets(Map{"nummer": "number"})},
		"unknown header":  {"number\n1", "import.mapHeaderMissing", tickets(Map{"kind": "Sorte"})},
		"unknown format":  {"number\n1", "import.formatUnknown", Settings{Format: "fax"}},
		"number left out": {"number\n1", "import.columnMissing", tickets(Map{"number": ""})},
	} {
		_, err := Read([]byte(c.text), c.s)
		if p, ok := record.AsProblem(err); !ok || p.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if _, err := ParseMap([]byte("[1]")); err == nil {
		t.Error("a list is a map")
	}
	if m, err := ParseMap([]byte("\ufeff{\"number\": \"Ticket_ID\"}")); err != nil || m["number"] != "Ticket_ID" {
		t.Errorf("map is %v %v", m, err)
	}
}

func TestWordsAndTheirSynonyms(t *testing.T) {
	const header = "number,kind,channel,priority,category,rating,createdAt\n"
	for _, c := range []struct {
		row      string
		kind     ticket.Kind
		channel  ticket.Channel
		priority ticket.Priority
		category string
		rating   int
		odd      []string
	}{
		{"1,Technical issue,Chat,Critical,,4", ticket.TechnicalSupport, ticket.Chat, ticket.Urgent, "", 4, []string{}},
		{"1,Billing inquiry,Email,Medium,,", ticket.Enquiry, ticket.Email, ticket.Normal, "Billing inquiry", 0, []string{}},
		{"1,Refund request,Social media,HIGH,,5.0", ticket.Refund, ticket.SocialMedia, ticket.High, "", 5, []string{}},
		{"1,Cancellation request,phone,low,subscription,1", ticket.Enquiry, ticket.Phone, ticket.Low, "subscription", 1, []string{}},
		{"1,Product inquiry,邮件,紧急,,", ticket.Enquiry, ticket.Email, ticket.Urgent, "Product inquiry", 0, []string{}},
		{"1,投诉,聊天,中,,３分", ticket.Complaint, ticket.Chat, ticket.Normal, "", 3, []string{}},
		{"1,technicalSupport,inStore,urgent,,", ticket.TechnicalSupport, ticket.InStore, ticket.Urgent, "", 0, []string{}},
		{"1,Séance,Pigeon,Blue,,11", ticket.Enquiry, "", "", "Séance", 0, []string{"2 kind kindUnknown", "2 channel channelUnknown", "2 priority priorityUnknown", "2 rating ratingUnknown"}},
		{"1,Séance,,,mine,2.5", ticket.Enquiry, "", "", "mine", 0, []string{"2 kind kindUnknown", "2 rating ratingUnknown"}},
		{"1,,,,,", ticket.Enquiry, "", "", "", 0, []string{}},
	} {
		row := read(t, header+c.row+",2026-11-01", tickets(nil))[0]
		got := row.Ticket.Import
		if got.Kind != c.kind || got.Channel != c.channel || got.Priority != c.priority || got.Category != c.category || got.Rating != c.rating {
			t.Errorf("%s is read as %+v", c.row, got)
		}
		if diff := cmp.Diff(c.odd, told(row.Odd...)); diff != "" {
			t.Errorf("%s: %s", c.row, diff)
		}
		if len(got.Odd) != len(c.odd) {
			t.Errorf("%s tells the ticket %v", c.row, got.Odd)
		}
	}
}

func TestEverySynonymIsAWordOfTheDesk(t *testing.T) {
	for said, word := range synonyms()["kind"] {
		if !slices.Contains(ticket.Kinds(), ticket.Kind(word)) {
			t.Errorf("kind %s is %s", said, word)
		}
	}
	for said, word := range synonyms()["channel"] {
		if !slices.Contains(ticket.Channels(), ticket.Channel(word)) {
			t.Errorf("channel %s is %s", said, word)
		}
	}
	for said, word := range synonyms()["priority"] {
		if !slices.Contains(ticket.Priorities(), ticket.Priority(word)) {
			t.Errorf("priority %s is %s", said, word)
		}
	}
	for said := range synonyms()["narrowerKind"] {
		if word, both := synonyms()["kind"][said]; both {
			t.Errorf("%s is also %s", said, word)
		}
	}
}

func TestImpossibleAndMissingTimesAreOddNotLost(t *testing.T) {
	const header = "number,createdAt,firstReplyAt,resolvedAt\n"
	for row, want := range map[string][]string{
		"1,2026-11-01 09:00,2026-11-01 10:00,2026-11-01 11:00": {},
		"1,2026-11-01 09:00,2026-11-01 10:00,2026-11-01 10:00": {},
		"1,2026-11-01 09:00,2026-11-01 10:00,2026-11-01 09:30": {"2 resolvedAt resolvedBeforeReply"},
		"1,2026-11-01 09:00,2026-11-01 08:00,":                 {"2 firstReplyAt replyBeforeCreation"},
		"1,2026-11-01 09:00,,2026-10-01 08:00":                 {"2 resolvedAt resolvedBeforeCreation"},
		"1,,2026-11-01 08:00,":                                 {"2 createdAt createdUnknown"},
		"1,2031-11-01 08:00,,":                                 {"2 createdAt timeInFuture"},
		"1,2026-11-01 08:00,,2031-11-01 08:00":                 {"2 resolvedAt timeInFuture"},
	} {
		got := read(t, header+row, tickets(nil))[0]
		if got.Refused != nil || got.Ticket == nil {
			t.Errorf("%s is refused: %+v", row, got.Refused)
		}
		if diff := cmp.Diff(want, told(got.Odd...)); diff != "" {
			t.Errorf("%s: %s", row, diff)
		}
	}
}

func TestRowsAreRefusedWithRowColumnAndReason(t *testing.T) {
	const text = "Nr,Sorte,创建时间\n" +
		",退货,2026-11-01\n" +
		"2,退货,someday\n" +
		"\n" +
		"2.61101E+17,退货,2026-11-01\n" +
		"5,退货,2026-11-01\n" +
		"5,退货,2026-11-01\n" +
		"5,换货,2026-11-01\n" +
		"6,退货,2026-11-01,,x\n"
	refused, odd, good := []string{}, []string{}, 0
	for _, row := range read(t, text, tickets(Map{"number": "Nr", "kind": "Sorte"})) {
		odd = append(odd, told(row.Odd...)...)
		if row.Refused == nil {
			good++
			continue
		}
		refused = append(refused, told(*row.Refused)...)
		if row.Ticket != nil {
			t.Errorf("refused row %d carries a command", row.Row)
		}
	}
	want := []string{"2 Nr field.missing", "3 创建时间 import.timeMalformed", "5 Nr import.numberScientific", "8 Nr import.numberTwice"}
	if diff := cmp.Diff(want, refused); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"7 Nr rowTwice", "9  cellsBeyondHeader"}, odd); diff != "" {
		t.Error(diff)
	}
	if good != 3 {
		t.Errorf("%d good rows, want 3", good)
	}
}

func TestBrokenCharactersAreTold(t *testing.T) {
	rows := read(t, "工单号,主题,创建时间\n1,水壶\xff漏水,2026-11-01\n2\xff,水壶漏水了怎么办,2026-11-01\n", tickets(nil))
	if got := told(rows[0].Odd...); len(got) != 1 || got[0] != "2 主题 brokenText" || rows[0].Refused != nil {
		t.Errorf("row 2: %v %v", got, rows[0].Refused)
	}
	if r := rows[1].Refused; r == nil || r.Code != "import.brokenText" {
		t.Errorf("row 3: %+v", r)
	}
}

func TestRefusalsOfCommandsFindTheirColumn(t *testing.T) {
	f, err := Read([]byte("number,负责人\n1,x"), tickets(nil))
	if err != nil {
		t.Fatal(err)
	}
	got := f.RefusedBy(7, record.Wrong("ownerWords", "text.tooLong", nil))
	if got.Row != 7 || got.Column != "负责人" || got.Code != "text.tooLong" {
		t.Errorf("%+v", got)
	}
	r := NewResult()
	r.NoteRefused(texts.For("en").Say, f.RefusedBy(2, record.Missing("number")))
	r.NoteOdd(texts.For("zh-CN").Say, Finding{3, "类型", ticket.KindUnknown, record.Params{"value": "占卜"}})
	if m := r.Refused[0]; m.Message != "Please fill in this field." || m.Column != "number" {
		t.Errorf("%+v", m)
	}
	if m := r.Odd[0]; m.Message != "不认识类型“占卜”，按咨询导入，原词记为分类。" {
		t.Errorf("%+v", m)
	}
}

func TestEveryOddityHasItsWords(t *testing.T) {
	for _, lang := range texts.Languages() {
		for _, code := range ticket.Oddities() {
			if !texts.For(lang).Has("importing.odd." + code) {
				t.Errorf("importing.odd.%s has no text in %s", code, lang)
			}
		}
	}
}

// The public ticket table of ../shared/data: dirty as it was found. None of its rows may be lost.
func TestThePublicTicketTable(t *testing.T) {
	const path = "../../../shared/data/support-tickets.csv"
	raw, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		t.Skipf("the ticket table that others wrote is absent: %s", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	given := Map{
		"number": "Ticket_ID", "kind": "Ticket_Type", "channel": "Ticket_Channel", "priority": "Ticket_Priority", "subject": "Ticket_Subject",
		"customer": "Customer_Name", "email": "Customer_Email", "sku": "Product_Purchased", "firstReplyAt": "First_Response_Time",
		"resolvedAt": "Time_to_Resolution", "rating": "Customer_Satisfaction_Rating",
	}
	for name, m := range map[string]Map{"with its map": given, "by its known headers": nil} {
		f, err := Read(raw, tickets(m))
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		ids := map[record.ID]bool{}
		for row := range f.Rows() {
			count["read"]++
			if row.Refused != nil {
				t.Fatalf("row %d is refused: %+v", row.Row, row.Refused)
			}
			c := row.Ticket.Import
			ids[ticket.ImportID(c.Source, c.Number)] = true
			count[string(c.Kind)]++
			for _, odd := range row.Odd {
				count[odd.Code]++
			}
			if !row.Ticket.Named() || c.Rating == 0 || c.Channel == "" || c.Priority == "" {
				t.Fatalf("row %d lost something: %+v", row.Row, row.Ticket)
			}
		}
		want := map[string]int{
			"read": 1400, "createdUnknown": 1400, "resolvedBeforeReply": 665, "technicalSupport": 298, "refund": 308, "enquiry": 794,
		}
		if diff := cmp.Diff(want, count); diff != "" || len(ids) != 1400 {
			t.Errorf("%s: %d ids, %s", name, len(ids), diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("工单号,类型,创建时间\n1,退货,2026-11-01\n1,\"x"), true)
	f.Add([]byte("订单号,订单状态,商品总价(元)\n=\"1\",已签收,10.00\t"), false)
	f.Fuzz(func(t *testing.T, raw []byte, asTickets bool) {
		s := tickets(nil)
		if !asTickets {
			s.Format = Pinduoduo
		}
		file, err := Read(raw, s)
		if err != nil {
			if _, ok := record.AsProblem(err); !ok {
				t.Fatalf("an error without words: %v", err)
			}
			return
		}
		n := 0
		for row := range file.Rows() {
			n++
			commands := 0
			if row.Ticket != nil {
				commands++
			}
			if row.Order != nil {
				commands++
			}
			if (row.Refused == nil) != (commands == 1) {
				t.Fatalf("row %d is %+v", row.Row, row)
			}
		}
		if n != file.Len() {
			t.Fatalf("%d rows of %d", n, file.Len())
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("工单号,类型,渠道,优先级,主题,客户,邮箱,创建时间,首次回复时间,解决时间,评分\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "%d,退货,聊天,紧急,水壶漏水,王小明,w%d@example.com,2026-11-01 9:00,2026-11-01 9:30,2026-11-02 18:00,5\n", i, i)
	}
	raw := []byte(text.String())
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		f, err := Read(raw, tickets(nil))
		if err != nil {
			b.Fatal(err)
		}
		for row := range f.Rows() {
			if row.Refused != nil {
				b.Fatal(row.Refused)
			}
		}
	}
}
