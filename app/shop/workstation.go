package shop

import (
	"strings"
	"time"

	"mendesk/app/record"
)

// Workstation is one database that writes for the shop. Its letter stands in the numbers it gives out.
type Workstation struct {
	ID      record.ID    `json:"id"`
	Name    string       `json:"name"`
	Letter  string       `json:"letter"`
	AddedAt time.Time    `json:"addedAt" ts_type:"string"`
	Edits   record.Edits `json:"edits"`

	PassedOver *PassedOver `json:"passedOver,omitempty" ts_type:"PassedOver | null"` // the last time; nil: never
}

// PassedOver is a supervisor's decision that payments of a workstation go on without others, which had not synced
// since the place where all meet lost something.
type PassedOver struct {
	At   time.Time   `json:"at" ts_type:"string"`
	By   record.ID   `json:"by"`
	Away []record.ID `json:"away"`
}

// AddWorkstation makes a workstation known to the desk; id is the one its log begins with.
type AddWorkstation struct {
	Name   string `json:"name"`
	Letter string `json:"letter"` // one or two capital letters
}

// Events of adding. The first workstation adds itself when the shop is founded, later ones when they join.
func (c AddWorkstation) Events(id record.ID, _ time.Time) ([]record.Event, error) {
	if strings.TrimSpace(c.Name) == "" {
		return nil, record.Missing("name")
	}
	if len(c.Letter) < 1 || len(c.Letter) > 2 || strings.Trim(c.Letter, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return nil, record.Wrong("letter", "workstation.letterWrong", record.Params{"value": c.Letter})
	}
	return []record.Event{Workstations.Did(id, added, addedData{c.Letter}, addedPrivate{strings.TrimSpace(c.Name)})}, nil
}

// RenameWorkstation gives a workstation another name; its letter stays.
type RenameWorkstation struct {
	Workstation record.ID `json:"workstation"`
	Name        string    `json:"name"`
}

// Rename needs an admin.
func (w Workstation) Rename(c RenameWorkstation, who Manager, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	name := strings.TrimSpace(c.Name)
	if name == "" {
		return nil, record.Missing("name")
	}
	if name == w.Name && len(w.Edits.Of("name")) < 2 {
		return nil, nil
	}
	return []record.Event{Workstations.Did(w.ID, renamed, w.Edits.Next("name"), editedPrivate{name})}, nil
}

// PassOver lets payments go on without workstations that stay away.
type PassOver struct {
	Away []record.ID `json:"away"` // as the person who decides has read them
}

// PassOver records the decision where it was made; it needs a supervisor. Whether it may be made yet, only the place
// where workstations meet can say.
func (w Workstation) PassOver(c PassOver, who Manager, _ time.Time) ([]record.Event, error) {
	if err := who.MustSupervise(); err != nil {
		return nil, err
	}
	return []record.Event{Workstations.Did(w.ID, passedOver, passedOverData{c.Away}, nil)}, nil
}
