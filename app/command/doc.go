// Package command holds the verbs of the command line, one file each. They call the same services as the
// window; what they print is either for people, in the language asked for, or JSON for programs.
package command
