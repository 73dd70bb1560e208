package app

// Shell is what the desk needs of whatever shows it: a window, the browser preview or a terminal.
type Shell interface {
	// Emit sends a notice to the screen.
	Emit(name string, data any)
	// AskSave asks where to save a file; empty when the person cancelled.
	AskSave(title, filename string) (string, error)
	// AskOpen asks which file to read; empty when the person cancelled.
	AskOpen(title string, patterns []string) (string, error)
	// AskFolder asks for a folder; empty when the person cancelled.
	AskFolder(title string) (string, error)
	// Native tells whether AskSave, AskOpen and AskFolder show the system's own dialogs.
	Native() bool
}

type noShell struct{}

func (noShell) Emit(string, any)                         {}
func (noShell) AskSave(string, string) (string, error)   { return "", nil }
func (noShell) AskOpen(string, []string) (string, error) { return "", nil }
func (noShell) AskFolder(string) (string, error)         { return "", nil }
func (noShell) Native() bool                             { return false }
