package quality

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"mendesk/app/shop"
)

// catalogue reads one language's texts by their full keys.
func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../texts/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	flatten(flat, "", tree)
	return flat
}

func flatten(into map[string]string, prefix string, tree map[string]any) {
	for k, v := range tree {
		switch v := v.(type) {
		case string:
			into[prefix+k] = v
		case map[string]any:
			flatten(into, prefix+k+".", v)
		}
	}
}

func TestEveryFigureReasonAndNoteHasItsWordsInBothLanguages(t *testing.T) {
	var keys []string
	for _, key := range Keys() {
		e := Explain(key)
		keys = append(keys, e.Name, e.Definition, e.Unit)
	}
	counted := []string{impossibleTimes, unknownStart, unknownReply, notRated, dropped, noStandard, notDue, notMatured, notReturned}
	for _, reason := range counted {
		keys = append(keys, "quality.left."+reason)
	}
	for _, note := range append(counted, "openReturns", "otherCurrency", "smallSamples", "noData") {
		keys = append(keys, "quality.note."+note+"_other")
	}
	for _, key := range []string{"periodOpen", "clean"} {
		keys = append(keys, "quality.note."+key)
	}
	for _, v := range []string{string(Met), string(Missed), string(None)} {
		keys = append(keys, "quality.met."+v)
	}
	for _, v := range []string{string(Better), string(Worse), string(Same), string(Unknown)} {
		keys = append(keys, "quality.trending."+v)
	}
	keys = append(keys, "quality.metric.firstReply", "quality.metric.resolve", "quality.noData", "quality.small",
		"problem.period.backwards", "problem.day.malformed")
	for _, lang := range []string{shop.Chinese, shop.English} {
		texts := catalogue(t, lang)
		for _, key := range keys {
			if strings.TrimSpace(texts[key]) == "" {
				t.Errorf("%s has no text in %s", key, lang)
			}
		}
	}
}
