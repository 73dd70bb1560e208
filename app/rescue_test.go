package app

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mendesk/app/training"
	"mendesk/storage"
)

// backedUp is a desk with a backup, and a person who came after it.
func backedUp(t *testing.T) (a *App, backup string) {
	t.Helper()
	a, _ = openedDesk(t)
	r, err := a.RunJob(t.Context(), jobBackup)
	if err != nil {
		t.Fatal(err)
	}
	agent(t, a)
	return a, filepath.Join(a.dir(), "backups", r.Params["file"])
}

// spoilt opens the same desk again after its file was spoilt.
func spoilt(t *testing.T, a *App, spoil func(path string) error) (*App, *Rescue) {
	t.Helper()
	a.Shutdown()
	if err := spoil(a.Path()); err != nil {
		t.Fatal(err)
	}
	b := New(a.options)
	t.Cleanup(b.Shutdown)
	_ = b.Open() // the state tells
	return b, &Rescue{b}
}

func zeroed(path string, from, to int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(make([]byte, to-from), from)
	return errors.Join(err, f.Close())
}

func TestEachDamageLeadsToItsWayOut(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(path string) error
		code  string
	}{
		"gone":    {os.Remove, "desk.missing"},
		"empty":   {func(p string) error { return os.Truncate(p, 0) }, "desk.empty"},
		"no desk": {func(p string) error { return os.WriteFile(p, []byte("hello"), 0o600) }, "desk.foreign"},
		"of other": {func(p string) error {
			return os.WriteFile(p+".desk", []byte(`{"desk":"01ARZ3NDEKTSV4RRFFQ69G5FAV"}`), 0o600)
		}, "desk.otherDesk"},
	} {
		t.Run(name, func(t *testing.T) {
			a, backup := backedUp(t)
			b, r := spoilt(t, a, c.spoil)
			if state, err := (&Desk{b}).State(); err != nil || state.State != StateFailed || state.Problem.Code != c.code {
				t.Fatalf("the state is %s, %+v, %v", state.State, state.Problem, err)
			}
			page, err := r.Page()
			if err != nil || page.Problem.Code != c.code || len(page.Backups) != 1 || page.Backups[0].Name != backup {
				t.Fatalf("the page is %+v, %v", page, err)
			}
			for _, lang := range []string{"zh-CN", "en"} {
				for _, key := range []string{"problem." + c.code, "rescue.title." + strings.TrimPrefix(c.code, "desk."), "rescue.what." + strings.TrimPrefix(c.code, "desk.")} {
					if b.say(lang).Say(key, nil) == key {
						t.Errorf("%s is not said in %s", key, lang)
					}
				}
			}
			if name == "of other" {
				if _, err := r.Mend(MendDesk{Backup: backup}); code(err) != "desk.otherDesk" {
					t.Errorf("a backup of another desk was taken: %v", err)
				}
				return
			}
			done, err := r.Mend(MendDesk{Backup: backup, Salvage: true})
			if err != nil || done.State.State != StateSignIn {
				t.Fatalf("mended as %+v, %v", done, err)
			}
			if faults, err := b.Check(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("the mended desk has %v, %v", faults, err)
			}
			if _, err := r.Page(); code(err) != "rescue.notNeeded" {
				t.Errorf("a whole desk is rescued: %v", err)
			}
		})
	}
}

// What was done after the backup comes back from the damaged file, and everybody is told how much that is.
func TestMendingBringsBackWhatCameAfterTheBackup(t *testing.T) {
	a, backup := backedUp(t)
	before, err := a.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cut := func(path string) error { // the pages that the trees begin with are gone, the changes are not
		info, err := os.Stat(path)
		return errors.Join(err, zeroed(path, info.Size()-4096, info.Size()), os.WriteFile(path+".writing", nil, 0o600))
	}
	b, r := spoilt(t, a, cut)
	page, err := r.Page()
	if err != nil || page.Problem.Code == "" {
		t.Skipf("the last page held nothing: %v", err)
	}
	left, err := r.Remains()
	if err != nil {
		t.Fatal(err)
	}
	w, err := r.Weigh(WeighBackup{backup})
	if err != nil || !w.Whole || w.Brought+w.Lost != 1 {
		t.Errorf("the backup weighs %+v, %v, of %+v", w, err, left)
	}
	done, err := r.Mend(MendDesk{Backup: backup, Salvage: true})
	if err != nil || done.Brought != w.Brought || done.Kept == "" {
		t.Fatalf("mended as %+v, %v", done, err)
	}
	after, err := b.Digest(t.Context())
	if err != nil || (w.Lost == 0 && after != before) {
		t.Errorf("another desk came back: %v", err)
	}
}

func TestANonsenseBackupIsRefusedInWords(t *testing.T) {
	a, _ := backedUp(t)
	_, r := spoilt(t, a, os.Remove)
	text := filepath.Join(t.TempDir(), "letter.mendesk")
	if err := os.WriteFile(text, []byte("dear all"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"": "field.missing", filepath.Join(t.TempDir(), "none"): "file.missing", text: "rescue.noBackup"} {
		if _, err := r.Weigh(WeighBackup{path}); code(err) != want {
			t.Errorf("%q is refused as %v", path, err)
		}
	}
	if _, err := r.Mend(MendDesk{Backup: text}); code(err) != "rescue.noBackup" {
		t.Errorf("mended from a letter: %v", err)
	}
}

// While the disk takes nothing, people sign in, read and export; nothing is written, and the state says so.
func TestReadOnlyDeskGoesOnReading(t *testing.T) {
	a, _ := openedDesk(t)
	id := agent(t, a)
	if err := a.setPIN(a.signedIn(), training.SetPIN{Person: id, PIN: "402817"}); err != nil {
		t.Fatal(err)
	}
	me, drafts := a.signedIn(), &Drafts{a}
	if _, err := drafts.Keep(KeepDraft{Person: me, Place: "ticket/1/reply", Words: "您好"}); err != nil {
		t.Fatal(err)
	}
	d, err := a.open()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(a.Path(), a.Path()+".elsewhere"); err != nil { // nothing may be written to a file that is not there
		t.Fatal(err)
	}
	if _, err := (&Training{a}).AddPerson(training.AddPerson{Login: "he", Name: "何静", Roles: []training.Role{training.Agent}, Department: training.CustomerService}); code(err) != "desk.moved" {
		t.Fatalf("written: %v", err)
	}
	state, err := (&Desk{a}).State()
	if err != nil || state.ReadOnly != "desk.moved" || d.store.Stopped() == nil {
		t.Fatalf("the state is %+v, %v", state, err)
	}
	// What was begun before can be read; what is begun now is refused, so that the window holds it and tries again.
	if _, err := drafts.Keep(KeepDraft{Person: me, Place: "ticket/1/reply", Words: "您好，已经"}); code(err) != "desk.moved" && code(err) != "desk.readOnly" {
		t.Errorf("a draft was written: %v", err)
	}
	if kept, err := drafts.All(); err != nil || len(kept) != 1 || kept[0].Words != "您好" {
		t.Errorf("the drafts are %+v, %v", kept, err)
	}
	if _, err := (&Desk{a}).SignIn(SignIn{Person: id, PIN: "908070"}); code(err) != "pin.wrong" {
		t.Errorf("a wrong PIN is %v", err)
	}
	for range 4 {
		_, err = (&Desk{a}).SignIn(SignIn{Person: id, PIN: "908070"})
	}
	if code(err) != "pin.lockedOut" {
		t.Errorf("wrong PINs are not counted while nothing can be written: %v", err)
	}
	if people, err := (&Training{a}).People(); err != nil || len(people) != 2 {
		t.Errorf("reads %d people, %v", len(people), err)
	}
	if _, err := (&Desk{a}).Reopen(); err != nil {
		t.Fatal(err)
	}
	if state, _ := (&Desk{a}).State(); state.State != StateFailed || state.Problem.Code != "desk.missing" {
		t.Errorf("opened again it is %+v", state.Problem)
	}
	if err := os.Rename(a.Path()+".elsewhere", a.Path()); err != nil {
		t.Fatal(err)
	}
	if state, err := (&Desk{a}).Open(); err != nil || state.State != StateReady || state.ReadOnly != "" {
		t.Errorf("with its file again it is %+v, %v", state.State, err)
	}
}

// An unclean end is looked into before the desk opens; what can be derived again is, without a question.
func TestUncleanEndIsLookedInto(t *testing.T) {
	a, _ := openedDesk(t)
	a.options.Fast = false
	b, _ := spoilt(t, a, func(path string) error { return os.WriteFile(path+".writing", nil, 0o600) })
	if state, err := (&Desk{b}).State(); err != nil || state.State != StateSignIn {
		t.Fatalf("the state is %+v, %v", state, err)
	}
	b.Shutdown()
	if storage.Unclean(b.Path()) {
		t.Error("the mark stays")
	}
	log, err := os.ReadFile(b.logFile.Path())
	if err != nil || !strings.Contains(string(log), "after an unclean end") {
		t.Errorf("nothing was looked into: %v", err)
	}
}

func TestBackupsElsewhereAreRemembered(t *testing.T) {
	a, _ := openedDesk(t)
	elsewhere := t.TempDir()
	if _, err := (&Settings{a}).SetFolders(Folders{Backups: elsewhere}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.RunJob(t.Context(), jobBackup); err != nil {
		t.Fatal(err)
	}
	_, r := spoilt(t, a, os.Remove)
	page, err := r.Page()
	if err != nil || page.Folder != elsewhere || len(page.Backups) != 1 || !slices.ContainsFunc(page.Backups, func(b Backup) bool { return filepath.Dir(b.Name) == elsewhere }) {
		t.Errorf("found %+v, %v", page, err)
	}
}
