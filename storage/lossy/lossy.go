//go:build linux

// Package lossy is a file system for tests that forgets at a power cut what was written and not synced. It lies
// over an ordinary folder; whoever writes through it must have synced what it acknowledged.
//
// Names are kept: a file that was made, renamed or removed stays so, as a journalling file system does it; its
// content is what was synced last. It needs /dev/fuse and the right to mount.
package lossy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// FS is a mounted file system.
type FS struct {
	backing, at string
	server      *fuse.Server

	mu    sync.Mutex
	dirty map[uint64]*unsynced // by the backing file's number, which its open descriptor keeps from being used again
	lost  int64
}

// unsynced is how to go back to what a file was when it was synced last.
type unsynced struct {
	f    *os.File
	undo []before // the oldest first
}

// before is a part of a file as it was before one write, and how long the file was.
type before struct {
	off    int64
	length int64 // of what was written
	data   []byte
	size   int64
}

// Mount puts the file system over the folder backing at the folder at.
func Mount(backing, at string) (*FS, error) {
	f := &FS{backing: backing, at: at, dirty: map[uint64]*unsynced{}}
	return f, f.mount()
}

func (f *FS) mount() error {
	root := &fs.LoopbackRoot{Path: f.backing}
	var st syscall.Stat_t
	if err := syscall.Stat(f.backing, &st); err != nil {
		return err
	}
	root.Dev = st.Dev
	root.RootNode = &file{LoopbackNode: fs.LoopbackNode{RootData: root}, fs: f}
	var err error
	f.server, err = fs.Mount(f.at, root.RootNode, &fs.Options{MountOptions: fuse.MountOptions{DirectMount: true, FsName: "lossy", Name: "lossy"}})
	if err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	return nil
}

// PowerCut forgets what was not synced. Every process that used the file system must be gone. With chance some
// of the latest writes survive, of each file the earlier ones first; without, none does.
func (f *FS) PowerCut(chance *rand.Rand) error {
	if err := f.Close(); err != nil {
		return err
	}
	f.mu.Lock()
	for ino, u := range f.dirty {
		keep := 0
		if chance != nil {
			keep = chance.IntN(len(u.undo) + 1)
		}
		for i := len(u.undo) - 1; i >= keep; i-- {
			f.lost += u.undo[i].length
			if err := u.undo[i].restore(u.f); err != nil {
				f.mu.Unlock()
				return err
			}
		}
		_ = u.f.Close() // it was only read from and cut
		delete(f.dirty, ino)
	}
	f.mu.Unlock()
	return f.mount()
}

func (b before) restore(f *os.File) error {
	if _, err := f.WriteAt(b.data, b.off); err != nil {
		return err
	}
	return f.Truncate(b.size)
}

// Unsynced is how many writes a power cut would forget now.
func (f *FS) Unsynced() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, u := range f.dirty {
		n += len(u.undo)
	}
	return n
}

// Lost counts the bytes that power cuts took back so far.
func (f *FS) Lost() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.lost
}

// Close unmounts, waiting for the kernel to see that nobody uses it any more.
func (f *FS) Close() error {
	var err error
	for range 600 {
		if err = f.server.Unmount(); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("unmount: %w", err)
}

// note keeps what a write is about to change.
func (f *FS) note(h *os.File, off, length int64) syscall.Errno {
	info, err := h.Stat()
	if err != nil {
		return fs.ToErrno(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	ino := info.Sys().(*syscall.Stat_t).Ino
	u := f.dirty[ino]
	if u == nil {
		own, err := os.OpenFile(fmt.Sprintf("/proc/self/fd/%d", h.Fd()), os.O_RDWR, 0)
		if err != nil {
			return fs.ToErrno(err)
		}
		u = &unsynced{f: own}
		f.dirty[ino] = u
	}
	b := before{off: off, length: length, size: info.Size()}
	if n := min(length, info.Size()-off); n > 0 {
		b.data = make([]byte, n)
		if _, err := u.f.ReadAt(b.data, off); err != nil && !errors.Is(err, io.EOF) {
			return fs.ToErrno(err)
		}
	}
	u.undo = append(u.undo, b)
	return 0
}

// synced makes a file's content survive.
func (f *FS) synced(h *os.File) syscall.Errno {
	info, err := h.Stat()
	if err != nil {
		return fs.ToErrno(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	ino := info.Sys().(*syscall.Stat_t).Ino
	if u := f.dirty[ino]; u != nil {
		_ = u.f.Close() // nothing was written through it
		delete(f.dirty, ino)
	}
	return 0
}

// file is a node: a folder or a file.
type file struct {
	fs.LoopbackNode
	fs *FS
}

// WrapChild makes every node below one of ours.
func (n *file) WrapChild(_ context.Context, child fs.InodeEmbedder) fs.InodeEmbedder {
	if plain, ok := child.(*fs.LoopbackNode); ok {
		return &file{LoopbackNode: fs.LoopbackNode{RootData: plain.RootData}, fs: n.fs}
	}
	return child
}

// Open opens a file so that its writes are noted.
func (n *file) Open(ctx context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	if flags&syscall.O_TRUNC != 0 {
		if errno := n.cut(0); errno != 0 {
			return nil, 0, errno
		}
	}
	return n.handle(n.LoopbackNode.Open(ctx, flags))
}

func (n *file) handle(lf fs.FileHandle, fuseFlags uint32, errno syscall.Errno) (fs.FileHandle, uint32, syscall.Errno) {
	if errno != 0 {
		return nil, 0, errno
	}
	fd, _ := lf.(*fs.LoopbackFile).PassthroughFd()
	own, err := syscall.Dup(fd)
	if err != nil {
		return nil, 0, fs.ToErrno(err)
	}
	return &handle{LoopbackFile: lf.(*fs.LoopbackFile), os: os.NewFile(uintptr(own), "lossy"), fs: n.fs}, fuseFlags, 0
}

// Create makes a file. It is empty until it is synced.
func (n *file) Create(ctx context.Context, name string, flags, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	inode, lf, fuseFlags, errno := n.LoopbackNode.Create(ctx, name, flags, mode, out)
	h, fuseFlags, errno := n.handle(lf, fuseFlags, errno)
	return inode, h, fuseFlags, errno
}

// Setattr notes when a file is cut.
func (n *file) Setattr(ctx context.Context, h fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	if size, cuts := in.GetSize(); cuts {
		if errno := n.cut(int64(size)); errno != 0 {
			return errno
		}
	}
	return n.LoopbackNode.Setattr(ctx, nil, in, out)
}

func (n *file) cut(size int64) syscall.Errno {
	f, err := os.OpenFile(n.RootData.Path+"/"+n.Path(n.Root()), os.O_RDWR, 0)
	if err != nil {
		return fs.ToErrno(err)
	}
	defer func() { _ = f.Close() }() // only looked at
	info, err := f.Stat()
	if err != nil {
		return fs.ToErrno(err)
	}
	return n.fs.note(f, min(size, info.Size()), info.Size())
}

// handle is an open file.
type handle struct {
	*fs.LoopbackFile
	os *os.File
	fs *FS
}

// PassthroughFd keeps the kernel from writing past us.
func (h *handle) PassthroughFd() (int, bool) { return 0, false }

// Write notes what it changes.
func (h *handle) Write(ctx context.Context, data []byte, off int64) (uint32, syscall.Errno) {
	if errno := h.fs.note(h.os, off, int64(len(data))); errno != 0 {
		return 0, errno
	}
	return h.LoopbackFile.Write(ctx, data, off)
}

// Writev is left to Write.
func (h *handle) Writev(ctx context.Context, data [][]byte, off int64) (uint32, syscall.Errno) {
	var n uint32
	for _, part := range data {
		w, errno := h.Write(ctx, part, off+int64(n))
		n += w
		if errno != 0 {
			return n, errno
		}
	}
	return n, 0
}

// Fsync makes the file's content survive a power cut.
func (h *handle) Fsync(context.Context, uint32) syscall.Errno { return h.fs.synced(h.os) }

// Allocate notes that the file grows.
func (h *handle) Allocate(ctx context.Context, off, size uint64, mode uint32) syscall.Errno {
	if errno := h.fs.note(h.os, int64(off), int64(size)); errno != 0 {
		return errno
	}
	return h.LoopbackFile.Allocate(ctx, off, size, mode)
}

// Release closes the file.
func (h *handle) Release(ctx context.Context) syscall.Errno {
	_ = h.os.Close() // the other descriptor tells of trouble
	return h.LoopbackFile.Release(ctx)
}
