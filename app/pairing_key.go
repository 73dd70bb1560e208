package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"mendesk/app/exchange"
	"mendesk/app/exchange/folder"
	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
	"mendesk/storage"
)

// Where there is no hub to let workstations in, whoever holds the desk's key does: it signs names, and an invitation
// hands it on.

// deskKey is the desk's own key, as this user holds it: it opens the shared folder and lets workstations in. It lies
// where the workstation's key lies, never in a folder of the desk.
func (a *App) deskKey(desk record.ID) (folder.Key, error) {
	key, held, err := a.heldKey(desk)
	if err == nil && !held {
		err = record.Problem{Code: "keys.noDeskKey"}
	}
	return key, err
}

func (a *App) heldKey(desk record.ID) (key folder.Key, held bool, err error) {
	s, err := a.keys().Load(desk)
	if errors.Is(err, keys.ErrNone) {
		return key, false, nil
	}
	return folder.Key{Desk: desk, Secret: s}, err == nil, err
}

// invited gives the key of an invitation, or the one that this user holds. A desk that has none is given one, and one
// that wants a new key too; an empty folder, which has no desk, needs an invitation.
func (a *App) invited(c Pairing, desk record.ID) (folder.Key, error) {
	if strings.TrimSpace(c.Invitation) != "" {
		key, err := folder.ReadInvitation(c.Invitation)
		if err == nil && desk != "" && key.Desk != desk {
			err = record.Wrong("invitation", "sync.invitationOther", nil)
		}
		return key, err
	}
	if desk == "" {
		return folder.Key{}, record.Missing("invitation")
	}
	if c.NewKey {
		return folder.NewKey(desk, a.options.Rand)
	}
	key, held, err := a.heldKey(desk)
	if err == nil && !held {
		return folder.NewKey(desk, a.options.Rand)
	}
	return key, err
}

// vouch keeps the desk's key, and names a workstation by it, which is the heir of those that its database was.
func (a *App) vouch(key folder.Key, workstation record.ID, was []record.ID) (names [][]byte, secret keys.Secret, err error) {
	if err := a.keys().Save(key.Desk, key.Secret); err != nil {
		return nil, secret, err
	}
	if secret, err = a.secretOf(workstation); err != nil {
		return nil, secret, err
	}
	authority, err := key.Authority()
	if err != nil {
		return nil, secret, err
	}
	names, err = exchange.NamesOf(key.Desk, workstation, was, natshub.SigningOf(secret), true, a.now(), authority)
	return names, secret, err
}

// vouchForMe names this workstation anew where this user holds the desk's key, as a copied desk needs it. A hub has to
// be asked for a code.
func (d *desk) vouchForMe(set *syncSettings, me storage.Identity) (keys.Secret, error) {
	if set.Kind == LinkHub {
		return keys.Secret{}, record.Problem{Code: "keys.none"}
	}
	key, err := d.app.deskKey(me.Desk)
	if err != nil {
		return keys.Secret{}, err
	}
	was, err := d.was()
	if err != nil {
		return keys.Secret{}, err
	}
	names, secret, err := d.app.vouch(key, me.Workstation, was)
	if err != nil {
		return secret, err
	}
	set.Names, set.NATS.Workstation = append(set.Names, names...), me.Workstation
	d.sync.mu.Lock()
	d.sync.set.Names, d.sync.set.NATS.Workstation = set.Names, me.Workstation
	d.sync.mu.Unlock()
	return secret, remember(d, localSync, *set)
}

// intoFolder lets a workstation in at a shared folder. A Problem names "folder" or "invitation".
func (a *App) intoFolder(_ context.Context, c Pairing, who pairing.Applicant) (Joined, error) {
	dir := filepath.Clean(strings.TrimSpace(c.Folder))
	if err := a.shareable(dir); err != nil {
		return Joined{}, err
	}
	key, err := a.invited(c, who.Desk)
	if err != nil {
		return Joined{}, err
	}
	there, err := folder.Look(dir, key)
	switch {
	case err != nil:
		return Joined{}, record.Wrong("folder", "folder.notReadable", record.Params{"folder": dir})
	case there.Ours > 0:
	case there.Foreign > 0 && c.NewKey:
		return Joined{}, record.Wrong("folder", "sync.newKeyElsewhere", nil)
	case there.Foreign > 0:
		return Joined{}, record.Wrong("invitation", "sync.invitationNeeded", nil)
	case there.Others > 0:
		return Joined{}, record.Wrong("folder", "sync.folderOther", record.Params{"folder": dir})
	case who.Desk == "":
		return Joined{}, record.Wrong("folder", "sync.folderNothing", record.Params{"folder": dir})
	}
	names, _, err := a.vouch(key, who.Workstation, who.Was)
	link := natshub.Link{Desk: key.Desk, Workstation: who.Workstation}
	return Joined{Kind: LinkFolder, Link: link, Folder: dir, Names: names, First: there.Ours == 0}, err
}

// shareable refuses a folder through which nothing could be shared. It must be there: of a drive that is not
// connected the folder would only be made up.
func (a *App) shareable(dir string) error {
	named := record.Params{"folder": dir}
	if !filepath.IsAbs(dir) {
		return record.Wrong("folder", "folder.notAbsolute", named)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return record.Wrong("folder", "folder.none", named)
	}
	for _, own := range []string{a.dir(), a.options.ConfigDir, a.hubDir()} {
		if own != "" && (within(own, dir) || within(dir, own)) {
			return record.Wrong("folder", "folder.ofDesk", named)
		}
	}
	probe, err := os.CreateTemp(dir, "mendesk-*.tmp")
	if err == nil {
		err = errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	if err != nil {
		return record.Wrong("folder", "folder.notWritable", named)
	}
	return nil
}

// within tells whether path is dir or lies in it, whatever links lead there.
func within(dir, path string) bool {
	real := func(p string) string {
		if r, err := filepath.EvalSymlinks(p); err == nil {
			return r
		}
		return p
	}
	rel, err := filepath.Rel(real(dir), real(path))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// intoCluster lets a workstation in at a chain's own cluster. A Problem names "urls", "credentials", "authorities"
// or "invitation".
func (a *App) intoCluster(ctx context.Context, c Pairing, who pairing.Applicant) (Joined, error) {
	key, err := a.invited(c, who.Desk)
	if err != nil {
		return Joined{}, err
	}
	link, there, err := a.tryCluster(ctx, c, key, who.Workstation)
	if err == nil && !there && who.Desk == "" {
		err = record.Wrong("urls", "sync.clusterNothing", nil)
	}
	if err != nil {
		return Joined{}, err
	}
	names, _, err := a.vouch(key, who.Workstation, who.Was)
	return Joined{Kind: LinkCluster, Link: link, Names: names, First: !there}, err
}

// Try connects to a cluster and leaves everything as it is: an error says which field is wrong. It needs an admin.
func (s *Sync) Try(c Pairing) error {
	if err := s.app.mustAdmin(); err != nil {
		return err
	}
	_, err := safely(s.app, func(d *desk) (none struct{}, err error) {
		me, err := d.me()
		if err != nil {
			return none, err
		}
		key, err := s.app.invited(c, me.Desk)
		if err != nil {
			return none, err
		}
		_, _, err = s.app.tryCluster(context.Background(), c, key, me.Workstation)
		return none, err
	})
	return err
}

// servers of a cluster, typed each alone or together.
func (c Pairing) servers() []string {
	return strings.FieldsFunc(strings.Join(c.Cluster, ","), func(r rune) bool { return strings.ContainsRune(",;，；、 \t\n", r) })
}

// wholePath is where a named file is found from everywhere, not only from where this program was started.
func wholePath(file string) string {
	file = strings.TrimSpace(file)
	if whole, err := filepath.Abs(file); file != "" && err == nil {
		return whole
	}
	return file
}

// tryCluster connects to a cluster now, and looks whether the desk lies there. Another desk, or this one under another
// key, is a Problem.
func (a *App) tryCluster(ctx context.Context, c Pairing, key folder.Key, workstation record.ID) (link natshub.Link, there bool, err error) {
	authority, err := key.Authority()
	if err != nil {
		return link, false, err
	}
	public := authority.Public().(ed25519.PublicKey)
	link, err = natshub.Link{
		URLs: c.servers(), Credentials: wholePath(c.Credentials), Authorities: wholePath(c.Authorities),
		Authority: public, Desk: key.Desk, Workstation: workstation,
	}.Check()
	if p, wrong := record.AsProblem(err); wrong && p.Field == "credentials" && link.Credentials == "" {
		return link, false, record.Wrong("credentials", "link.rights", record.Params{"desk": string(key.Desk), "workstation": string(workstation)})
	}
	if err != nil {
		return link, false, err
	}
	secret, err := keys.New(a.options.Rand) // a cluster asks for the credentials alone
	if err != nil {
		return link, false, err
	}
	at, err := natshub.Open(link, secret)
	if err != nil {
		return link, false, err
	}
	defer at.Close()
	if err := at.Try(ctx); err != nil {
		return link, false, err
	}
	there, err = liesAt(ctx, at, key.Desk, public)
	return link, there, problemOf(err)
}

// liesAt tells whether a cluster knows names of a desk, signed by its key.
func liesAt(ctx context.Context, at *natshub.Place, desk record.ID, authority ed25519.PublicKey) (there bool, err error) {
	names, err := at.Names(ctx)
	if err != nil {
		return false, err
	}
	for _, m := range names {
		if _, err := exchange.ReadName(m.Data, desk, []ed25519.PublicKey{authority}); err == nil {
			there = true
		}
	}
	if !there && len(names) > 0 {
		return false, record.Wrong("invitation", "sync.invitationNeeded", nil)
	}
	others, err := at.Others(ctx)
	if err == nil && others {
		err = record.Wrong("credentials", "sync.clusterOther", nil)
	}
	return there, err
}

// begin makes the database ready for a place that it was let in at anew.
func (j Joined) begin(store *storage.Store) error {
	if j.Kind != LinkFolder {
		return nil
	}
	return folder.Forget(store, j.Link.Desk)
}

// Invitation lets another workstation in at a shared folder or a cluster. It is as secret as a key.
type Invitation struct {
	Link Link   `json:"link"`
	Text string `json:"text"`
}

// Invite shows the invitation to where this desk is shared. It needs an admin.
func (s *Sync) Invite() (Invitation, error) { return s.app.Invite() }

// Invite gives the invitation for a verb.
func (a *App) Invite() (Invitation, error) {
	if err := a.mustAdmin(); err != nil {
		return Invitation{}, err
	}
	return safely(a, func(d *desk) (Invitation, error) {
		link := d.sync.link()
		if link.Kind != LinkFolder && link.Kind != LinkCluster {
			return Invitation{}, record.Problem{Code: "sync.notInvited"}
		}
		me, err := d.me()
		if err != nil {
			return Invitation{}, err
		}
		key, err := a.deskKey(me.Desk)
		return Invitation{link, key.Invitation()}, err
	})
}
