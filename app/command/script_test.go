package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"mendesk/app/command"
	"mendesk/app/exchange/clustertest"
	"mendesk/storage"
)

func TestMain(m *testing.M) {
	clustertest.Main()
	testscript.Main(m, map[string]func(){"mendesk": func() {
		page := fstest.MapFS{"index.html": {Data: []byte("<html><head></head><body></body></html>")}}
		streams := command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
		os.Exit(command.Main(os.Args[1:], streams, page, "test"))
	}})
}

// TestScripts runs the verbs as a person at a terminal would, each script in a folder of its own.
func TestScripts(t *testing.T) {
	data, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, ".config"))
			e.Setenv("MENDESK_DESK", filepath.Join(e.WorkDir, "desk"))
			e.Setenv("LANG", "en_GB.UTF-8")
			e.Setenv("SHARED", data)
			e.Values["t"], e.Values["administrator"] = e.T(), &administrator{}
			shanghai := time.FixedZone("CST", 8*60*60)
			now := time.Now().In(shanghai)
			e.Setenv("TODAY", now.Format("2006-01-02"))
			e.Setenv("MONTH", now.Format("2006-01")+"-01")
			e.Setenv("YESTERDAY", now.Add(-24*time.Hour).Format(time.RFC3339))
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "shared" {
				_, err := os.Stat(filepath.Join(data, "support-tickets.csv"))
				return err == nil, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"field": field, "lang": lang, "waitlocked": waitLocked, "spoil": spoil, "waithub": waitHub, "halve": halve, "cluster": cluster, "credentials": credentials, "asked": asked},
	})
}

// waitlocked waits until another process holds the desk.
func waitLocked(ts *testscript.TestScript, _ bool, _ []string) {
	for range 200 {
		if err := ts.Exec("mendesk", "digest"); err != nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("nobody took the desk")
}

// waithub DIR waits until a hub answers in a folder.
func waitHub(ts *testscript.TestScript, _ bool, args []string) {
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err := ts.Exec("mendesk", "hub", "status", "--data", args[0]); err == nil {
			return
		}
	}
	ts.Fatalf("no hub answers in %s", args[0])
}

// spoil FILE empties a page of what is derived: the changes of the desk can all be read still.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	raw, err := os.ReadFile(path)
	ts.Check(err)
	page := os.Getpagesize()
	for at := 2 * page; at+page <= len(raw); at += page {
		bad := bytes.Clone(raw)
		clear(bad[at : at+page])
		ts.Check(os.WriteFile(path, bad, 0o600))
		left, err := storage.ReadRemains(context.Background(), path, nil)
		if err != nil || !left.Complete() || left.Changes() == 0 {
			continue
		}
		ts.Check(ts.Exec("mendesk", "inspect", "--whole", path))
		if said := ts.ReadFile("stdout"); !strings.Contains(said, `"faults":[]`) {
			return
		}
	}
	ts.Fatalf("no page could be spoilt")
}

// lang TAG sets the language of the system, as LANG does.
func lang(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv("LANG", args[0]) }

// halve FROM TO copies the first half of every file, as a drive does that is not done yet.
func halve(ts *testscript.TestScript, _ bool, args []string) {
	from, to := ts.MkAbs(args[0]), ts.MkAbs(args[1])
	files, err := os.ReadDir(from)
	ts.Check(err)
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(from, f.Name()))
		ts.Check(err)
		ts.Check(os.WriteFile(filepath.Join(to, f.Name()), raw[:len(raw)/2], 0o600))
	}
}

// field NAME PATH puts the value at a path (a.0.b) of the JSON on standard output into $NAME.
func field(ts *testscript.TestScript, _ bool, args []string) {
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &v))
	for _, step := range strings.Split(args[1], ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			ts.Check(err)
			v = x[i]
		}
	}
	if v == nil {
		ts.Fatalf("nothing at %s", args[1])
	}
	ts.Setenv(args[0], fmt.Sprint(v))
}
