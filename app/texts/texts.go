// Package texts is the one catalogue of words for the window, the PDFs and the command line, in two
// languages. It imports nothing of the desk and is handed to whoever prints.
package texts

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed zh-CN.json en.json
var files embed.FS

// The languages of the desk.
const (
	Chinese = "zh-CN"
	English = "en"
)

// Languages lists them, the shop's usual one first.
func Languages() []string { return []string{Chinese, English} }

// Say speaks one language.
type Say struct {
	lang  string
	words map[string]string // "tickets.close.button" → text
}

// For gives the texts of a language: English for en and en-…, Chinese for everything else.
func For(lang string) Say {
	if lang == English || strings.HasPrefix(lang, "en-") {
		return english()
	}
	return chinese()
}

var (
	chinese = sync.OnceValue(func() Say { return must(Chinese) })
	english = sync.OnceValue(func() Say { return must(English) })
)

// must panics on a catalogue that is no JSON: it is compiled in, and a test reads both.
func must(lang string) Say {
	raw, err := files.ReadFile(lang + ".json")
	if err == nil {
		var words map[string]string
		if words, err = parse(raw); err == nil {
			return Say{lang, words}
		}
	}
	panic(fmt.Sprintf("catalogue %s: %v", lang, err))
}

// parse flattens i18next's nested sections to dotted keys.
func parse(raw []byte) (map[string]string, error) {
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil, err
	}
	words := map[string]string{}
	return words, flatten(words, "", tree)
}

func flatten(into map[string]string, prefix string, tree map[string]any) error {
	for key, v := range tree {
		switch v := v.(type) {
		case string:
			into[prefix+key] = v
		case map[string]any:
			if err := flatten(into, prefix+key+".", v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s%s is neither a text nor a section", prefix, key)
		}
	}
	return nil
}

// Lang is the language spoken: zh-CN or en.
func (s Say) Lang() string { return s.lang }

// Say gives the text of key with its places filled. The place "count" chooses the plural as i18next does:
// key_one for 1 in English, else key_other; $t(key) puts another text in. A key that is missing is given
// back as it is.
func (s Say) Say(key string, params map[string]string) string { return s.say(key, params, 3) }

func (s Say) say(key string, params map[string]string, depth int) string {
	text, ok := s.find(key, params)
	if !ok {
		return key
	}
	return s.nest(text, params, depth)
}

// nest fills text, and where it says $t(key) the text of key. Only the catalogue nests: a value that says
// $t(…) stays as it is.
func (s Say) nest(text string, params map[string]string, depth int) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "$t(")
		b.WriteString(fill(before, params))
		if !found {
			return b.String()
		}
		key, after, closed := strings.Cut(rest, ")")
		if !closed || depth == 0 {
			b.WriteString("$t(" + fill(rest, params))
			return b.String()
		}
		b.WriteString(s.say(fill(key, params), params, depth-1))
		text = after
	}
}

// Has tells whether there is a text for key.
func (s Say) Has(key string) bool {
	_, ok := s.find(key, map[string]string{"count": "2"})
	return ok
}

func (s Say) find(key string, params map[string]string) (string, bool) {
	if n, counted := params["count"]; counted {
		if text, ok := s.words[key+"_"+s.plural(n)]; ok {
			return text, true
		}
		if text, ok := s.words[key+"_other"]; ok {
			return text, true
		}
	}
	text, ok := s.words[key]
	return text, ok
}

func (s Say) plural(n string) string {
	if s.lang == English && (n == "1" || n == "-1") {
		return "one"
	}
	return "other"
}

// fill puts params into {{places}} in one pass, so that a value with braces in it stays as it is. A place
// without a value stays visible.
func fill(text string, params map[string]string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}}")
		value, known := params[strings.TrimSpace(name)]
		switch {
		case !closed:
			b.WriteString("{{" + rest)
			return b.String()
		case known:
			b.WriteString(value)
		default:
			b.WriteString("{{" + name + "}}")
		}
		text = after
	}
}
