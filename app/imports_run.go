package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"time"

	"mendesk/app/importing"
	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/storage"
)

// ImportAsk says what to read from which file.
type ImportAsk struct {
	What    string        `json:"what"`   // orders or tickets
	Format  string        `json:"format"` // empty: the first that there is for What
	Path    string        `json:"path"`
	Source  string        `json:"source"`  // whose ticket numbers these are
	Map     importing.Map `json:"map"`     // field → header, where the headers are not the known ones
	MapPath string        `json:"mapPath"` // a file with such a map
	DryRun  bool          `json:"dryRun"`  // tell what would happen and write nothing
	Lang    string        `json:"lang"`
}

// ImportPreview is what a file holds and what an import of it would do.
type ImportPreview struct {
	Columns []importing.Column `json:"columns"` // fields that were found, and under which header
	Headers []string           `json:"headers"` // every header of the file
	Unused  []string           `json:"unused"`  // headers that stand for no field
	Missing string             `json:"missing"` // the column without which nothing can be read; empty: it is there
	Fields  []string           `json:"fields"`  // every field that a header can stand for
	Rows    int                `json:"rows"`
	First   []FirstRow         `json:"first"` // the first rows and what becomes of each
	Result  importing.Result   `json:"result"`
}

// FirstRow is a row as the file writes it and what an import makes of it.
type FirstRow struct {
	Row     int      `json:"row"`     // as a spreadsheet counts
	Cells   []string `json:"cells"`   // under Headers, which may be more or fewer
	Becomes string   `json:"becomes"` // added, updated, unchanged or refused
}

// firstRows is how many rows a preview shows.
const firstRows = 20

// progressEvery is after how many rows the screen hears how far an import is.
const progressEvery = 100

// Preview tells what an import would do; nothing is written.
func (s *Imports) Preview(ask ImportAsk) (out ImportPreview, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	file, err := s.app.importFile(ask)
	if err != nil {
		return out, err
	}
	out = ImportPreview{
		Columns: file.Columns(), Headers: file.Headers(), Unused: file.Unused(), Missing: file.Missing(),
		Fields: importing.Fields(ask.format()), Rows: file.Len(), First: []FirstRow{}, Result: importing.NewResult(),
	}
	if out.Missing != "" {
		return out, nil
	}
	ask.DryRun = true
	run, err := s.app.runImport(context.Background(), ask, nil)
	if run != nil {
		out.First, out.Result = run.first, run.result
	}
	return out, err
}

// Run imports the file. The screen hears of the progress by the notice "import".
func (s *Imports) Run(ask ImportAsk) (importing.Result, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s.mu.Lock()
	s.cancel = cancel
	s.mu.Unlock()
	return s.app.Import(ctx, ask, func(done, total int) { s.app.shell.Emit("import", Progress{done, total}) })
}

// Cancel ends the import under way; the rows it has written stay.
func (s *Imports) Cancel() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
	}
	return nil
}

func (ask ImportAsk) format() string {
	if ask.Format == "" {
		return importing.Formats(ask.What)[0]
	}
	return ask.Format
}

// importFile reads and understands the file that is asked for.
func (a *App) importFile(ask ImportAsk) (*importing.File, error) {
	d, err := a.open()
	if err != nil {
		return nil, err
	}
	shop, err := d.shop()
	if err != nil {
		return nil, err
	}
	raw, err := readFile("file", ask.Path)
	if err != nil {
		return nil, err
	}
	if ask.MapPath != "" {
		text, err := readFile("map", ask.MapPath)
		if err != nil {
			return nil, err
		}
		if ask.Map, err = importing.ParseMap(text); err != nil {
			return nil, err
		}
	}
	return importing.Look(raw, importing.Settings{
		Format: ask.format(), Source: ask.Source, Map: ask.Map, Zone: shop.Location(), Now: a.now(),
	})
}

func readFile(field, path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, record.Wrong(field, "file.missing", record.Params{"file": path})
	}
	if err != nil {
		return nil, record.Wrong(field, "file.unreadable", nil)
	}
	defer func() { _ = f.Close() }() // it was only read
	return importing.Load(f)
}

// Import reads a file into the desk. Every row is a change of its own: what ctx cuts off stays whole up to
// there. progress may be nil.
func (a *App) Import(ctx context.Context, ask ImportAsk, progress func(done, total int)) (out importing.Result, err error) {
	defer func() { err = a.closing(recover(), err) }()
	run, err := a.runImport(ctx, ask, progress)
	if run != nil {
		out = run.result
	}
	return out, err
}

// runImport reads a file, and writes unless it is asked for a dry run. What it read comes with an error too.
func (a *App) runImport(ctx context.Context, ask ImportAsk, progress func(done, total int)) (*importRun, error) {
	file, err := a.importFile(ask)
	if err != nil {
		return nil, err
	}
	if column := file.Missing(); column != "" {
		return nil, record.Problem{Code: "import.columnMissing", Params: record.Params{"column": column}}
	}
	d, err := a.open()
	if err != nil {
		return nil, err
	}
	run := &importRun{
		file: file, say: a.say(ask.Lang).Say, result: importing.NewResult(), first: []FirstRow{},
		total: file.Len(), progress: progress, met: map[record.Ref]bool{},
	}
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		run.who, err = actor(tx, a.signedIn())
		if err == nil {
			err = run.who.Must(training.Agent, training.Supervisor)
		}
		if err == nil {
			run.people, err = all(tx, training.People, storage.Span{})
		}
		if err == nil && ask.DryRun {
			err = run.try(tx, a.now())
		}
		return err
	})
	if err != nil || ask.DryRun {
		return run, err
	}
	err = d.store.Changes(ctx, run.who.ID, a.now(), run.rows(), run.done)
	if errors.Is(err, context.Canceled) {
		return run, record.Problem{Code: "import.cancelled", Params: record.Params{"rows": fmt.Sprint(run.result.Read)}}
	}
	return run, err
}

// importRun is one import under way.
type importRun struct {
	file     *importing.File
	say      importing.Say
	who      training.Actor
	people   []training.Person
	result   importing.Result
	first    []FirstRow // the first of them, as a preview shows them
	total    int
	progress func(done, total int)

	given  []importing.Row     // rows handed to storage whose result has not come yet
	before []bool              // of each, whether its record existed
	met    map[record.Ref]bool // what a dry run would have made by now
}

// rows hands the rows to storage, one command each.
func (r *importRun) rows() iter.Seq[storage.Row] {
	return func(yield func(storage.Row) bool) {
		for row := range r.file.Rows() {
			i := len(r.given)
			r.given, r.before = append(r.given, row), append(r.before, false)
			command := func(tx *storage.Tx) error {
				if row.Refused != nil {
					return nil
				}
				events, existed, err := r.events(tx, row, tx.Now())
				r.before[i] = existed
				if err != nil {
					return err
				}
				return tx.Append(events...)
			}
			if !yield(command) {
				return
			}
		}
	}
}

// done takes in what became of a row.
func (r *importRun) done(res storage.RowResult) {
	r.count(r.given[res.Index], r.before[res.Index], res.Changed, res.Err)
	r.given[res.Index] = importing.Row{} // its words are not needed any more
}

// try counts what an import would do, and appends nothing.
func (r *importRun) try(tx *storage.Tx, now time.Time) error {
	for row := range r.file.Rows() {
		if row.Refused != nil {
			r.count(row, false, false, nil)
			continue
		}
		events, existed, err := r.events(tx, row, now)
		if _, problem := record.AsProblem(err); err != nil && !problem {
			return err
		}
		ref := row.Ref()
		r.count(row, existed || r.met[ref], len(events) > 0 && !r.met[ref], err)
		r.met[ref] = true
	}
	return nil
}

func (r *importRun) count(row importing.Row, existed, changed bool, err error) {
	r.result.Read++
	if r.progress != nil && (r.result.Read%progressEvery == 0 || r.result.Read == r.total) {
		r.progress(r.result.Read, r.total)
	}
	becomes := r.note(row, existed, changed, err)
	if len(r.first) < firstRows {
		r.first = append(r.first, FirstRow{row.Row, r.file.Cells(row.Row), becomes})
	}
}

// note takes into the result what became of a row, and names it.
func (r *importRun) note(row importing.Row, existed, changed bool, err error) string {
	if row.Refused != nil {
		r.result.NoteRefused(r.say, *row.Refused)
		return "refused"
	}
	if p, ok := record.AsProblem(err); ok {
		r.result.NoteRefused(r.say, r.file.RefusedBy(row.Row, p))
		return "refused"
	}
	r.result.NoteOdd(r.say, row.Odd...)
	switch {
	case !changed:
		r.result.Unchanged++
		return "unchanged"
	case existed:
		r.result.Updated++
		return "updated"
	}
	r.result.Added++
	return "added"
}
