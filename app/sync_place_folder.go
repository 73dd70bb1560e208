package app

import (
	"crypto/ed25519"

	"mendesk/app/exchange/folder"
	"mendesk/app/record"
)

// folderPlace is a shared folder; nothing of it stays open between calls.
type folderPlace struct{ *folder.Folder }

// Close does nothing.
func (folderPlace) Close() {}

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
