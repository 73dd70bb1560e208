package app

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"mendesk/app/record"
	"mendesk/storage"
)

// Shown is an error as the screen and the command line show it: a problem the user can mend, or a
// reference number under which the log tells more.
type Shown struct {
	Code   string        `json:"code"`
	Params record.Params `json:"params"`
	Field  string        `json:"field"`
	Ref    string        `json:"ref"`
}

// unexpected is an error that is no problem of the user's; it was logged under ref.
type unexpected struct {
	ref string
	err error
}

func (u unexpected) Error() string { return "unexpected [" + u.ref + "]: " + u.err.Error() }
func (u unexpected) Unwrap() error { return u.err }

// known turns storage's own errors into problems.
var known = []struct {
	is   error
	code string
}{
	{storage.ErrNotFound, "record.notFound"},
	{storage.ErrLocked, "desk.locked"},
	{storage.ErrMoved, "desk.moved"},
	{storage.ErrFull, "desk.full"},
	{storage.ErrProtected, "desk.protected"},
	{storage.ErrForeign, "desk.foreign"},
	{storage.ErrReadOnly, "desk.readOnly"},
	{storage.ErrNewer, "desk.newer"},
	{storage.ErrNoDesk, "desk.none"},
	{storage.ErrMissing, "desk.missing"},
	{storage.ErrEmpty, "desk.empty"},
	{storage.ErrExists, "desk.exists"},
	{storage.ErrOtherDesk, "desk.otherDesk"},
	{record.ErrNewerFormat, "desk.newer"},
	{record.ErrDamaged, "desk.damaged"},
}

// asProblem gives the problem in err, or logs err and gives it a reference number.
func asProblem(log *slog.Logger, err error) error {
	if err == nil {
		return nil
	}
	if p, ok := record.AsProblem(err); ok {
		return p
	}
	var u unexpected
	if errors.As(err, &u) {
		return u
	}
	var room storage.NoRoom
	if errors.As(err, &room) {
		return record.Problem{Code: "folder.room", Params: record.Params{"folder": room.Folder, "need": megabytes(room.Need), "free": megabytes(room.Free)}}
	}
	for _, k := range known {
		if errors.Is(err, k.is) {
			return record.Problem{Code: k.code}
		}
	}
	u = unexpected{reference(), err}
	log.Error("unexpected", "ref", u.ref, "error", err.Error())
	return u
}

// megabytes words a size for a person, never too small.
func megabytes(n int64) string { return strconv.FormatInt((n+1<<20-1)>>20, 10) + " MB" }

func reference() string {
	var b [3]byte
	_, _ = rand.Read(b[:]) // never fails
	s := strings.ToUpper(hex.EncodeToString(b[:]))
	return s[:4] + "-" + s[4:]
}

// Show gives err as the screen shows it.
func Show(err error) Shown {
	if p, ok := record.AsProblem(err); ok {
		return Shown{Code: p.Code, Params: p.Params, Field: p.Field}
	}
	var u unexpected
	if errors.As(err, &u) {
		return Shown{Code: "unexpected", Ref: u.ref}
	}
	return Shown{Code: "unexpected"}
}

// FormatError writes err as a JSON string, the only form that survives the window's bridge.
func (a *App) FormatError(err error) string {
	b, jsonErr := json.Marshal(Show(err))
	if jsonErr != nil {
		return fmt.Sprintf(`{"code":"unexpected","ref":%q}`, "0000-00")
	}
	return string(b)
}
