package app

import (
	"context"
	"crypto/ed25519"
	"time"

	"mendesk/app/exchange/folder"
	"mendesk/app/record"
)

// folderPlace is a shared folder; nothing of it stays open between calls.
type folderPlace struct{ *folder.Folder }

// Close does nothing.
func (folderPlace) Close() {}

// folderLook is the time between two looks at who wrote into a shared folder: nobody tells.
const folderLook = 30 * time.Second

// watch looks at the sizes of the others' files, which costs no reading.
func (p folderPlace) watch(ctx context.Context, heard func()) error {
	before, err := p.Others()
	for {
		timer := time.NewTimer(folderLook)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		}
		if err != nil { // the next round says why
			return err
		}
		var now string
		if now, err = p.Others(); err == nil && now != before {
			before = now
			heard()
		}
	}
}

// openFolder reaches a shared folder by the desk's key, whose holders name workstations. Whoever writes nothing there
// needs no memory.
func (a *App) openFolder(set syncSettings, desk, workstation record.ID, memory folder.Memory) (openPlace, ed25519.PublicKey, error) {
	key, err := a.deskKey(desk)
	if err != nil {
		return nil, nil, err
	}
	authority, err := key.Authority()
	if err != nil {
		return nil, nil, err
	}
	at, err := folder.Open(folder.Options{
		Dir: set.Folder, Key: key, Workstation: workstation, Memory: memory, Now: a.options.Now, Rand: a.options.Rand,
	})
	if err != nil {
		return nil, nil, err
	}
	return folderPlace{at}, authority.Public().(ed25519.PublicKey), nil
}
