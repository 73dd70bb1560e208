package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"mendesk/app/record"
	"mendesk/storage"
)

// runCheck verifies everything in the desk on a copy of it and in a child process, so that nobody waits meanwhile
// and no damage ends the program. Faults fail the job; such as cannot be derived again are told at once.
func (d *desk) runCheck(ctx context.Context) (params record.Params, err error) {
	dir := d.app.options.Dir
	work, err := os.MkdirTemp(dir, "check-*")
	if err != nil {
		return nil, written(dir, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	copied := filepath.Join(work, fileName)
	if err := written(dir, d.store.Copy(ctx, copied)); err != nil {
		return nil, err
	}
	faults, err := d.app.inspect(ctx, copied, true)
	if err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		d.app.noteFaults(faults)
		d.app.notice(storage.ErrDamaged)
	}
	files, err := d.checkFiles(ctx, nil)
	if err != nil {
		return nil, err
	}
	if faults = append(faults, files...); len(faults) > 0 {
		return nil, record.Problem{Code: "jobs.faults", Params: record.Params{"count": strconv.Itoa(len(faults))}}
	}
	info, err := os.Stat(copied)
	if err != nil {
		return nil, err
	}
	return record.Params{"bytes": strconv.FormatInt(info.Size(), 10)}, nil
}
