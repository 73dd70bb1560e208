package texts

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// plain is a key without its plural ending.
func plain(key string) string {
	return strings.TrimSuffix(strings.TrimSuffix(key, "_one"), "_other")
}

func TestBothCataloguesHaveTheSameKeys(t *testing.T) {
	zh, en := For(Chinese), For(English)
	for key := range zh.words {
		if _, ok := en.words[key]; !ok {
			t.Errorf("%s has no English", key)
		}
	}
	for key := range en.words {
		_, same := zh.words[key]
		if _, other := zh.words[plain(key)+"_other"]; !same && !(other && strings.HasSuffix(key, "_one")) {
			t.Errorf("%s has no Chinese", key)
		}
	}
	if len(zh.words) < 50 {
		t.Errorf("only %d texts were read", len(zh.words))
	}
}

var place = regexp.MustCompile(`\{\{\s*(\w+)\s*\}\}`)

// dateParts are the places out of which each language writes days in its own way.
var dateParts = []string{"year", "month", "monthName", "mm", "day", "dd", "weekday", "time"}

func places(text string) []string {
	found := map[string]bool{}
	for _, m := range place.FindAllStringSubmatch(text, -1) {
		if slices.Contains(dateParts, m[1]) {
			m[1] = "date"
		}
		found[m[1]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func TestBothCataloguesHaveTheSamePlaces(t *testing.T) {
	zh, en := For(Chinese), For(English)
	for key, text := range zh.words {
		if got, want := places(en.words[key]), places(text); !slices.Equal(got, want) {
			t.Errorf("%s has the places %v in English, %v in Chinese", key, got, want)
		}
	}
	for key, text := range en.words {
		if !strings.HasSuffix(key, "_one") {
			continue
		}
		many, there := en.words[plain(key)+"_other"]
		if !there {
			t.Errorf("%s has no _other", key)
		}
		for _, p := range places(text) {
			if !slices.Contains(places(many), p) {
				t.Errorf("%s has the place %s, its _other has not", key, p)
			}
		}
	}
}

func TestNoTextIsEmptyOrUntrimmed(t *testing.T) {
	for _, lang := range Languages() {
		for key, text := range For(lang).words {
			separator := strings.IndexFunc(text, unicode.IsLetter) < 0 // such as ", "
			if strings.TrimSpace(text) == "" || (strings.TrimSpace(text) != text && !separator) {
				t.Errorf("%s in %s is %q", key, lang, text)
			}
			if strings.Count(text, "{{") != len(place.FindAllString(text, -1)) || strings.Count(text, "{{") != strings.Count(text, "}}") {
				t.Errorf("%s in %s has a broken place: %q", key, lang, text)
			}
		}
	}
}

var quoted = regexp.MustCompile(`\$t\(([\w.]+)\)`)

func TestQuotedTextsExist(t *testing.T) {
	for _, lang := range Languages() {
		say := For(lang)
		for key, text := range say.words {
			for _, m := range quoted.FindAllStringSubmatch(text, -1) {
				if !say.Has(m[1]) {
					t.Errorf("%s in %s quotes %s, which is missing", key, lang, m[1])
				}
			}
		}
	}
}

func TestEveryProblemHasItsWords(t *testing.T) {
	codes := map[string]string{}
	for _, root := range []string{"..", "../../storage"} {
		if err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			return problemCodes(path, codes)
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(codes) < 30 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	for _, lang := range Languages() {
		say := For(lang)
		for code, where := range codes {
			if !say.Has(code) {
				t.Errorf("%s has no text in %s (%s)", code, lang, where)
			}
		}
	}
}

// problemCodes collects the keys of the literal codes in Problem{Code: "…"}, Refuse("…"), Wrong(field, "…", …)
// and of the importer's refuse and odd.
func problemCodes(path string, codes map[string]string) error {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		return err
	}
	note := func(section string, e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if code, err := strconv.Unquote(lit.Value); err == nil && code != "" {
				codes[section+code] = fset.Position(lit.Pos()).String()
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if name(n.Type) == "Problem" {
				for i, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); !ok && i == 0 {
						note("problem.", e)
					} else if ok && name(kv.Key) == "Code" {
						note("problem.", kv.Value)
					}
				}
			}
		case *ast.CallExpr:
			switch fn := name(n.Fun); {
			case fn == "Refuse" && len(n.Args) == 1:
				note("problem.", n.Args[0])
			case (fn == "Wrong" || fn == "refuse") && len(n.Args) == 3:
				note("problem.", n.Args[1])
			case fn == "odd" && len(n.Args) == 3:
				note("importing.odd.", n.Args[1])
			}
		}
		return true
	})
	return nil
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// say is a small catalogue of its own, so that the tests of speaking do not hang on the real words.
func small(t *testing.T, lang, json string) Say {
	t.Helper()
	words, err := parse([]byte(json))
	if err != nil {
		t.Fatal(err)
	}
	return Say{lang, words}
}

func TestSay(t *testing.T) {
	en := small(t, English, `{"a": {"hi": "Hello {{ name }}, {{name}}!", "n_one": "{{count}} ticket", "n_other": "{{count}} tickets", "only_other": "{{count}} in all",
		"step": "No “$t(steps.{{step}})” by {{name}}", "loop": "$t(a.loop)"}, "steps": {"inspect": "inspection"}}`)
	zh := small(t, Chinese, `{"a": {"n_other": "{{count}} 张工单"}}`)
	for _, c := range []struct {
		say    Say
		key    string
		params map[string]string
		want   string
	}{
		{en, "a.hi", map[string]string{"name": "{{name}} $t(a.hi)"}, "Hello {{name}} $t(a.hi), {{name}} $t(a.hi)!"},
		{en, "a.hi", nil, "Hello {{ name }}, {{name}}!"},
		{en, "a.n", map[string]string{"count": "1"}, "1 ticket"},
		{en, "a.n", map[string]string{"count": "0"}, "0 tickets"},
		{en, "a.n", map[string]string{"count": "1,400"}, "1,400 tickets"},
		{en, "a.only", map[string]string{"count": "1"}, "1 in all"},
		{zh, "a.n", map[string]string{"count": "1"}, "1 张工单"},
		{en, "a.step", map[string]string{"step": "inspect", "name": "Ann"}, "No “inspection” by Ann"},
		{en, "a.step", map[string]string{"step": "x) $t(a.hi", "name": "Ann"}, "No “steps.x) $t(a.hi” by Ann"},
		{en, "a.loop", nil, "$t(a.loop)"},
		{en, "no.such", map[string]string{"count": "1"}, "no.such"},
	} {
		if got := c.say.Say(c.key, c.params); got != c.want {
			t.Errorf("%s says %q, want %q", c.key, got, c.want)
		}
	}
}

func TestForChoosesALanguage(t *testing.T) {
	for asked, want := range map[string]string{"en": "en", "en-GB": "en", "zh-CN": "zh-CN", "zh": "zh-CN", "": "zh-CN"} {
		if got := For(asked).Lang(); got != want {
			t.Errorf("%q speaks %s, want %s", asked, got, want)
		}
	}
}

func TestACatalogueIsTextsAndSections(t *testing.T) {
	for _, bad := range []string{`{"a": 1}`, `{"a": ["x"]}`, `{`} {
		if _, err := parse([]byte(bad)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

func FuzzFill(f *testing.F) {
	f.Add("Hello {{name}}", "Ann")
	f.Add("{{", "}}")
	f.Add("$t({{name}})", "a")
	f.Fuzz(func(t *testing.T, text, value string) {
		s := Say{English, map[string]string{"k": text}}
		got := s.Say("k", map[string]string{"name": value})
		if !strings.Contains(text, "{{") && !strings.Contains(text, "$t(") && got != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}
