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
