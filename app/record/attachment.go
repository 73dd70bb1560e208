package record

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The words of attachments, the same on every kind of record that takes them; both are facts.
const (
	Attached = "attached"
	Detached = "detached"
)

// Limits of attachments.
const (
	MaxAttachment  = 50 << 20 // bytes of one
	MaxAttachments = 100      // that stand on one record
	maxFileName    = 200      // characters
	maxCaption     = 200      // characters
)

// Attachment is a file that a record names. Its bytes lie once on each workstation that has them, under
// their digest. Its name and caption are private; the rest is found in the bytes.
type Attachment struct {
	Digest  Hash      `json:"digest"`                            // SHA-256 of the bytes
	Type    string    `json:"type"`                              // media type, found in the bytes
	Size    int64     `json:"size"`                              // bytes
	Width   int       `json:"width,omitzero"`                    // pixels, as it is looked at; 0: no picture that can be shown
	Height  int       `json:"height,omitzero"`                   // pixels
	TakenAt time.Time `json:"takenAt,omitzero" ts_type:"string"` // by the camera's clock, UTC; zero: it does not say
	Step    string    `json:"step,omitempty"`                    // the step of the record that it shows; empty: none
	Line    int       `json:"line,omitzero"`                     // the line of the record that it shows; 0: all of it
	Name    string    `json:"name"`                              // of the file
	Caption string    `json:"caption,omitempty"`                 // what it shows, in a few words
	Entry   Hash      `json:"entry"`                             // the change that attached it; with the digest its name here
	By      ID        `json:"by"`
	At      time.Time `json:"at" ts_type:"string"` // when it was attached
}

type attachedData struct {
	Digest  Hash      `json:"digest"`
	Type    string    `json:"type"`
	Size    int64     `json:"size"`
	Width   int       `json:"width,omitzero"`
	Height  int       `json:"height,omitzero"`
	TakenAt time.Time `json:"takenAt,omitzero"`
	Step    string    `json:"step,omitempty"`
	Line    int       `json:"line,omitzero"`
}

type attachedPrivate struct {
	Name    string `json:"name"`
	Caption string `json:"caption,omitempty"`
}

type detachedData struct {
	Digest Hash `json:"digest"`
	Entry  Hash `json:"entry"`
}

type detachedPrivate struct {
	Name   string `json:"name"`
	Reason string `json:"reason,omitempty"`
}

// Attaching makes the events that attach files to a record, one for each.
func Attaching(of Ref, files []Attachment) []Event {
	out := make([]Event, 0, len(files))
	for _, f := range files {
		out = append(out, Did(of, Attached,
			attachedData{f.Digest, f.Type, f.Size, f.Width, f.Height, Instant(f.TakenAt), f.Step, f.Line},
			attachedPrivate{strings.TrimSpace(f.Name), strings.TrimSpace(f.Caption)}))
	}
	return out
}

// Detaching makes the event that takes an attachment off its record. Its bytes stay until no record names them.
func Detaching(of Ref, f Attachment, reason string) Event {
	return Did(of, Detached, detachedData{f.Digest, f.Entry}, detachedPrivate{f.Name, strings.TrimSpace(reason)})
}

// Files are the attachments that stand on a record, in the order in which they came.
type Files []Attachment

// After takes in one event of an attachment. One that was taken off twice, or before it is known, stays off.
func (fs Files) After(h Happened) (Files, error) {
	if h.What == Detached {
		d, err := Read[detachedData](h)
		if i := fs.index(d.Entry, d.Digest); err == nil && i >= 0 {
			return slices.Concat(fs[:i], fs[i+1:]), nil
		}
		return fs, err
	}
	f, err := AttachmentOf(h)
	if err != nil {
		return fs, err
	}
	return append(slices.Clip(fs), f), nil
}

// AttachmentOf reads what an [Attached] or [Detached] event says of its file; the latter knows only its name
// and digest.
func AttachmentOf(h Happened) (Attachment, error) {
	d, err := Read[attachedData](h)
	if err != nil {
		return Attachment{}, err
	}
	p, err := ReadPrivate[attachedPrivate](h)
	return Attachment{
		Digest: d.Digest, Type: d.Type, Size: d.Size, Width: d.Width, Height: d.Height, TakenAt: d.TakenAt,
		Step: d.Step, Line: d.Line, Name: p.Name, Caption: p.Caption, Entry: h.Entry, By: h.By, At: Instant(h.When),
	}, err
}

// Find gives the attachment that the entry brought.
func (fs Files) Find(entry, digest Hash) (Attachment, bool) {
	if i := fs.index(entry, digest); i >= 0 {
		return fs[i], true
	}
	return Attachment{}, false
}

func (fs Files) index(entry, digest Hash) int {
	return slices.IndexFunc(fs, func(f Attachment) bool { return f.Entry == entry && f.Digest == digest })
}

// Keys are the entries of a kind's index "file", by which the desk knows who names which bytes.
func (fs Files) Keys() []Tuple {
	var out []Tuple
	for i, f := range fs {
		if !slices.ContainsFunc(fs[:i], func(o Attachment) bool { return o.Digest == f.Digest }) {
			out = append(out, Key(string(f.Digest)))
		}
	}
	return out
}

// FileIndex is the name of the index whose keys are [Files.Keys].
const FileIndex = "file"

// Check refuses more files than a record takes, and files that cannot be named. field is the input that
// holds them.
func (fs Files) Check(field string, more []Attachment) error {
	if len(fs)+len(more) > MaxAttachments {
		return Wrong(field, "attachment.tooMany", Params{"most": strconv.Itoa(MaxAttachments)})
	}
	for i, f := range more {
		at := field + "." + strconv.Itoa(i)
		if err := f.check(at); err != nil {
			return err
		}
		if slices.ContainsFunc(more[:i], func(o Attachment) bool { return o.Digest == f.Digest }) {
			return Wrong(at, "attachment.twice", Params{"name": f.Name})
		}
	}
	return nil
}

func (f Attachment) check(at string) error {
	if _, err := f.Digest.Bytes(); err != nil {
		return Wrong(at, "attachment.unknown", Params{"name": f.Name})
	}
	switch {
	case strings.TrimSpace(f.Name) == "":
		return Missing(at + ".name")
	case utf8.RuneCountInString(f.Name) > maxFileName:
		return Wrong(at+".name", "field.tooLong", Params{"limit": strconv.Itoa(maxFileName)})
	case utf8.RuneCountInString(f.Caption) > maxCaption:
		return Wrong(at+".caption", "field.tooLong", Params{"limit": strconv.Itoa(maxCaption)})
	case f.Size <= 0:
		return Wrong(at, "attachment.empty", Params{"name": f.Name})
	case f.Size > MaxAttachment:
		return TooLarge(at, f.Name)
	}
	return nil
}

// TooLarge is the problem of a file above [MaxAttachment].
func TooLarge(field, name string) Problem {
	return Wrong(field, "attachment.tooLarge", Params{"name": name, "limit": strconv.Itoa(MaxAttachment>>20) + " MB"})
}
