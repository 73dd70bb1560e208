// Package folder is a place in a shared folder: a network drive, a cloud drive, a USB stick. There is no server.
//
// Each workstation writes files of its own and reads everybody's. What is shared may be half copied, renamed, copied
// twice or mixed with strange files by whatever carries it, so names mean nothing: a file is what its first bytes and
// the desk's key say. It only grows, frame by frame, and each frame is sealed over the one before it: what reads as
// far as it holds is true, and what comes after waits for the rest. A writer that finds its own file other than it
// left it, as a copied workstation does, begins a new one.
//
// Everything is encrypted and authenticated with the desk's key (XChaCha20-Poly1305). Who has the key reads all and
// may name workstations; the key itself lies in no file of the desk and not in the folder. A folder orders nothing
// between workstations, so there are no holds.
package folder
