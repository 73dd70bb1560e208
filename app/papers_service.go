package app

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/reports/page"
)

// Papers is the service of what is printed and exported beside the quality report.
type Papers struct{ app *App }

// PaperAsk names a paper: its kind is certification, certificate, return or ticket.
type PaperAsk struct {
	Kind   string    `json:"kind"`
	ID     record.ID `json:"id"`                             // of the certificate, return or ticket
	Number string    `json:"number"`                         // instead of ID: as people quote it
	AsOf   time.Time `json:"asOf,omitzero" ts_type:"string"` // of the certification; zero: now
	Notes  bool      `json:"notes"`                          // a ticket with what is meant for colleagues
	Lang   string    `json:"lang"`                           // empty: the workstation's
}

// ExportAsk names a table: its kind is figures, tickets, returns or certification.
type ExportAsk struct {
	Kind   string     `json:"kind"`
	Format string     `json:"format"` // xlsx or csv
	Lang   string     `json:"lang"`   // empty: the workstation's
	From   record.Day `json:"from"`   // of figures
	To     record.Day `json:"to"`
	AsOf   time.Time  `json:"asOf,omitzero" ts_type:"string"` // of figures and certification; zero: now
	View   string     `json:"view"`                           // of tickets; empty: all
	Words  string     `json:"words"`                          // of tickets and returns: only what they find

	Waiting returns.Party `json:"waiting"` // of returns: only those that wait for it; empty: anybody
}

// Save asks for a place and saves a paper there as PDF.
func (s *Papers) Save(ask PaperAsk) (out Saved, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	drawn, err := s.app.drawPaper(ask)
	if err != nil {
		return out, err
	}
	return s.app.saveAs(drawn)
}

// Export asks for a place and saves a table there.
func (s *Papers) Export(ask ExportAsk) (out Saved, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	made, err := s.app.makeTable(ask)
	if err != nil {
		return out, err
	}
	return s.app.saveAs(made)
}

// WritePaper draws a paper into a file.
func (a *App) WritePaper(ask PaperAsk, out string) (err error) {
	defer func() { err = a.closing(recover(), err) }()
	drawn, err := a.drawPaper(ask)
	if err != nil {
		return err
	}
	return writeOut(out, drawn.bytes)
}

// WriteExport writes a table into a file; without a format its name's ending says which.
func (a *App) WriteExport(ask ExportAsk, out string) (err error) {
	defer func() { err = a.closing(recover(), err) }()
	if ask.Format == "" {
		ask.Format = strings.ToLower(strings.TrimPrefix(filepath.Ext(out), "."))
	}
	made, err := a.makeTable(ask)
	if err != nil {
		return err
	}
	return writeOut(out, made.bytes)
}

func writeOut(out string, data []byte) error {
	path, err := filepath.Abs(out)
	if err != nil {
		return fmt.Errorf("find the folder of %s: %w", out, err)
	}
	return page.WriteFile(path, data)
}

// document is a file that has no place yet.
type document struct {
	bytes []byte
	title string // of the dialog that asks for the place
	name  string // that is proposed
}

func (a *App) saveAs(d document) (Saved, error) {
	path, err := a.shell.AskSave(d.title, fileNameOf(d.name))
	if err != nil || path == "" {
		return Saved{}, err
	}
	return Saved{path}, page.WriteFile(path, d.bytes)
}

// fileNameOf makes a name that every system takes: numbers of imported tickets may hold anything.
func fileNameOf(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	return strings.TrimLeft(name, ". ")
}
