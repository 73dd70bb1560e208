// Package app opens a desk, wires its parts and binds one thin service per work area to the window and to
// the command line. A service asks the desk's door for a change or a view, calls a rule, and hands back what
// the screen shows; it holds no rule of its own.
package app
