package app

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"mendesk/app/archive"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// About is what a desk knows of itself.
type About struct {
	Version  string `json:"version"`
	Revision string `json:"revision"` // of the source; empty when it was not built from a repository
	Go       string `json:"go"`
	Platform string `json:"platform"`
	Folder   string `json:"folder"`
	File     string `json:"file"`
	Size     int64  `json:"size"` // bytes of the file
	Changes  int    `json:"changes"`
	Waiting  int    `json:"waiting"` // changes whose predecessor has not come
	Desk     string `json:"desk"`    // its id, the same on all its workstations
	Letter   string `json:"letter"`  // of this workstation, with its generation
	LogFile  string `json:"logFile"`
}

// RecordCount is how many records of a kind there are.
type RecordCount struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// About tells what this desk is made of.
func (s *Settings) About() (About, error) {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return About{}, err
	}
	return safely(s.app, func(d *desk) (About, error) {
		st, err := d.store.Stats()
		if err != nil {
			return About{}, err
		}
		a := d.app
		out := About{
			Version: a.options.Version, Revision: revision(), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
			Folder: a.dir(), File: filepath.Join(a.dir(), fileName), Size: st.Size, Changes: st.Changes, Waiting: st.Waiting,
			Desk: string(st.Desk), Letter: st.Letter, LogFile: filepath.Join(a.dir(), "logs", "mendesk.log"),
		}
		return out, nil
	})
}

// oneNumberEach are indexes that hold each record of a kind once, and are read in a fraction of the time of the records.
var oneNumberEach = map[string]string{ticket.Tickets.Name: "number", archive.Orders.Name: "number", returns.Returns.Name: "number"}

// Counts tells how many records of each kind there are. A large desk counts for seconds.
func (s *Settings) Counts() ([]RecordCount, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) ([]RecordCount, error) {
		out := []RecordCount{}
		for _, k := range Kinds() {
			n, err := storage.Count(tx, k.Name, storage.Span{Index: oneNumberEach[k.Name]})
			if err != nil {
				return nil, err
			}
			out = append(out, RecordCount{k.Name, n})
		}
		return out, nil
	})
}

// revision is the commit that the program was built from.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return ""
}

// Licence is what somebody else's work that ships in the program may be used under.
type Licence struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"licence"` // its SPDX name
	Part    string `json:"part"`    // go, window or font
}

//go:embed licences.json
var licencesJSON []byte

// Licences lists the works of others in this program.
func (s *Settings) Licences() (out []Licence, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	if err := json.Unmarshal(licencesJSON, &out); err != nil {
		return nil, fmt.Errorf("read the list of licences: %w", err)
	}
	return out, nil
}
