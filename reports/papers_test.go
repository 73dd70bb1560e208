package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mendesk/app/texts"
	"mendesk/app/training"
)

// papers are all that is drawn beside the quality report, each as its page set asks for it.
var papers = map[string]func(say func(lang string) Texts, lang string) ([]byte, error){
	"certificate": func(say func(string) Texts, lang string) ([]byte, error) {
		return Certificate(demoCertificate(), say(lang), say(other(lang)))
	},
	"return": func(say func(string) Texts, lang string) ([]byte, error) { return ReturnNote(demoReturn(), say(lang)) },
	"ticket": func(say func(string) Texts, lang string) ([]byte, error) { return Ticket(demoTicket(), say(lang)) },
	"ticket with notes": func(say func(string) Texts, lang string) ([]byte, error) {
		in := demoTicket()
		in.Notes = true
		return Ticket(in, say(lang))
	},
	"staff": func(say func(string) Texts, lang string) ([]byte, error) { return Staff(demoStaff(), say(lang)) },
}

func TestHostileWordsDoNotStopAPaper(t *testing.T) {
	for _, s := range []string{"👨‍👩‍👧 好评👍🏽\xff\xfe\u202eevil\n\n\n王𠮷祥 {{name}} $t(x)", strings.Repeat("锁", 2_000), strings.Repeat("x", 2_000), ""} {
		say := speaking(t)("en")
		c := demoCertificate()
		c.Person, c.Shop, c.Course.NameEn, c.Course.NameZh, c.Certificate.Number = s, s, s, s, s
		staff := demoStaff()
		staff.Shop, staff.Matrix.Rows[0].Name, staff.Matrix.Columns[0].NameEn = s, s, s
		r := demoReturn()
		r.Customer, r.Return.Words, r.Return.Lines[0].Title, r.Return.ReviewReason, r.Ledger.Refunds[0].Why = s, s, s, s, s
		r.Names = slices.Clone(r.Names)
		r.Photos[0].File.Caption, r.Photos[1].JPEG, r.Photos[4].File.Name = s, []byte(s), s
		r.Return.Shipments[0].Carrier, r.Return.Lines[0].Inspected.Note, r.Names[0].Name, r.Lines[0].Text = s, s, s, s
		k := demoTicket()
		k.Notes, k.Ticket.Subject, k.Ticket.Solution, k.Lines[0].Text, k.Lines[3].Text, k.Lines[4].Text = true, s, s, s, s, s
		for name, draw := range map[string]func() ([]byte, error){
			"certificate": func() ([]byte, error) { return Certificate(c, unsaid{say}, unsaid{say}) },
			"staff":       func() ([]byte, error) { return Staff(staff, unsaid{say}) },
			"return":      func() ([]byte, error) { return ReturnNote(r, unsaid{say}) },
			"ticket":      func() ([]byte, error) { return Ticket(k, unsaid{say}) },
		} {
			pdf, err := draw()
			if err != nil {
				t.Fatalf("%s of %.20q: %v", name, s, err)
			}
			tool(t, pdf, "qpdf", "--check", "FILE")
		}
	}
}

// unsaid lets values with braces through, which the other texts take for open places.
type unsaid struct{ Texts }

func (u unsaid) Say(key string, places map[string]string) string {
	return texts.For(u.Lang()).Say(key, places)
}

func TestACertificateThatDoesNotHoldSaysSo(t *testing.T) {
	in := demoCertificate()
	in.Certificate.RevokedAt = printed
	for lang, want := range map[string]string{"zh-CN": "已吊销Revoked", "en": "Revoked已吊销"} {
		pdf, err := Certificate(in, speaking(t)(lang), speaking(t)(other(lang)))
		if err != nil {
			t.Fatal(err)
		}
		kept(t, pdf, "revoked-"+lang)
		if text := bare(tool(t, pdf, "pdftotext", "-raw", "FILE", "-")); !strings.Contains(text, want) {
			t.Errorf("%s: %s", lang, text)
		}
	}
}

func TestPapersOfAnUnknownZoneAreErrors(t *testing.T) {
	say := speaking(t)("en")
	for name, draw := range map[string]func() ([]byte, error){
		"certificate": func() ([]byte, error) { return Certificate(CertificatePaper{Zone: "Mars"}, say, say) },
		"staff":       func() ([]byte, error) { return Staff(StaffPaper{Zone: "Mars"}, say) },
		"return":      func() ([]byte, error) { return ReturnNote(ReturnPaper{Zone: "Mars"}, say) },
		"ticket":      func() ([]byte, error) { return Ticket(TicketPaper{Zone: "Mars"}, say) },
	} {
		if _, err := draw(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestAnEmptyShopPrintsItsList(t *testing.T) {
	pdf, err := Staff(StaffPaper{Shop: demoShop, Zone: demoZone, Matrix: training.Matrix{At: printed}}, speaking(t)("en"))
	if err != nil {
		t.Fatal(err)
	}
	if text := tool(t, pdf, "pdftotext", "-layout", "FILE", "-"); strings.Contains(text, "NaN") || strings.Contains(text, "0.0%") || !strings.Contains(text, "Nobody needs") {
		t.Error(text)
	}
}

// TestPapersGolden holds the look of the papers, as TestGolden holds the report's: -keep to look, -update to
// write anew. Words of other areas are kept as they were then.
func TestPapersGolden(t *testing.T) {
	for _, lang := range langs {
		for name, draw := range papers {
			t.Run(name+" "+lang, func(t *testing.T) {
				say := func(lang string) Texts { return frozenPapers(t, lang) }
				pdf, err := draw(say, lang)
				if err != nil {
					t.Fatal(err)
				}
				if again, err := draw(say, lang); err != nil || !bytes.Equal(pdf, again) {
					t.Fatalf("the same input made other bytes (%v)", err)
				}
				golden(t, "testdata/"+strings.ReplaceAll(name, " ", "-")+"-"+lang+".sha256", pdf)
			})
		}
	}
}

func golden(t *testing.T, file string, pdf []byte) {
	t.Helper()
	got := fmt.Sprintf("%x\n", sha256.Sum256(unpacked(t, pdf)))
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the paper looks different: %s is not %s", got, want)
	}
}

// frozenPapers are the texts of reports, with the words of other areas as they once were.
func frozenPapers(t testing.TB, lang string) Texts {
	file := "testdata/papers-" + lang + ".json"
	if *update {
		freeze(t, lang, file)
	}
	c := frozen(t, lang)
	c.read(file)
	return c
}

// freeze writes down every word of another area that a paper says.
func freeze(t testing.TB, lang, file string) {
	t.Helper()
	now := catalogue{t, lang, map[string]string{}}
	now.read("../app/texts/" + lang + ".json")
	said := map[string]string{}
	note := func(key string) {
		for _, k := range []string{key, key + "_one", key + "_other"} {
			if text, known := now.texts[k]; known && !strings.HasPrefix(k, "report.") {
				said[k] = text
			}
		}
	}
	for _, draw := range papers {
		for _, asked := range langs {
			if _, err := draw(func(l string) Texts { return listening{texts.For(l), note} }, asked); err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := json.MarshalIndent(said, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// listening hears which texts are asked for.
type listening struct {
	words texts.Say
	note  func(key string)
}

func (l listening) Lang() string { return l.words.Lang() }

func (l listening) Say(key string, places map[string]string) string {
	l.note(key)
	return l.words.Say(key, places)
}

func TestATicketForTheCustomerKeepsWhatIsInternal(t *testing.T) {
	for _, lang := range langs {
		text := bare(tool(t, drawPaper(t, "ticket", lang), "pdftotext", "-layout", "FILE", "-"))
		for _, never := range []string{"机密", "同批次", "客户要求当天回电", "等客户寄出", "复核扇叶"} {
			if strings.Contains(text, never) {
				t.Errorf("%s: %q is printed", lang, never)
			}
		}
	}
}

func other(lang string) string {
	if lang == "en" {
		return "zh-CN"
	}
	return "en"
}

func speaking(t testing.TB) func(string) Texts {
	return func(lang string) Texts { return shipped{texts.For(lang), t} }
}

func drawPaper(t testing.TB, name, lang string) []byte {
	t.Helper()
	pdf, err := papers[name](speaking(t), lang)
	if err != nil {
		t.Fatal(err)
	}
	return kept(t, pdf, strings.ReplaceAll(name, " ", "-")+"-"+lang)
}

// kept leaves a document in the folder of -keep, to be looked at.
func kept(t testing.TB, pdf []byte, name string) []byte {
	t.Helper()
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+".pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return pdf
}

func TestPapersSayWhatTheyWereHanded(t *testing.T) {
	for name, want := range map[string]map[string][]string{
		"certificate": {
			"zh-CN": {"岗位技能认证证书", "CERTIFICATE OF COMPETENCE", "兹证明", "欧阳靖文 Ouyang Jingwen", "退货消毒与质检", "96 分", "质检、消毒", "QC-B-260301-2", "2026-03-01 — 2027-02-28"},
			"en":    {"Certificate of Competence", "岗位技能认证证书", "Disinfecting and inspecting returns", "score of 96", "QC-B-260301-2"},
		},
		"return": {
			"zh-CN": {"退换单", "R-B-261116-3", "林静怡", "261108345521", "T-B-261116-11", "空气净化器 AP-500 白", "质量问题", "¥1,699.00", "条款 3.2", "政策判定", "第 6 天", "顺丰速运", "SF1390 2277 8451", "口罩手套已确认", "紫外", "UV-C 253.7 nm", "证书 DS-B-260301-1", "证书 QC-B-260301-2", "第 3 片扇叶缺口约 4 mm", "不符：外观完好", "退款台账", "¥1,200.00", "支付宝 2026112022001441", "已认领，未付款", "罗雨晴 批准", "付款失败 1 次", "户名不符，银行退回", "照片证据", "拍摄于 2026-11-19 10:10", "收货 · 整张退换单", "2026-11-19 10:12 何佳 添加", "内容未到", "内容已损坏", "签收单.pdf", "外箱右角压痕", "2026-11-16 15:20"},
			"en":    {"Return note", "Door pick-up", "Refund ledger", "Held, not paid", "Certificate QC-B-260301-2", "16 Nov 2026 15:20", "Failed once", "Photo evidence", "Taken 19 Nov 2026", "Other attachments", "Everything that happened"},
		},
		"ticket": {
			"zh-CN": {"工单", "T-B-261116-11", "不含内部备注", "三挡异响", "产品质量", "首次回复", "达标", "超时", "林女士您好", "已经交给快递了", "R-B-261116-3", "¥2,086.00", "把优先级改为“高”", "陈思远", "处理中 → 等待客户"},
			"en":    {"Ticket", "Without internal notes", "Breached", "changed Priority to", "Complaint"},
		},
		"ticket with notes": {"zh-CN": {"含内部备注，请勿外传", "同批次第三起异响", "交接：客户要求当天回电", "等客户寄出", "已请供应商复核扇叶"}, "en": {"not for customers", "同批次第三起异响"}},
		"staff": {
			"zh-CN": {"员工持证清单", "2026-11-17", "50.0%", "欧阳靖文", "退货消毒与质检 v1", "需更新", "已吊销", "已暂停", "未取证", "第 2 部分 / 共 2 部分", "退款与台账 v3"},
			"en":    {"Staff certification", "17 Nov 2026", "3 of 6 people", "Olivia Chen", "Lithium battery storage v3", "Page 1 of"},
		},
	} {
		for lang, words := range want {
			t.Run(name+" "+lang, func(t *testing.T) {
				pdf := drawPaper(t, name, lang)
				text := bare(tool(t, pdf, "pdftotext", "-layout", "FILE", "-"))
				for _, w := range words {
					if !strings.Contains(text, bare(w)) {
						t.Errorf("%q is missing in\n%s", w, text)
					}
				}
				if out := tool(t, pdf, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
					t.Error(out)
				}
			})
		}
	}
}
