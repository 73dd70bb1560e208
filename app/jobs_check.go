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

// runCheck verifies everything in the desk on a copy of it, so that nobody waits meanwhile. Faults fail the job.
func (d *desk) runCheck(ctx context.Context) (params record.Params, err error) {
	dir := d.app.options.Dir
	work, err := os.MkdirTemp(dir, "check-*")
	if err != nil {
		return nil, written(dir, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	copied := filepath.Join(work, fileName)
	if err := written(dir, d.store.Backup(ctx, copied)); err != nil {
		return nil, err
	}
	faults, err := storage.CheckFile(ctx, copied, d.app.storeOptions(), nil)
	if err != nil {
		return nil, err
	}
	files, err := d.checkFiles(ctx, nil)
	if err != nil {
		return nil, err
	}
	if faults = append(faults, files...); len(faults) > 0 {
		d.app.options.Log.Error("the nightly check found faults", "count", len(faults), "first", faults[0].Code)
		return nil, record.Problem{Code: "jobs.faults", Params: record.Params{"count": strconv.Itoa(len(faults))}}
	}
	info, err := os.Stat(copied)
	if err != nil {
		return nil, err
	}
	return record.Params{"bytes": strconv.FormatInt(info.Size(), 10)}, nil
}
