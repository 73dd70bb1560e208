package app

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"mendesk/app/record"
)

// Imports is the service that reads orders and tickets from files.
type Imports struct {
	app *App

	mu     sync.Mutex
	cancel func() // ends the import under way; nil when there is none
}

// Chosen is a file that can be imported; Path is empty when the person cancelled.
type Chosen struct {
	Path string `json:"path"`
	Name string `json:"name"`
}

// Upload is a file that a page sends where there is no dialog of the system.
type Upload struct {
	Name   string `json:"name"`
	Base64 string `json:"base64"`
}

// Choose asks for a file through the system's dialog.
func (s *Imports) Choose() (out Chosen, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	path, err := s.app.shell.AskOpen(s.app.say("").Say("importing.choose", nil), []string{"*.csv", "*.tsv", "*.txt"})
	if err != nil || path == "" {
		return out, err
	}
	return Chosen{path, filepath.Base(path)}, nil
}

// Take keeps a file that a page sent until it is imported; the next one takes its place.
func (s *Imports) Take(c Upload) (out Chosen, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	if _, err := s.app.open(); err != nil {
		return out, err
	}
	raw, err := base64.StdEncoding.DecodeString(c.Base64)
	if err != nil {
		return out, record.Wrong("file", "file.unreadable", nil)
	}
	folder := filepath.Join(s.app.options.Dir, "incoming")
	if err := os.RemoveAll(folder); err != nil {
		return out, fmt.Errorf("clear the folder of files to import: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return out, fmt.Errorf("make the folder of files to import: %w", err)
	}
	path := filepath.Join(folder, "upload"+filepath.Ext(filepath.Base(c.Name)))
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		return out, fmt.Errorf("keep the file to import: %w", err)
	}
	return Chosen{path, filepath.Base(c.Name)}, nil
}
