package exchange

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/klauspost/compress/zstd"

	"mendesk/app/record"
)

// A pack is consecutive entries of one log under one signature, which covers the desk, the workstation that
// wrote them, the log, the first and last place and the hashes of the last entry and of the one before the
// first, but not the bytes: a pack
// whose private parts were erased, or that somebody else hands on, verifies as before.
//
//	format byte, statement after its length (JSON), signature, then zstd of each entry after its length
const packFormat = 1

// Limits of a pack. A larger single change travels alone.
const (
	packEntries = 64
	packBytes   = 256 << 10         // of entries before they are compressed
	maxUnpacked = packBytes + 1<<19 // what a reader will unpack at most
)

type statement struct {
	Desk  record.ID    `json:"desk"`
	By    record.ID    `json:"by"`
	Log   record.LogID `json:"log"`
	First uint64       `json:"first"`
	Last  uint64       `json:"last"`
	Hash  record.Hash  `json:"hash"`
	Prev  record.Hash  `json:"prev,omitempty"`
}

func (s statement) head(sig []byte) record.Head {
	return record.Head{Log: s.Log, First: s.First, Last: s.Last, Hash: s.Hash, Prev: s.Prev, By: s.By, Sig: sig}
}

func statementOf(desk record.ID, h record.Head) ([]byte, error) {
	return record.Encode(statement{desk, h.By, h.Log, h.First, h.Last, h.Hash, h.Prev})
}

// SignHead signs a place of a log with the workstation's key; h.Sig is set.
func SignHead(desk record.ID, h record.Head, key ed25519.PrivateKey) (record.Head, error) {
	return real.signHead(desk, h, key)
}

func (s signing) signHead(desk record.ID, h record.Head, key ed25519.PrivateKey) (record.Head, error) {
	body, err := statementOf(desk, h)
	if err != nil {
		return h, err
	}
	h.Sig = s.sign(key, signed("pack", body))
	return h, nil
}

// encodePack makes the message of entries that h is signed over.
func encodePack(desk record.ID, h record.Head, entries [][]byte) ([]byte, error) {
	body, err := statementOf(desk, h)
	if err != nil {
		return nil, err
	}
	out := binary.AppendUvarint([]byte{packFormat}, uint64(len(body)))
	out = append(out, body...)
	out = append(out, h.Sig...)
	var plain []byte
	for _, e := range entries {
		plain = binary.AppendUvarint(plain, uint64(len(e)))
		plain = append(plain, e...)
	}
	enc, err := encoder()
	if err != nil {
		return nil, err
	}
	return enc.EncodeAll(plain, out), nil
}

// PeekHead reads what a pack says it is, without believing or unpacking it. ErrForged, ErrNewer, ErrOtherDesk.
func PeekHead(desk record.ID, raw []byte) (record.Head, error) {
	h, _, err := peekPack(desk, raw)
	return h, err
}

func peekPack(desk record.ID, raw []byte) (h record.Head, zipped []byte, err error) {
	if len(raw) == 0 {
		return h, nil, fmt.Errorf("a pack is empty: %w", ErrForged)
	}
	if raw[0] != packFormat {
		return h, nil, fmt.Errorf("a pack has format %d: %w", raw[0], ErrNewer)
	}
	n, w := binary.Uvarint(raw[1:])
	if w <= 0 || n > 1024 || uint64(len(raw)-1-w) < n+ed25519.SignatureSize {
		return h, nil, fmt.Errorf("a pack is cut short: %w", ErrForged)
	}
	body, rest := raw[1+w:1+w+int(n)], raw[1+w+int(n):]
	var s statement
	if err := json.Unmarshal(body, &s); err != nil {
		return h, nil, fmt.Errorf("a pack: %w: %w", ErrForged, err)
	}
	if s.Desk != desk {
		return h, nil, ErrOtherDesk
	}
	_, err = s.Hash.Bytes()
	if s.Prev != "" && err == nil {
		_, err = s.Prev.Bytes()
	}
	if err != nil || (s.First == 1) != (s.Prev == "") || !s.Log.Valid() || !s.By.Valid() || s.First == 0 || s.Last < s.First || s.Last-s.First >= packEntries {
		return h, nil, fmt.Errorf("a pack of nothing: %w", ErrForged)
	}
	return s.head(append([]byte(nil), rest[:ed25519.SignatureSize]...)), rest[ed25519.SignatureSize:], nil
}

// believes tells whether the workstation that a head names signed it.
func (ns names) believes(s signing, desk record.ID, h record.Head) bool {
	body, err := statementOf(desk, h)
	if err != nil {
		return false
	}
	by, _ := ns.signedBy(s, h.By, signed("pack", body), h.Sig)
	return by
}

// unpack reads a pack's entries and checks that they are a chain that ends where its head says.
func unpack(h record.Head, zipped []byte) ([]record.Change, error) {
	dec, err := decoder()
	if err != nil {
		return nil, err
	}
	plain, err := dec.DecodeAll(zipped, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w: %w", ErrForged, err)
	}
	changes := make([]record.Change, 0, h.Last-h.First+1)
	for len(plain) > 0 {
		n, w := binary.Uvarint(plain)
		if w <= 0 || n > uint64(len(plain)-w) {
			return nil, fmt.Errorf("an entry is cut short: %w", ErrForged)
		}
		c, err := record.DecodeChange(plain[w : w+int(n)])
		if errors.Is(err, record.ErrNewerFormat) {
			return nil, fmt.Errorf("an entry: %w", ErrNewer)
		}
		if err != nil {
			return nil, fmt.Errorf("an entry: %w: %w", ErrForged, err)
		}
		changes = append(changes, c)
		plain = plain[w+int(n):]
	}
	return changes, chained(h, changes)
}

func chained(h record.Head, changes []record.Change) error {
	if uint64(len(changes)) != h.Last-h.First+1 {
		return fmt.Errorf("%d entries instead of %d to %d: %w", len(changes), h.First, h.Last, ErrForged)
	}
	for i, c := range changes {
		if c.Log != h.Log || c.N != h.First+uint64(i) || i > 0 && c.Prev != changes[i-1].Hash() {
			return fmt.Errorf("entry %d of log %s is in no chain: %w", c.N, c.Log, ErrForged)
		}
	}
	if changes[len(changes)-1].Hash() != h.Hash || changes[0].Prev != h.Prev {
		return fmt.Errorf("the entries begin or end elsewhere than signed: %w", ErrForged)
	}
	return nil
}

var encoder = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithLowerEncoderMem(true))
})

var decoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderLowmem(true))
})
