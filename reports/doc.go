// Package reports turns figures and records into PDF bytes.
//
// A report is a function of what it is handed: it reads no storage and no clock, and asks its words from
// the catalogue of one language. The same input makes the same bytes. Everything is drawn through
// [mendesk/reports/page].
package reports

// Texts are the words of one language. A text that a key has is complete: its places were filled from
// params.
type Texts interface {
	Say(key string, params map[string]string) string
	Lang() string
}

// words are the places of a text.
type words = map[string]string
