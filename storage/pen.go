package storage

import (
	"mendesk/app/record"
)

// pen makes sure that this database has a log to write: the one it wrote before, or a new one when it is
// new, restored, a copy, or has met an entry of its log that it did not write.
func (b *batch) pen() error {
	if !b.me.Mint && !b.s.copied && b.me.Log != "" {
		return nil
	}
	used, err := lettersIn(b.btx)
	if err != nil {
		return err
	}
	b.s.random.Lock()
	log, err := record.NewID(b.s.o.Now(), b.s.o.Rand)
	b.s.random.Unlock()
	if err != nil {
		return err
	}
	if b.s.copied { // two that speak under one name would each be taken for the other
		b.s.random.Lock()
		id, err := record.NewID(b.s.o.Now(), b.s.o.Rand)
		b.s.random.Unlock()
		if err != nil {
			return err
		}
		b.me.Workstation, b.me.Letter = id, freeLetter(b.me.Letter, used)
	}
	b.parent = b.me.Log
	b.me.Log, b.me.LogLetter = log, nextLetter(b.me.Letter, used)
	b.me.N, b.me.Prev, b.me.Mint = 0, "", false
	b.minted = true
	return nil
}
