package storage

import (
	"context"
	"errors"
	"fmt"

	"mendesk/app/record"
)

// CheckFile verifies a copy of a desk, such as a backup, as Check verifies the desk itself. Nothing is written
// to the copy, which nobody may hold; one that cannot even be opened is one fault.
func CheckFile(ctx context.Context, path string, o Options, progress func(done, total int)) ([]Fault, error) {
	o = o.filled()
	o.readOnly, o.TokenDir = true, "" // a copy is not the original, and is not meant to be
	kinds, err := kindsOf(o)
	if err != nil {
		return nil, err
	}
	db, err := openBolt(path, o)
	if err == nil {
		s := &Store{path: path, o: o, db: db, kinds: kinds, looks: map[string]bool{}, seen: map[record.Ref]any{}}
		var faults []Fault
		if err = guarded(func() error { return db.View(s.greet) }); err == nil {
			faults, err = s.Check(ctx, progress)
		}
		err = errors.Join(err, closeBolt(db))
		if err == nil {
			return faults, nil
		}
	}
	if errors.Is(err, ErrDamaged) {
		return []Fault{{"file", record.Params{"reason": err.Error()}}}, nil
	}
	return nil, fmt.Errorf("check %s: %w", path, err)
}
