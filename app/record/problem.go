package record

import (
	"errors"
	"sort"
	"strings"
)

// Params are the named places of a text.
type Params map[string]string

// Problem is something the user can mend. Its code names a text in both languages ("problem." + Code);
// Field is the name of the offending input, empty when there is none.
type Problem struct {
	Code   string `json:"code"`
	Params Params `json:"params,omitempty"`
	Field  string `json:"field,omitempty"`
}

func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Code)
	if p.Field != "" {
		b.WriteString(" [" + p.Field + "]")
	}
	keys := make([]string, 0, len(p.Params))
	for k := range p.Params {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		b.WriteString(" " + k + "=" + p.Params[k])
	}
	return b.String()
}

// Missing is the problem of a field that must be filled.
func Missing(field string) Problem { return Problem{Code: "field.missing", Field: field} }

// Wrong is the problem of a field with a value that cannot be; code says why.
func Wrong(field, code string, params Params) Problem {
	return Problem{Code: code, Field: field, Params: params}
}

// AsProblem finds a Problem in err, also inside a Refused.
func AsProblem(err error) (Problem, bool) {
	var p Problem
	if errors.As(err, &p) {
		return p, true
	}
	var r Refused
	if errors.As(err, &r) {
		return r.Reason, true
	}
	return Problem{}, false
}
