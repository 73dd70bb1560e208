package reports

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mendesk/app/texts"
)

// papers are all that is drawn beside the quality report, each as its page set asks for it.
var papers = map[string]func(say func(lang string) Texts, lang string) ([]byte, error){
	"certificate": func(say func(string) Texts, lang string) ([]byte, error) {
		return Certificate(demoCertificate(), say(lang), say(other(lang)))
	},
	"staff": func(say func(string) Texts, lang string) ([]byte, error) { return Staff(demoStaff(), say(lang)) },
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
	return kept(t, pdf, name+"-"+lang)
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
