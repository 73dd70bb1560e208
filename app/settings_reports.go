package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// SavedReport is a document in the folder of reports; the window shows it from /papers/saved/ and its name.
type SavedReport struct {
	Name string    `json:"name"`
	Size int64     `json:"size"` // bytes
	At   time.Time `json:"at" ts_type:"string"`
}

// mostReports is how many documents a list shows.
const mostReports = 200

// Reports lists the PDFs in the folder of reports, newest first.
func (s *Settings) Reports() ([]SavedReport, error) {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return nil, err
	}
	return safely(s.app, func(d *desk) ([]SavedReport, error) { return d.savedReports() })
}

func (d *desk) savedReports() ([]SavedReport, error) {
	folders, err := d.folders()
	if err != nil {
		return nil, err
	}
	files, err := os.ReadDir(folders.Reports)
	if errors.Is(err, fs.ErrNotExist) {
		return []SavedReport{}, nil
	}
	if err != nil {
		return nil, written(folders.Reports, err)
	}
	out := []SavedReport{}
	for _, f := range files {
		info, err := f.Info()
		if err == nil && info.Mode().IsRegular() && isPaper(f.Name()) {
			out = append(out, SavedReport{f.Name(), info.Size(), record.Instant(info.ModTime())})
		}
	}
	slices.SortStableFunc(out, func(x, y SavedReport) int { return y.At.Compare(x.At) })
	return out[:min(len(out), mostReports)], nil
}

// isPaper tells whether name is a document that the window shows: a PDF, and no path to somewhere else.
func isPaper(name string) bool {
	return strings.EqualFold(filepath.Ext(name), ".pdf") && !strings.HasPrefix(name, ".") && filepath.Base(name) == name
}

// savedPaper reads a document of the folder of reports, and no file outside of it.
func (a *App) savedPaper(name string) ([]byte, error) {
	if _, err := a.mustBeSomebody(); err != nil {
		return nil, err
	}
	return safely(a, func(d *desk) (pdf []byte, err error) {
		folders, err := d.folders()
		if err != nil {
			return nil, err
		}
		missing := record.Problem{Code: "file.missing", Params: record.Params{"file": name}}
		if !isPaper(name) {
			return nil, missing
		}
		root, err := os.OpenRoot(folders.Reports)
		if err != nil {
			return nil, missing
		}
		defer func() { err = errors.Join(err, root.Close()) }()
		if pdf, err = root.ReadFile(name); errors.Is(err, fs.ErrNotExist) {
			return nil, missing
		}
		return pdf, err
	})
}
