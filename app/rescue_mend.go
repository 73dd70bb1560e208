package app

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"mendesk/app/record"
	"mendesk/storage"
)

// MendDesk says out of what the desk is made whole.
type MendDesk struct {
	Backup  string `json:"backup"`  // its whole path; empty: what the desk's own file still holds, alone
	Salvage bool   `json:"salvage"` // bring back what the file holds beyond the backup
}

// MendedDesk is what became of it, and where the program stands then.
type MendedDesk struct {
	State   DeskState `json:"state"`
	Kept    string    `json:"kept"`    // where the damaged file lies now; empty when there was none
	Brought int       `json:"brought"` // changes that were brought back from it
	Waiting int       `json:"waiting"` // of these, that wait for one that is lost
}

// Mend makes the desk whole and opens it. The damaged file is kept beside it; everybody signs in anew.
func (r *Rescue) Mend(c MendDesk) (out MendedDesk, err error) {
	a := r.app
	defer func() { err = a.closing(recover(), err) }()
	if err := a.mayRescue(); err != nil {
		return out, err
	}
	made, err := a.mend(context.Background(), c)
	if err != nil {
		return out, err
	}
	out = MendedDesk{Kept: made.Kept, Brought: made.Brought, Waiting: made.Waiting}
	out.State, err = (&Desk{a}).State()
	return out, err
}

// Derive makes everything that follows from the changes anew, where that mends what was found.
func (r *Rescue) Derive() (DeskState, error) {
	a := r.app
	if err := a.mayRescue(); err != nil {
		return DeskState{}, err
	}
	if err := a.Rebuild(context.Background()); err != nil {
		return DeskState{}, err
	}
	a.mu.Lock()
	a.hurt, a.faults = false, nil
	a.mu.Unlock()
	return (&Desk{a}).State()
}

// mend checks what it is given while the desk stands as it is, lets it go, and opens what was made.
func (a *App) mend(ctx context.Context, c MendDesk) (storage.Mended, error) {
	if c.Backup != "" {
		if _, err := a.weighable(c.Backup); err != nil {
			return storage.Mended{}, err
		}
		if same, err := sameFile(c.Backup, a.Path()); err != nil || same {
			return storage.Mended{}, record.Wrong("backup", "rescue.ownFile", nil)
		}
	}
	a.letGo()
	a.setPerson("")
	made, err := storage.Mend(ctx, a.Path(), storage.Mending{Backup: c.Backup, Salvage: c.Salvage}, a.storeOptions())
	if err != nil {
		err = asProblem(a.options.Log, err)
		a.mu.Lock()
		a.opening = false
		if a.failed == nil {
			a.failed = record.Problem{Code: "desk.damaged"}
		}
		a.mu.Unlock()
		return made, err
	}
	a.diary.Info("the desk was mended", "backup", c.Backup != "", "brought", made.Brought, "waiting", made.Waiting)
	a.mu.Lock()
	a.hurt, a.faults, a.read = false, nil, nil
	a.mu.Unlock()
	return made, a.Open()
}

func sameFile(x, y string) (bool, error) {
	at, err := os.Stat(x)
	if err != nil {
		return false, err
	}
	other, err := os.Stat(y)
	if err != nil {
		return false, nil //nolint:nilerr // the desk's file may be gone
	}
	return os.SameFile(at, other), nil
}

// places is kept beside the database: where backups lie must be known when the database is gone.
type places struct {
	Backups string `json:"backups"` // empty: beside the desk
}

func (a *App) placesFile() string { return filepath.Join(a.options.Dir, "places.json") }

// notePlace remembers where backups are made. It only helps to find them, so a failure is no failure of the work.
func (a *App) notePlace(folder string) {
	if folder == filepath.Join(a.dir(), "backups") {
		folder = ""
	}
	if a.places().Backups == folder {
		return
	}
	raw, err := json.Marshal(places{folder})
	if err == nil {
		tmp := a.placesFile() + ".new"
		if err = os.WriteFile(tmp, raw, 0o600); err == nil {
			err = os.Rename(tmp, a.placesFile())
		}
	}
	if err != nil {
		a.options.Log.Warn("where backups lie could not be noted", "error", err.Error())
	}
}

func (a *App) places() (p places) {
	raw, err := os.ReadFile(a.placesFile())
	if err != nil || json.Unmarshal(raw, &p) != nil {
		return places{}
	}
	return p
}

func (a *App) backupPlace() string {
	if folder := a.places().Backups; folder != "" {
		return folder
	}
	return filepath.Join(a.dir(), "backups")
}

// allBackups finds the backups that lie where they are made, of any workstation, newest first.
func (a *App) allBackups() []Backup {
	out := []Backup{}
	folders := []string{a.backupPlace()}
	if own := filepath.Join(a.dir(), "backups"); own != folders[0] {
		folders = append(folders, own)
	}
	for _, folder := range folders {
		files, err := os.ReadDir(folder)
		if err != nil {
			continue // a drive that is not there now has no backups to offer
		}
		for _, f := range files {
			info, err := f.Info()
			if err != nil || backupName.FindStringSubmatch(f.Name()) == nil {
				continue
			}
			out = append(out, Backup{filepath.Join(folder, f.Name()), info.Size(), record.Instant(info.ModTime())})
		}
	}
	slices.SortFunc(out, func(x, y Backup) int { return y.At.Compare(x.At) })
	return out
}

// Survey is everything that a rescue can know.
type Survey struct {
	Page    RescuePage `json:"page"`
	Remains Remains    `json:"remains"`
	Backups []Weighed  `json:"backups"`
}

// NeedsRescue tells whether the desk cannot be opened or is damaged; then it is not open.
func (a *App) NeedsRescue(ctx context.Context) (bool, error) {
	if !a.opens() {
		return true, nil
	}
	a.letGo()
	a.mu.Lock()
	a.opening = false
	a.mu.Unlock()
	faults, err := a.inspect(ctx, a.Path(), true)
	if err != nil || len(faults) == 0 {
		return false, a.closing(nil, err)
	}
	a.noteFaults(faults)
	a.mu.Lock()
	a.failed = record.Problem{Code: "desk.damaged"}
	a.mu.Unlock()
	return true, nil
}

func (a *App) opens() bool { return a.Open() == nil }

// Survey tries to open the desk and tells all that is to know when that fails.
func (a *App) Survey() (out Survey, err error) {
	r := &Rescue{a}
	if out.Page, err = r.Page(); err != nil {
		return out, err
	}
	if out.Remains, err = r.Remains(); err != nil {
		return out, err
	}
	out.Backups = []Weighed{}
	for _, b := range out.Page.Backups {
		w, err := r.Weigh(WeighBackup{b.Name})
		if err != nil { // not of this desk, or no backup at all
			continue
		}
		out.Backups = append(out.Backups, w)
	}
	return out, nil
}

// MendFrom makes a desk that cannot be opened whole, as the window does.
func (a *App) MendFrom(ctx context.Context, c MendDesk) (storage.Mended, error) {
	if err := a.mayRescue(); err != nil {
		return storage.Mended{}, err
	}
	made, err := a.mend(ctx, c)
	return made, a.closing(nil, err)
}
