package importing

import (
	_ "embed"
	"encoding/json"
	"sync"
)

//go:embed words.json
var wordsJSON []byte

// synonyms give the desk's word for a folded word of a file, by field.
var synonyms = sync.OnceValue(func() map[string]map[string]string {
	var data map[string]map[string][]string
	must(json.Unmarshal(wordsJSON, &data))
	out := map[string]map[string]string{}
	for field, words := range data {
		out[field] = map[string]string{}
		for word, others := range words {
			if field != "narrowerKind" {
				out[field][fold(word)] = word
			}
			for _, o := range others {
				out[field][fold(o)] = word
			}
		}
	}
	return out
})

// understand finds the desk's word for what a file says.
func understand(field, said string) (word string, ok bool) {
	word, ok = synonyms()[field][fold(said)]
	return word, ok
}
