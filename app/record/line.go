package record

import "time"

// Line is one line of a record's timeline as people read it: a text by its key, with named places.
type Line struct {
	At     time.Time `json:"at" ts_type:"string"` // business time, UTC
	Who    ID        `json:"who"`                 // the author; empty for the desk itself
	What   string    `json:"what"`                // the event's word
	Key    string    `json:"key"`                 // text key of the line
	Params Params    `json:"params"`
	Text   string    `json:"text"` // words of a person: a message, a note, a reason
	Entry  Hash      `json:"entry"`
}
