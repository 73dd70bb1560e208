package app

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the list of licences anew")

// TestEveryWorkOfOthersIsListed keeps the page "About this desk" honest. When something new ships:
// go test ./app -run Listed -update
func TestEveryWorkOfOthersIsListed(t *testing.T) {
	var listed []Licence
	raw, err := os.ReadFile("licences.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &listed); err != nil {
		t.Fatal(err)
	}
	ships := slices.Concat(goModules(t, "linux"), goModules(t, "windows"), npmPackages(t), []Licence{
		{"Noto Sans SC", "2.004", "OFL-1.1", "font"}, {"Go", "1.26", "BSD-3-Clause", "go"},
	})
	slices.SortFunc(ships, func(x, y Licence) int { return strings.Compare(x.Part+x.Name, y.Part+y.Name) })
	ships = slices.CompactFunc(ships, func(x, y Licence) bool { return x.Part == y.Part && x.Name == y.Name })
	if *update {
		raw, err := json.MarshalIndent(ships, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("licences.json", append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		listed = ships
	}
	for _, l := range ships {
		if !slices.ContainsFunc(listed, func(o Licence) bool { return o.Name == l.Name && o.Part == l.Part }) {
			t.Errorf("%s ships and is not listed: go test ./app -run Listed -update", l.Name)
		}
	}
	for _, l := range listed {
		if l.Licence == "" {
			t.Errorf("%s has no licence", l.Name)
		}
	}
}

// goModules lists the modules in the window's binary for a system.
func goModules(t *testing.T, system string) []Licence {
	t.Helper()
	c := exec.Command("go", "list", "-e", "-deps", "-tags", "desktop,production,webkit2_41",
		"-f", "{{with .Module}}{{.Path}} {{.Version}} {{.Dir}}{{end}}", "mendesk")
	c.Dir, c.Env = "..", append(os.Environ(), "CGO_ENABLED=1", "GOOS="+system)
	raw, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var out []Licence
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		if f := strings.Fields(line); len(f) == 3 {
			out = append(out, Licence{f[0], f[1], licenceIn(t, f[2]), "go"})
		}
	}
	return out
}

// licenceIn names the licence in a module's folder.
func licenceIn(t *testing.T, dir string) string {
	t.Helper()
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING", "LICENCE", "License"} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		text := string(raw)
		for _, known := range []struct{ words, name string }{
			{"Apache License", "Apache-2.0"},
			{"Mozilla Public License", "MPL-2.0"},
			{"Permission is hereby granted", "MIT"},
			{"Neither the name", "BSD-3-Clause"},
			{"Redistribution and use", "BSD-2-Clause"},
			{"Permission to use, copy", "ISC"},
		} {
			if strings.Contains(text, known.words) {
				return known.name
			}
		}
	}
	t.Errorf("the licence in %s is not known", filepath.Base(dir))
	return ""
}

// npmPackages lists what the frontend is bundled from.
func npmPackages(t *testing.T) []Licence {
	t.Helper()
	raw, err := os.ReadFile("../frontend/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			Version, License string
			Dev, Optional    bool
		}
	}
	if err := json.Unmarshal(raw, &lock); err != nil {
		t.Fatal(err)
	}
	var out []Licence
	for path, p := range lock.Packages {
		name := path[strings.LastIndex(path, "/node_modules/")+1:]
		name = strings.TrimPrefix(name, "node_modules/")
		if name != "" && !p.Dev && !p.Optional && !strings.HasPrefix(name, "@types/") {
			out = append(out, Licence{name, p.Version, p.License, "window"})
		}
	}
	return out
}
