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

// headers are the known names of each field of each format, beside the field's own.
var headers = sync.OnceValue(func() (h map[string]map[string][]string) {
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

// columns finds the place of every field: through the map, else by the field's own name, else by the names
// in headers.json, the more usual first. A header serves one field.
func columns(format string, header []string, m Map) (map[string]int, error) {
	fields := headers()[format]
	at, used := map[string]int{}, map[int]bool{}
	for _, field := range slices.Sorted(maps.Keys(m)) {
		if _, known := fields[field]; !known {
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
	names := slices.Sorted(maps.Keys(fields))
	for round := range rounds(fields) {
		for _, field := range names {
			_, found := at[field]
			_, mapped := m[field]
			known := append([]string{field}, fields[field]...)
			if found || mapped || round >= len(known) {
				continue
			}
			if i := place(header, used, known[round]); i >= 0 {
				at[field], used[i] = i, true
			}
		}
	}
	return at, nil
}

// rounds is how many names the best known field has, its own included.
func rounds(fields map[string][]string) int {
	most := 0
	for _, names := range fields {
		most = max(most, len(names))
	}
	return most + 1
}

func place(header []string, used map[int]bool, name string) int {
	for i, h := range header {
		if !used[i] && fold(clean(h)) == fold(name) {
			return i
		}
	}
	return -1
}
