package storage

import (
	"errors"

	"mendesk/app/record"
)

var (
	// ErrNotFound means there is no such record.
	ErrNotFound = errors.New("not found")
	// ErrLocked means another process, or another Store of this one, holds the desk.
	ErrLocked = errors.New("the desk is in use by another window or command")
	// ErrReadOnly means a write to the disk failed: nothing more is written until the desk is opened again.
	ErrReadOnly = errors.New("the desk is read-only since a write failed; open it again")
	// ErrDamaged means bytes are not what was once written.
	ErrDamaged = record.ErrDamaged
	// ErrNewer means a newer version of the program wrote this desk.
	ErrNewer = errors.New("the desk was written by a newer version of the program")
	// ErrNoDesk means nothing was ever created here.
	ErrNoDesk = errors.New("there is no desk here")
	// ErrMissing means the desk was created here but its database file is gone.
	ErrMissing = errors.New("the database file of this desk is missing")
	// ErrEmpty means the database file is there and has no bytes; that is a loss, not a new desk.
	ErrEmpty = errors.New("the database file of this desk is empty")
	// ErrExists means there is a desk already where one should be created.
	ErrExists = errors.New("there is a desk here already")
	// ErrOtherDesk means the database file belongs to another desk than the folder.
	ErrOtherDesk = errors.New("the database file belongs to another desk")
	// ErrForeign means the file is no database of a desk; it is ErrDamaged too, since its beginning may be lost.
	ErrForeign = errors.New("the file is no database of a desk")
	// ErrFull means the disk has no room. Together with ErrReadOnly it stopped all writing.
	ErrFull = errors.New("the disk is full")
	// ErrProtected means the file or its folder may not be written.
	ErrProtected = errors.New("the desk's folder is write-protected")
	// ErrMoved means another file stands where the one that is held was: writing on would be lost.
	ErrMoved = errors.New("the database file was moved or replaced while in use")
	// ErrInvalid means a foreign change breaks the rules that every change follows.
	ErrInvalid = record.ErrInvalid
	// ErrViewing means a write was tried in a View.
	ErrViewing = errors.New("nothing can be written while viewing")
)
