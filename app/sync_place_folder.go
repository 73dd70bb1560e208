package app

import (
	"crypto/ed25519"

	"mendesk/app/exchange/folder"
	"mendesk/storage"
)

// folderPlace is a shared folder; nothing of it stays open between calls.
type folderPlace struct{ *folder.Folder }

// Close does nothing.
func (folderPlace) Close() {}

// openFolder reaches a shared folder by the desk's key, whose holders name workstations.
func (d *desk) openFolder(set syncSettings, me storage.Identity) (openPlace, ed25519.PublicKey, error) {
	key, err := d.app.deskKey(me.Desk)
	if err != nil {
		return nil, nil, err
	}
	authority, err := key.Authority()
	if err != nil {
		return nil, nil, err
	}
	at, err := folder.Open(folder.Options{
		Dir: set.Folder, Key: key, Workstation: me.Workstation, Memory: d.store, Now: d.app.options.Now, Rand: d.app.options.Rand,
	})
	if err != nil {
		return nil, nil, err
	}
	return folderPlace{at}, authority.Public().(ed25519.PublicKey), nil
}
