package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"mendesk/app/record"
)

// Choose asks for files through the system's dialog and keeps them; none when the person cancelled. taking
// is the page's name for it, under which it can be cancelled.
func (s *Attachments) Choose(taking string) (Taken, error) {
	return s.taking(taking, func(ctx context.Context) (Taken, error) {
		paths, err := s.app.shell.AskOpenMany(s.app.say("").Say("attachments.choose", nil))
		if err != nil {
			return Taken{}, err
		}
		return s.app.takePaths(ctx, paths), nil
	})
}

// Dropped keeps the files that were dropped on the window. The page never says paths, only which drop.
func (s *Attachments) Dropped(drop string) (Taken, error) {
	return s.taking(drop, func(ctx context.Context) (Taken, error) {
		s.mu.Lock()
		paths := s.dropped[drop]
		delete(s.dropped, drop)
		s.mu.Unlock()
		return s.app.takePaths(ctx, paths), nil
	})
}

// Paste keeps what lies on the clipboard: files that were copied, or a picture. None of either is no error:
// the page is told of a paste of words too.
func (s *Attachments) Paste(taking string) (Taken, error) {
	return s.taking(taking, func(ctx context.Context) (Taken, error) {
		clip, err := s.app.shell.Clipboard()
		if err != nil {
			return Taken{}, err
		}
		if len(clip.Paths) > 0 || len(clip.Picture) == 0 {
			return s.app.takePaths(ctx, clip.Paths), nil
		}
		name := s.app.say("").Say("attachments.pasted", record.Params{"time": s.app.pastedAt()})
		f, err := s.app.takeFile(ctx, name, bytes.NewReader(clip.Picture), int64(len(clip.Picture)))
		if err != nil {
			return Taken{Refused: []NotTaken{{name, Show(s.app.closing(nil, err))}}}, nil
		}
		return Taken{Files: []record.Attachment{f}}, nil
	})
}

// pastedAt names a picture that has no name of its own.
func (a *App) pastedAt() string {
	zone := time.UTC
	if d, err := a.open(); err == nil {
		zone = d.zone()
	}
	return a.now().In(zone).Format("2006-01-02 15.04.05")
}

// Cancel ends what is being taken under a name, or a file that is being sent; what was kept before stays.
func (s *Attachments) Cancel(taking string) error {
	s.mu.Lock()
	cancel, up := s.cancel[taking], s.coming[taking]
	delete(s.coming, taking)
	s.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	if up != nil {
		return s.app.closing(nil, up.Drop())
	}
	return nil
}

// taking runs do for somebody who is signed in, until it is done or cancelled.
func (s *Attachments) taking(name string, do func(ctx context.Context) (Taken, error)) (out Taken, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	if _, err := s.app.mustBeSomebody(); err != nil {
		return out, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s.mu.Lock()
	s.cancel[name] = cancel
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.cancel, name)
		s.mu.Unlock()
	}()
	out, err = do(ctx)
	if out.Files == nil {
		out.Files = []record.Attachment{}
	}
	if out.Refused == nil {
		out.Refused = []NotTaken{}
	}
	return out, err
}

// drop remembers what was dropped and tells the page where; only the last drop waits to be taken.
func (s *Attachments) drop(x, y int, paths []string) {
	paths = slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return path == "" }) // a link is no file
	if len(paths) == 0 {
		return
	}
	drop := reference()
	s.mu.Lock()
	s.dropped = map[string][]string{drop: paths}
	s.mu.Unlock()
	s.app.shell.Emit("dropped", Dropped{drop, x, y, len(paths)})
}

// Dropped tells the page of files that were dropped on the window, at a place in its own pixels.
type Dropped struct {
	Drop  string `json:"drop"`
	X     int    `json:"x"`
	Y     int    `json:"y"`
	Count int    `json:"count"`
}

// Dropped is told by the window that files of these paths were dropped on it.
func (a *App) Dropped(x, y int, paths []string) { a.attached.drop(x, y, paths) }

// Save asks for a place and copies an attachment there as it was kept.
func (s *Attachments) Save(c SaveAttachment) (out Saved, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	if _, err := s.app.mustBeSomebody(); err != nil {
		return out, err
	}
	file, err := s.app.files().Open(c.Digest)
	if err != nil {
		return out, unreadable(c.Name, err)
	}
	raw, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return out, fmt.Errorf("read an attachment: %w", err)
	}
	return s.app.saveAs(document{raw, s.app.say("").Say("attachments.save", nil), c.Name})
}

// SaveAttachment names an attachment and the file that is proposed for it.
type SaveAttachment struct {
	Digest record.Hash `json:"digest"`
	Name   string      `json:"name"`
}
