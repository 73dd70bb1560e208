package importing

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"mendesk/app/record"
)

//go:embed headers.json
var headersJSON []byte

// headers are the fields of each format, each a list of the names by which it is known: its own first, then
// the others, the more usual before the rarer.
var headers = sync.OnceValue(func() (h map[string][][]string) {
	must(json.Unmarshal(headersJSON, &h))
	return h
})

// must stops on data that is compiled in and broken; a test reads all of it.
func must(err error) {
	if err != nil {
		panic("importing: " + err.Error())
	}
}

// Map names for fields the header that a file has for them; an empty header leaves the field out.
type Map map[string]string

// ParseMap reads a map file: {"field": "their header"}.
func ParseMap(raw []byte) (Map, error) {
	text, err := decode(raw)
	if err != nil {
		return nil, err
	}
	var m Map
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return nil, record.Problem{Code: "import.mapMalformed"}
	}
	return m, nil
}

// Column says under which header a field was found.
type Column struct {
	Field  string `json:"field"`
	Header string `json:"header"`
}

// Fields lists what a header can stand for, in the order in which screens show it.
func Fields(format string) []string {
	out := []string{}
	for _, names := range headers()[format] {
		out = append(out, names[0])
	}
	return out
}

// columns finds the place of every field: through the map, else by the field's own name, else by the names
// in headers.json, the more usual first. A header serves one field.
func columns(format string, header []string, m Map) (map[string]int, error) {
	fields := Fields(format)
	at, used := map[string]int{}, map[int]bool{}
	for _, field := range slices.Sorted(maps.Keys(m)) {
		if !slices.Contains(fields, field) {
			return nil, record.Wrong("map", "import.mapFieldUnknown", record.Params{"field": field})
		}
		if m[field] == "" {
			continue
		}
		i := place(header, used, m[field])
		if i < 0 {
			return nil, record.Wrong("map", "import.mapHeaderMissing", record.Params{"field": field, "header": m[field]})
		}
		at[field], used[i] = i, true
	}
	for round := range rounds(format) {
		for _, names := range headers()[format] {
			field := names[0]
			_, found := at[field]
			_, mapped := m[field]
			if found || mapped || round >= len(names) {
				continue
			}
			if i := place(header, used, names[round]); i >= 0 {
				at[field], used[i] = i, true
			}
		}
	}
	return at, nil
}

// rounds is how many names the best known field has.
func rounds(format string) int {
	most := 0
	for _, names := range headers()[format] {
		most = max(most, len(names))
	}
	return most
}

func place(header []string, used map[int]bool, name string) int {
	for i, h := range header {
		if !used[i] && fold(clean(h)) == fold(name) {
			return i
		}
	}
	return -1
}
