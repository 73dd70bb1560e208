package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Create makes a new desk at path and opens it. It is made under another name and then renamed, so that a
// power cut leaves a whole desk or none. What exists is never written over.
func Create(path string, o Options) (*Store, error) {
	o = o.filled()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	lock, err := takeLock(path+".lock", os.O_CREATE|os.O_RDWR, o.LockWait)
	if err != nil {
		return nil, err
	}
	if err := create(path, o); err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return openLocked(path, o, lock, nil)
}

func create(path string, o Options) error {
	if err := absent(path); err != nil {
		return err
	}
	me, err := newSelf(o)
	if err != nil {
		return err
	}
	tmp := path + ".new"
	if err := removeIfThere(tmp); err != nil {
		return err
	}
	if err := fill(tmp, o, func(btx *bbolt.Tx) error { return lay(btx, o, me) }); err != nil {
		return fmt.Errorf("create the desk: %w", err)
	}
	return settle(tmp, path, me.Desk)
}

// settle gives a finished database its name, then names its desk beside it.
func settle(tmp, path string, desk record.ID) error {
	if err := moveFile(tmp, path); err != nil {
		return err
	}
	return sidecar{desk}.write(path)
}

func absent(path string) error {
	_, there, err := fileSize(path)
	if err != nil {
		return err
	}
	_, named, err := readSidecar(path)
	if err != nil {
		return err
	}
	if there || named {
		return ErrExists
	}
	return nil
}

func newSelf(o Options) (self, error) {
	me := self{Schema: schema, Name: o.Workstation, Letter: o.Letter, Mint: true}
	if me.Letter == "" {
		me.Letter = "A"
	}
	if j := o.Joins; j != (Joining{}) {
		if !j.Desk.Valid() || !j.Workstation.Valid() {
			return me, fmt.Errorf("a database cannot join desk %q as workstation %q", j.Desk, j.Workstation)
		}
		me.Desk, me.Workstation = j.Desk, j.Workstation
		return me, nil
	}
	var err error
	if me.Desk, err = record.NewID(o.Now(), o.Rand); err != nil {
		return me, err
	}
	me.Workstation, err = record.NewID(o.Now(), o.Rand)
	return me, err
}

// fill writes to a database that is open for this moment only.
func fill(path string, o Options, do func(*bbolt.Tx) error) error {
	db, err := openBolt(path, o)
	if err != nil {
		return err
	}
	return errors.Join(db.Update(do), db.Close())
}

// lay makes the buckets of an empty desk and says which folds it uses.
func lay(btx *bbolt.Tx, o Options, me self) error {
	for _, name := range []string{inJournal, inWaiting, inTips, inLogs, inRefused, inMissing, inWords, inNumbers, inMeta, inLocal} {
		if _, err := btx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	kinds, err := kindsOf(o)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if err := k.layBuckets(btx); err != nil {
			return err
		}
		if err := k.use(btx); err != nil {
			return err
		}
	}
	return me.write(btx)
}

func (k *kind) buckets() []string {
	names := []string{inHistory(k.Name), inRecord(k.Name)}
	for _, ix := range k.Indexes {
		names = append(names, inIndex(k.Name, ix))
	}
	if k.Row != nil {
		names = append(names, inFigures(k.Name))
	}
	return names
}

func (k *kind) layBuckets(btx *bbolt.Tx) error {
	for _, name := range k.buckets() {
		if _, err := btx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}
