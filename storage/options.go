package storage

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"regexp"
	"time"

	"mendesk/app/record"
)

// Options are what a store is told about the world around it.
type Options struct {
	Kinds       []record.AnyKind
	Now         func() time.Time // the wall clock; nil: time.Now
	Rand        io.Reader        // ids, salts and tokens; nil: crypto/rand
	Workstation string           // name of this workstation; kept when empty
	Joins       Joining          // the desk that a new database joins; zero: it begins one
	Letter      string           // its letter in human numbers; "A" for a new desk, kept when empty
	TokenDir    string           // the user's configuration folder; "": a copied folder goes unnoticed until it meets the other
	LockWait    time.Duration    // how long to wait for another process to let go; 0: one second
	NoSync      bool             // tests only: a power cut loses what was acknowledged
	Progress    func(done, total int)

	readOnly bool                                             // of a copy that is looked at
	openFile func(string, int, os.FileMode) (*os.File, error) // tests only: a disk that fails
}

// Joining says which desk a new database belongs to, and which of its workstations it is. Its records come
// from the others.
type Joining struct {
	Desk        record.ID
	Workstation record.ID
}

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.LockWait == 0 {
		o.LockWait = time.Second
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	return o
}

// A kind's name is part of bucket names and of keys that end it with a zero byte.
var kindName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]{0,39}$`)

func kindsOf(o Options) (map[string]*kind, error) {
	kinds := map[string]*kind{}
	for _, k := range o.Kinds {
		if !kindName.MatchString(k.Name) {
			return nil, fmt.Errorf("kind %q cannot be a name", k.Name)
		}
		if kinds[k.Name] != nil {
			return nil, fmt.Errorf("kind %s is registered twice", k.Name)
		}
		kinds[k.Name] = &kind{AnyKind: k}
	}
	return kinds, nil
}
