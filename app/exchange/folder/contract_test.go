package folder

import (
	"crypto/rand"
	"testing"
	"time"

	"mendesk/app/exchange/placetest"
	"mendesk/app/record"
)

func TestContract(t *testing.T) {
	placetest.Run(t, false, func(t *testing.T) placetest.Ends {
		id := func() record.ID {
			id, err := record.NewID(time.Now(), rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		dir, k, a, b := t.TempDir(), aKey(t), id(), id()
		at := func(ws record.ID) *Folder {
			f, err := Open(Options{Dir: dir, Key: k, Workstation: ws, Memory: notes{}})
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		return placetest.Ends{A: at(a), B: at(b), AID: a, BID: b}
	})
}
