package app

import (
	"crypto/ed25519"
	"errors"

	"mendesk/app/exchange/folder"
	"mendesk/app/exchange/keys"
	"mendesk/app/record"
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

// deskKey is the desk's own key, as this user holds it: it opens the shared folder and lets workstations in. It lies
// where the workstation's key lies, never in a folder of the desk.
func (a *App) deskKey(desk record.ID) (folder.Key, error) {
	s, err := a.keys().Load(desk)
	if errors.Is(err, keys.ErrNone) {
		return folder.Key{}, record.Problem{Code: "keys.noDeskKey"}
	}
	return folder.Key{Desk: desk, Secret: s}, err
}
