package app

import (
	"encoding/base64"
	"errors"
	"time"

	"mendesk/app/picture"
	"mendesk/app/record"
	"mendesk/storage/attachment"
)

// Piece is a stretch of a file that a page sends where there is no dialog of the system. The pieces of one
// file come in order; the first tells its size.
type Piece struct {
	Upload string `json:"upload"` // the page's own name for the file
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes of the whole file
	At     int64  `json:"at"`   // bytes before this piece
	Base64 string `json:"base64"`
}

// Sent is how far a file has come; File is there when it is whole and kept.
type Sent struct {
	Done int64              `json:"done"`
	File *record.Attachment `json:"file" ts_type:"record.Attachment | null"`
}

// upload is a file on its way.
type upload struct {
	*attachment.Incoming
	last time.Time
}

// Limits of files on their way: how many at once, and how long one may pause.
const (
	maxUploads  = 8
	uploadPause = 10 * time.Minute
)

// Put takes a piece of a file. The last piece keeps it; a piece that does not follow the one before ends it.
func (s *Attachments) Put(c Piece) (out Sent, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	if _, err := s.app.mustBeSomebody(); err != nil {
		return out, err
	}
	raw, err := base64.StdEncoding.DecodeString(c.Base64)
	if err != nil || c.Name == "" || c.Upload == "" {
		return out, record.Wrong("files", "attachment.unreadable", record.Params{"name": c.Name})
	}
	up, err := s.begun(c, raw)
	if err != nil {
		return out, err
	}
	if up.Size() != c.At || up.Size()+int64(len(raw)) > c.Size {
		return out, errors.Join(record.Wrong("files", "attachment.unreadable", record.Params{"name": c.Name}), up.Drop())
	}
	if _, err := up.Write(raw); err != nil {
		return out, errors.Join(s.app.notKept(c.Name, err), up.Drop())
	}
	if out.Done = up.Size(); out.Done < c.Size {
		s.mu.Lock()
		s.coming[c.Upload] = up
		s.mu.Unlock()
		return out, nil
	}
	digest, err := up.Finish()
	if err != nil {
		return out, s.app.notKept(c.Name, err)
	}
	f, err := s.app.known(record.Attachment{Digest: digest, Name: c.Name})
	out.File = &f
	return out, err
}

// begun finds the file that a piece belongs to, or begins it. It is not found by anybody else meanwhile.
func (s *Attachments) begun(c Piece, raw []byte) (*upload, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.app.now()
	if up := s.coming[c.Upload]; up != nil {
		delete(s.coming, c.Upload)
		up.last = now
		return up, nil
	}
	if c.At != 0 {
		return nil, record.Wrong("files", "attachment.unreadable", record.Params{"name": c.Name})
	}
	if err := welcome(c.Name, raw[:min(len(raw), picture.Head)], c.Size); err != nil {
		return nil, err
	}
	for name, up := range s.coming { // a page that went away
		if now.Sub(up.last) > uploadPause {
			delete(s.coming, name)
			_ = up.Drop() // swept later if it stays
		}
	}
	if len(s.coming) >= maxUploads {
		return nil, record.Problem{Code: "attachment.busy", Params: record.Params{"name": c.Name}}
	}
	in, err := s.app.files().Begin(record.MaxAttachment)
	if err != nil {
		return nil, s.app.notKept(c.Name, err)
	}
	return &upload{in, now}, nil
}
