package main

import (
	"io/fs"
	"testing"
)

func TestWindowOpensOnlyWithoutAVerb(t *testing.T) {
	for _, c := range []struct {
		args   []string
		folder string
		noVerb bool
	}{
		{nil, "", true},
		{[]string{"--desk", "/desks/one"}, "/desks/one", true},
		{[]string{"--desk"}, "", false},
		{[]string{"digest"}, "", false},
		{[]string{"--desk", "/desks/one", "digest"}, "", false},
		{[]string{"--help"}, "", false},
	} {
		folder, noVerb := windowOn(c.args)
		if folder != c.folder || noVerb != c.noVerb {
			t.Errorf("windowOn(%q) = %q, %v; want %q, %v", c.args, folder, noVerb, c.folder, c.noVerb)
		}
	}
}

func TestFrontendIsEmbeddedEvenInAFreshClone(t *testing.T) {
	if _, err := fs.Stat(bundle, "frontend/dist/.gitkeep"); err != nil {
		t.Errorf("the build of the frontend dropped its .gitkeep: %v", err)
	}
}
