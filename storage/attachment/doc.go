// Package attachment keeps the bytes of attachments in a folder of the desk, each once, named by their SHA-256.
// A file is written under another name, synced, renamed, and its folder synced, so that what has a name is
// whole; it is verified again whenever it is read. What a file is and who names it is not known here.
package attachment
