package app

// Shell is what the desk needs of whatever shows it: a window, the browser preview or a terminal.
type Shell interface {
	// Emit sends a notice to the screen.
	Emit(name string, data any)
	// AskSave asks where to save a file; empty when the person cancelled.
	AskSave(title, filename string) (string, error)
	// AskOpen asks which file to read; empty when the person cancelled.
	AskOpen(title string, patterns []string) (string, error)
	// AskOpenMany asks which files to read; none when the person cancelled.
	AskOpenMany(title string) ([]string, error)
	// Clipboard gives the files or the picture on the system's clipboard where the page itself is not given them.
	Clipboard() (Clip, error)
	// AskFolder asks for a folder; empty when the person cancelled.
	AskFolder(title string) (string, error)
	// Native tells whether AskSave, AskOpen and AskFolder show the system's own dialogs.
	Native() bool
}

// Clip is what lies on the clipboard: the paths of files that were copied, or a picture as PNG or JPEG.
type Clip struct {
	Paths   []string
	Picture []byte
}

type noShell struct{}

func (noShell) Emit(string, any)                         {}
func (noShell) AskSave(string, string) (string, error)   { return "", nil }
func (noShell) AskOpen(string, []string) (string, error) { return "", nil }
func (noShell) AskOpenMany(string) ([]string, error)     { return nil, nil }
func (noShell) Clipboard() (Clip, error)                 { return Clip{}, nil }
func (noShell) AskFolder(string) (string, error)         { return "", nil }
func (noShell) Native() bool                             { return false }
