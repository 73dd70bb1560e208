package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/schedule"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// openedDesk makes a desk whose clock the test holds, its admin signed in.
func openedDesk(t *testing.T) (*App, *time.Time) {
	t.Helper()
	now := time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC)
	a := New(Options{Dir: filepath.Join(t.TempDir(), "desk"), Now: func() time.Time { return now }, Fast: true, Version: "test"})
	t.Cleanup(a.Shutdown)
	if err := a.Found(Found{Shop: "栖木", Zone: "Asia/Shanghai", Currency: "CNY", Lang: "zh-CN", Admin: "罗雨晴", Login: "luo"}); err != nil {
		t.Fatal(err)
	}
	return a, &now
}

func code(err error) string {
	p, _ := record.AsProblem(err)
	return p.Code
}

func agent(t *testing.T, a *App) record.ID {
	t.Helper()
	p, err := (&Training{a}).AddPerson(training.AddPerson{Login: "chen", Name: "陈思远", Roles: []training.Role{training.Agent}, Department: training.CustomerService})
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func TestEveryJobRunsAndChangesNoRecord(t *testing.T) {
	a, _ := openedDesk(t)
	before, err := a.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := a.Jobs()
	if err != nil || len(jobs) != 8 {
		t.Fatalf("%d jobs, %v", len(jobs), err)
	}
	for _, j := range jobs {
		r, err := a.RunJob(t.Context(), j.Key)
		if err != nil || r.Result != schedule.OK {
			t.Errorf("%s ended as %+v, %v", j.Key, r, err)
		}
		for _, lang := range []string{"zh-CN", "en"} {
			for _, key := range []string{".name", ".about", ".did"} {
				if text := a.say(lang).Say("jobs."+j.Key+key, r.Params); text == "jobs."+j.Key+key || strings.Contains(text, "{{") {
					t.Errorf("%s%s in %s says %q", j.Key, key, lang, text)
				}
			}
		}
	}
	if after, _ := a.Digest(t.Context()); after != before {
		t.Error("a job changed a record")
	}
	reports, err := (&Settings{a}).Reports()
	if err != nil || len(reports) != 2 {
		t.Errorf("the folder of reports holds %v, %v", reports, err)
	}
	names := reports[0].Name + reports[1].Name
	if !strings.Contains(names, "2026-10-01_2026-10-31") || !strings.Contains(names, "2026-11-09_2026-11-15") {
		t.Errorf("on Friday 20 November the reports are %s", names)
	}
	if left, _ := filepath.Glob(filepath.Join(a.options.Dir, "check-*")); len(left) > 0 {
		t.Errorf("the check left %v", left)
	}
	a.Shutdown()
	b := New(a.options)
	defer b.Shutdown()
	if err := errors.Join(b.Open(), b.ActAs("luo")); err != nil {
		t.Fatal(err)
	}
	if jobs, err := b.Jobs(); err != nil || !jobs[0].Ran {
		t.Errorf("after opening again the jobs are %+v, %v", jobs, err)
	}
}

func TestADamagedBackupIsFound(t *testing.T) {
	a, _ := openedDesk(t)
	r, err := a.RunJob(t.Context(), jobBackup)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(a.options.Dir, "backups", r.Params["file"])
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if faults, err := storage.CheckFile(t.Context(), path, a.storeOptions(), nil); err != nil || len(faults) > 0 {
		t.Fatalf("a whole backup has the faults %v, %v", faults, err)
	}
	whole, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(whole, raw) {
		t.Fatal("the check wrote to the backup", err)
	}
	at := bytes.LastIndex(raw, []byte("Asia/Shanghai"))
	raw[at] ^= 1
	for what, damaged := range map[string][]byte{"a flipped bit": raw, "half a file": raw[:len(raw)/2], "no file": []byte("no database")} {
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if faults, err := storage.CheckFile(t.Context(), path, a.storeOptions(), nil); err != nil || len(faults) == 0 {
			t.Errorf("%s: the faults are %v, %v", what, faults, err)
		}
	}
}

// A year of nights: what is kept are seven days, four weeks and six months, and never another's files.
func TestBackupsRotate(t *testing.T) {
	a, _ := openedDesk(t)
	d, _ := a.open()
	mine, err := d.backupPrefix()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	zone := d.zone()
	first := time.Date(2026, 1, 1, 2, 30, 0, 0, zone)
	put := func(name string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	others := []string{"mendesk-B-ABCDEF-2020-01-01_000000.mendesk", "notes.txt", "desk.mendesk"}
	for _, name := range others {
		put(name)
	}
	for night := range 365 {
		at := first.AddDate(0, 0, night)
		put(mine + at.Format(backupTime) + backupEnd)
		put(mine + at.Add(9*time.Hour).Format(backupTime) + backupEnd) // by hand, in the morning
		if _, err := d.dropOld(folder, mine); err != nil {
			t.Fatal(err)
		}
	}
	left, err := d.backups(folder, mine)
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, b := range left {
		days = append(days, b.At.In(zone).Format("2006-01-02 15"))
	}
	want := []string{
		"2026-12-31 11", "2026-12-30 11", "2026-12-29 11", "2026-12-28 11", "2026-12-27 11", "2026-12-26 11", "2026-12-25 11",
		"2026-12-20 11", "2026-12-13 11", "2026-11-30 11", "2026-10-31 11", "2026-09-30 11", "2026-08-31 11", "2026-07-31 11",
	}
	if !slices.Equal(days, want) {
		t.Errorf("kept: %v", days)
	}
	for _, name := range others {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestJobsAndFoldersNeedAnAdmin(t *testing.T) {
	a, _ := openedDesk(t)
	s := &Settings{a}
	a.setPerson(agent(t, a))
	_, run := s.RunJob(jobBackup)
	_, wait := a.RunJob(context.Background(), jobBackup)
	_, off := s.SwitchJob(SwitchJob{Key: jobBackup})
	_, folders := s.SetFolders(Folders{})
	_, idle := s.SetIdle(IdleLock{5})
	_, change := s.ChangeShop(shop.Change{Name: "x", Zone: "UTC", Language: "en"})
	_, limits := s.SetLimits(shop.SetLimits{Limits: []shop.Limit{}})
	for i, err := range []error{run, wait, off, folders, idle, change, limits} {
		if code(err) != "right.missing" {
			t.Errorf("command %d of an agent: %v", i, err)
		}
	}
	if list, err := s.Jobs(); err != nil || len(list) != 8 {
		t.Errorf("an agent may look: %v", err)
	}
	a.setPerson("")
	_, jobs := s.Jobs()
	_, page := s.Page()
	_, about := s.About()
	_, counts := s.Counts()
	_, paper := a.savedPaper("x.pdf")
	for i, err := range []error{jobs, page, about, counts, paper} {
		if code(err) != "sign.nobody" {
			t.Errorf("view %d of nobody: %v", i, err)
		}
	}
}

func TestFoldersAreTriedFirst(t *testing.T) {
	a, _ := openedDesk(t)
	s := &Settings{a}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		folders     Folders
		code, field string
	}{
		{Folders{Reports: "reports"}, "folder.notAbsolute", "reports"},
		{Folders{Backups: filepath.Join(file, "below")}, "folder.notWritable", "backups"},
	} {
		_, err := s.SetFolders(c.folders)
		if p, _ := record.AsProblem(err); p.Code != c.code || p.Field != c.field {
			t.Errorf("%+v: %v", c.folders, err)
		}
	}
	shown, err := s.Page()
	if err != nil || !filepath.IsAbs(shown.Folders.Reports) {
		t.Fatalf("%+v, %v", shown.Folders, err)
	}
	d, _ := a.open()
	if _, err := s.SetFolders(shown.Folders); err != nil {
		t.Fatal(err)
	}
	if chosen, _ := recall[Folders](d, localFolders); chosen != (Folders{}) {
		t.Errorf("saved as shown, the folders no longer move with the desk: %+v", chosen)
	}
	mine := filepath.Join(t.TempDir(), "papers", "of the desk")
	page, err := s.SetFolders(Folders{Reports: " " + mine + " "})
	if err != nil || page.Folders.Reports != mine || page.Folders.Backups != filepath.Join(a.options.Dir, "backups") {
		t.Fatalf("%+v, %v", page.Folders, err)
	}
	if _, err := a.RunJob(t.Context(), jobReportWeekly); err != nil {
		t.Fatal(err)
	}
	if found, _ := filepath.Glob(filepath.Join(mine, "*.pdf")); len(found) != 1 {
		t.Errorf("the report is not in its folder: %v", found)
	}
	// A folder that vanished under a file of its name is told as something to mend.
	if err := errors.Join(os.RemoveAll(mine), os.WriteFile(mine, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	if r, err := a.RunJob(t.Context(), jobReportWeekly); err != nil || r.Code != "folder.notWritable" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestSavedReportsOpenAndNothingElseDoes(t *testing.T) {
	a, _ := openedDesk(t)
	r, err := a.RunJob(t.Context(), jobReportMonthly)
	if err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(a.options.Dir, "secret.pdf")
	folder := filepath.Join(a.options.Dir, "reports")
	if err := errors.Join(os.WriteFile(secret, []byte("%PDF"), 0o600), os.Symlink(secret, filepath.Join(folder, "link.pdf"))); err != nil {
		t.Fatal(err)
	}
	serve := func(name string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodGet, "/", nil)
		request.URL.Path = "/papers/saved/" + name
		a.Papers(http.NotFoundHandler()).ServeHTTP(w, request)
		return w
	}
	if w := serve(r.Params["file"]); w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "%PDF") {
		t.Errorf("the report: %d", w.Code)
	}
	for _, name := range []string{"../secret.pdf", "../desk.bolt", "link.pdf", "", "none.pdf", ".hidden.pdf", `..\secret.pdf`} {
		if w := serve(name); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q gave %d", name, w.Code)
		}
	}
	reports, err := (&Settings{a}).Reports()
	if err != nil || len(reports) != 1 {
		t.Errorf("listed: %v, %v", reports, err)
	}
}

func TestAJobOfTheScheduleRunsWithNobodyThere(t *testing.T) {
	a, now := openedDesk(t)
	a.setPerson("")
	d, _ := a.open()
	s, err := schedule.New(schedule.Options{
		Now: func() time.Time { return *now }, Zone: d.zone, Store: states{d},
		Unexpected: func(err error) record.Problem { t.Error(err); return record.Problem{} },
	}, d.jobs()...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	for _, j := range d.jobs() {
		if r, err := s.Run(t.Context(), j.Key); err != nil || r.Result != schedule.OK {
			t.Errorf("%s ended as %+v, %v", j.Key, r, err)
		}
	}
}

func TestCertificateNotices(t *testing.T) {
	zone := time.UTC
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, zone)
	held := func(id, course string, until record.Day) training.Certificate {
		return training.Certificate{ID: record.ID(id), Course: record.ID(course), From: now.AddDate(-1, 0, 0), Until: until}
	}
	suspended := held("g", "S", "2026-11-25")
	suspended.Suspensions = []training.Suspended{{From: now.AddDate(0, -1, 0)}}
	all := []training.Certificate{
		held("a", "RC", "2027-06-01"), held("b", "DS", "2026-12-02"), held("c", "QC", "2026-11-10"), held("d", "OLD", "2026-09-01"),
		held("e", "CS", "2026-11-30"), held("f", "CS", "2027-11-30"), suspended,
	}
	var got []string
	for _, c := range all {
		if caredFor(c, all, now, zone) {
			got = append(got, string(c.ID))
		}
	}
	if !slices.Equal(got, []string{"b", "c"}) {
		t.Errorf("care is asked for %v", got)
	}
}

func TestIdleLock(t *testing.T) {
	a, _ := openedDesk(t)
	s := &Settings{a}
	if page, err := s.Page(); err != nil || page.Idle != usualIdle || page.Tries != shop.DefaultSignRules.Tries {
		t.Fatalf("%+v, %v", page, err)
	}
	for minutes, ok := range map[int]bool{0: true, 480: true, -1: false, 481: false} {
		page, err := s.SetIdle(IdleLock{minutes})
		if (err == nil) != ok || (ok && page.Idle != minutes) {
			t.Errorf("%d minutes: %d, %v", minutes, page.Idle, err)
		}
	}
}

func TestShopSettings(t *testing.T) {
	a, now := openedDesk(t)
	s := &Settings{a}
	changed, err := s.ChangeShop(shop.Change{Name: "栖木", Zone: "Europe/Berlin", Language: "en"})
	if err != nil || changed.Zone != "Europe/Berlin" {
		t.Fatalf("%+v, %v", changed, err)
	}
	d, _ := a.open()
	if d.zone().String() != "Europe/Berlin" {
		t.Errorf("the jobs' zone is %s", d.zone())
	}
	page, err := s.Page()
	if err != nil || page.Station.Letter != "A" || len(page.Figures) != len(page.Targets.List) {
		t.Fatalf("%+v, %v", page, err)
	}
	for _, f := range page.Figures {
		if want := f.Figure != "firstReplyTime" && f.Figure != "resolutionTime" && f.Figure != "returnCycle"; f.Rate != want {
			t.Errorf("%s is a rate: %t", f.Figure, f.Rate)
		}
	}
	published, err := s.PublishTargets(shop.PublishTargets{From: now.Add(time.Hour), Promise: 3600, List: page.Targets.List})
	if err != nil || len(published.Targets) != 2 {
		t.Errorf("%+v, %v", published.Targets, err)
	}
	w, err := s.RenameWorkstation(shop.RenameWorkstation{Workstation: page.Station.ID, Name: "前台"})
	if err != nil || w.Name != "前台" {
		t.Errorf("%+v, %v", w, err)
	}
	about, err := s.About()
	if err != nil || about.Version != "test" || about.Size == 0 || !strings.HasPrefix(about.LogFile, a.options.Dir) {
		t.Errorf("%+v, %v", about, err)
	}
	if list, err := s.Licences(); err != nil || len(list) < 50 {
		t.Errorf("%d licences, %v", len(list), err)
	}
}

func TestAnErrorIsFoundInTheLogByItsNumber(t *testing.T) {
	a, _ := openedDesk(t)
	err := a.closing(nil, fmt.Errorf("save ticket 01JD: chen@example.com, 13800138000, +49 170 1234567, 罗雨晴: %w", os.ErrClosed))
	ref := Show(err).Ref
	raw, readErr := os.ReadFile(a.logFile.Path())
	log := string(raw)
	if readErr != nil || ref == "" || !strings.Contains(log, "ref="+ref) || !strings.Contains(log, "save ticket 01JD") {
		t.Errorf("%q is not in the log: %v\n%s", ref, readErr, log)
	}
	for _, detail := range []string{"chen@", "13800138000", "1234567", "罗雨晴"} {
		if strings.Contains(log, detail) {
			t.Errorf("%s stands in the log: %s", detail, log)
		}
	}
	if !strings.Contains(log, "time=") || !strings.Contains(log, "the desk is open") {
		t.Error(log)
	}
}

func TestTheLogRotates(t *testing.T) {
	dir := t.TempDir()
	f := &logFile{dir: dir}
	line := []byte(strings.Repeat("x", 64<<10-1) + "\n")
	for range 8 * logSize / len(line) {
		if _, err := f.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(filepath.Join(dir, "logs"))
	if err != nil || len(files) != logFiles {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		if info, _ := file.Info(); info.Size() > logSize+int64(len(line)) {
			t.Errorf("%s has %d bytes", file.Name(), info.Size())
		}
	}
	none := &logFile{dir: filepath.Join(dir, "none")}
	if n, err := none.Write(line); err != nil || n != len(line) {
		t.Errorf("without a desk: %d, %v", n, err)
	}
	if _, err := os.Stat(none.dir); err == nil {
		t.Error("a log made a desk's folder")
	}
}
