package folder

import (
	"bytes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/crypto/chacha20poly1305"

	"mendesk/app/record"
)

// A file, all numbers big-endian:
//
//	magic, desk (8 bytes of its hash), file id (16 bytes, random), then frames: length of what follows (4), nonce (24), sealed bytes
//
// Each frame is sealed with a key of the file's own over the file id, its place and the tag of the frame before it.
// Frame 0 says who writes; a frame after it is one message. Nonces are random, since two copies of a file may grow
// apart under one key.
const (
	magic     = "mendesk folder 1\n"
	idLen     = 16
	deskLen   = 8
	headLen   = len(magic) + deskLen + idLen
	nonceLen  = chacha20poly1305.NonceSizeX
	tagLen    = chacha20poly1305.Overhead
	lengthLen = 4
	maxFrame  = 2 << 20 // bytes of a frame; a message has at most half of it
)

// errTorn means a file holds no further whole frame: it is being written, half copied, or damaged from here on.
var errTorn = errors.New("no whole frame follows")

// opening says who writes a file.
type opening struct {
	Workstation record.ID `json:"workstation"`
	When        time.Time `json:"when"`
	Have        bool      `json:"have,omitempty"` // of the last word, which replaces the one before
}

// envelope goes before the data of a message.
type envelope struct {
	Kind string    `json:"kind"`
	Of   record.ID `json:"of,omitempty"`
	Seq  uint64    `json:"seq"`
	More bool      `json:"more,omitempty"` // the batch goes on: nothing of it counts without its end
}

type frame struct {
	envelope
	data []byte
}

// mark is a place in a file: behind frame N-1, whose tag proves which of several copies this is.
type mark struct {
	N   uint64   `json:"n"` // frames before it; 1 is behind the opening
	Off int64    `json:"off"`
	Tag [16]byte `json:"tag"`
}

func (m mark) same(o mark) bool { return m.N == o.N && m.Tag == o.Tag }

// box seals and opens the frames of one file.
type box struct {
	desk [deskLen]byte
	id   [idLen]byte
	aead cipher.AEAD
}

// deskMark tells files of another desk from files of this one under another key. It is no secret.
func deskMark(desk record.ID) (mark [deskLen]byte) {
	sum := sha256.Sum256([]byte("mendesk folder 1 desk " + desk))
	copy(mark[:], sum[:])
	return mark
}

func newBox(k Key, id [idLen]byte) (box, error) {
	sub, err := k.derive("file", id[:], chacha20poly1305.KeySize)
	if err != nil {
		return box{}, err
	}
	aead, err := chacha20poly1305.NewX(sub)
	return box{deskMark(k.Desk), id, aead}, err
}

func (b box) over(at mark) []byte {
	out := append([]byte(magic), b.id[:]...)
	out = binary.BigEndian.AppendUint64(out, at.N)
	return append(out, at.Tag[:]...)
}

// seal gives the bytes of the frame behind at, and the mark behind it.
func (b box) seal(at mark, plain []byte, chance io.Reader) ([]byte, mark, error) {
	size := nonceLen + len(plain) + tagLen
	if size > maxFrame {
		return nil, at, fmt.Errorf("a frame of %d bytes", size)
	}
	out := binary.BigEndian.AppendUint32(nil, uint32(size))
	nonce := make([]byte, nonceLen)
	if _, err := io.ReadFull(chance, nonce); err != nil {
		return nil, at, err
	}
	out = append(out, nonce...)
	out = b.aead.Seal(out, nonce, plain, b.over(at))
	return out, b.behind(at, out), nil
}

func (box) behind(at mark, raw []byte) mark {
	next := mark{N: at.N + 1, Off: at.Off + int64(len(raw))}
	copy(next.Tag[:], raw[len(raw)-tagLen:])
	return next
}

// open reads the frame at the front of raw. errTorn: it is not whole, or not what its seal says.
func (b box) open(at mark, raw []byte) (plain []byte, next mark, err error) {
	if len(raw) < lengthLen {
		return nil, at, errTorn
	}
	size := int(binary.BigEndian.Uint32(raw))
	if size < nonceLen+tagLen || size > maxFrame || len(raw) < lengthLen+size {
		return nil, at, errTorn
	}
	raw = raw[:lengthLen+size]
	sealed := raw[lengthLen:]
	plain, err = b.aead.Open(nil, sealed[:nonceLen], sealed[nonceLen:], b.over(at))
	if err != nil {
		return nil, at, errTorn
	}
	return plain, b.behind(at, raw), nil
}

// head is how a file begins.
func (b box) head() []byte { return append(append([]byte(magic), b.desk[:]...), b.id[:]...) }

// errOther means a file is another desk's.
var errOther = errors.New("a file of another desk")

// readHead tells which file raw is. errTorn: none that can be read yet, or none of ours; errOther.
func readHead(raw []byte, desk record.ID) (id [idLen]byte, err error) {
	mark := deskMark(desk)
	switch {
	case len(raw) < headLen || !bytes.HasPrefix(raw, []byte(magic)):
		return id, errTorn
	case !bytes.HasPrefix(raw[len(magic):], mark[:]):
		return id, errOther
	}
	copy(id[:], raw[len(magic)+deskLen:])
	return id, nil
}

func begin() mark { return mark{Off: int64(headLen)} }

func (f frame) encoded() ([]byte, error) {
	head, err := record.Encode(f.envelope)
	if err != nil {
		return nil, err
	}
	out := binary.AppendUvarint(nil, uint64(len(head)))
	return append(append(out, head...), f.data...), nil
}

func decodeFrame(plain []byte) (frame, error) {
	n, w := binary.Uvarint(plain)
	if w <= 0 || n > uint64(len(plain)-w) {
		return frame{}, errTorn
	}
	f := frame{data: plain[w+int(n):]}
	if err := json.Unmarshal(plain[w:w+int(n)], &f.envelope); err != nil {
		return frame{}, fmt.Errorf("%w: %w", errTorn, err)
	}
	return f, nil
}
