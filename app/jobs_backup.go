package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"mendesk/app/record"
)

// Backup is a verified copy of the desk that a job made.
type Backup struct {
	Name string    `json:"name"`
	Size int64     `json:"size"` // bytes
	At   time.Time `json:"at" ts_type:"string"`
}

// runBackup copies the desk, verifies the copy by reading it through, and only then lets old copies go.
func (d *desk) runBackup(ctx context.Context) (record.Params, error) {
	folders, err := d.folders()
	if err != nil {
		return nil, err
	}
	if err := place(folders.Backups); err != nil {
		return nil, err
	}
	mine, err := d.backupPrefix()
	if err != nil {
		return nil, err
	}
	now := d.app.now().In(d.zone())
	name := mine + now.Format(backupTime) + backupEnd
	path := filepath.Join(folders.Backups, name)
	if err := written(folders.Backups, d.store.Backup(ctx, path)); err != nil {
		return nil, err
	}
	if _, err := d.backUpFiles(ctx, folders.Backups); err != nil {
		return nil, written(folders.Backups, err)
	}
	d.app.notePlace(folders.Backups)
	removed, err := d.dropOld(folders.Backups, mine)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("look at the backup: %w", err)
	}
	return record.Params{"file": name, "bytes": strconv.FormatInt(info.Size(), 10), "removed": strconv.Itoa(removed)}, nil
}

const (
	backupTime = "2006-01-02_150405"
	backupEnd  = ".mendesk"
)

var backupName = regexp.MustCompile(`^(mendesk-[A-Z0-9]+-[A-Z0-9]{6}-)(\d{4}-\d\d-\d\d_\d{6})\.mendesk$`)

// backupPrefix begins the names of this workstation's backups: several may keep theirs in one folder, and
// each lets go of its own only.
func (d *desk) backupPrefix() (string, error) {
	me, err := d.me()
	if err != nil {
		return "", err
	}
	id := string(me.Workstation)
	return fmt.Sprintf("mendesk-%s-%s-", me.Letter, id[len(id)-6:]), nil
}

// backups lists this workstation's backups in a folder, newest first.
func (d *desk) backups(folder, mine string) ([]Backup, error) {
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return []Backup{}, nil
	}
	if err != nil {
		return nil, written(folder, err)
	}
	out, zone := []Backup{}, d.zone()
	for _, f := range files {
		m := backupName.FindStringSubmatch(f.Name())
		if m == nil || m[1] != mine {
			continue
		}
		at, err := time.ParseInLocation(backupTime, m[2], zone)
		info, gone := f.Info()
		if err == nil && gone == nil {
			out = append(out, Backup{f.Name(), info.Size(), at.UTC()})
		}
	}
	slices.SortFunc(out, func(x, y Backup) int { return y.At.Compare(x.At) })
	return out, nil
}

func (d *desk) dropOld(folder, mine string) (removed int, err error) {
	all, err := d.backups(folder, mine)
	if err != nil {
		return 0, err
	}
	keep := worthKeeping(all, d.zone())
	for _, b := range all {
		if keep[b.Name] {
			continue
		}
		if err := os.Remove(filepath.Join(folder, b.Name)); err != nil {
			return removed, written(folder, err)
		}
		removed++
	}
	return removed, nil
}

// How many backups are kept: of the last days, weeks and months that have one, the newest of each.
const (
	keepDays   = 7
	keepWeeks  = 4
	keepMonths = 6
)

// worthKeeping chooses among backups, newest first.
func worthKeeping(all []Backup, zone *time.Location) map[string]bool {
	keep := map[string]bool{}
	for _, by := range []struct {
		n    int
		span func(time.Time) string
	}{
		{keepDays, func(t time.Time) string { return t.Format("2006-01-02") }},
		{keepWeeks, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, "-", w) }},
		{keepMonths, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, b := range all {
			span := by.span(b.At.In(zone))
			if len(seen) < by.n && !seen[span] {
				keep[b.Name] = true
			}
			seen[span] = true
		}
	}
	return keep
}
