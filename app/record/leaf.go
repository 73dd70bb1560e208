package record

import (
	"bytes"
	"fmt"
	"strconv"
)

// Leaf is where an entry stands in its log: all that a proof needs of it.
type Leaf struct {
	Log    LogID
	N      uint64
	Hash   Hash
	Prev   Hash
	Begins ID // the workstation that began the log; only of its first entry
}

// PeekLeaf reads where an encoded change stands, and its hash from its bytes, at a fraction of what
// [DecodeChange] costs. Its private parts are not looked at.
func PeekLeaf(raw []byte) (Leaf, error) {
	if len(raw) > 0 && raw[0] == changeFormat {
		body, _, err := takePart(raw[1:])
		if err != nil {
			return Leaf{}, err
		}
		if l, ok := peekBody(body); ok {
			l.Hash = HashOf(body)
			return l, nil
		}
	}
	c, err := DecodeChange(raw)
	if err != nil {
		return Leaf{}, err
	}
	l := Leaf{Log: c.Log, N: c.N, Hash: c.Hash(), Prev: c.Prev}
	if c.Begins != nil {
		l.Begins = c.Begins.Workstation
	}
	return l, nil
}

// peekBody reads the members that every entry but the first of a log begins with, as this program writes them.
func peekBody(body []byte) (l Leaf, ok bool) {
	const log, n, prev = `{"log":"`, `","n":`, `,"prev":"`
	rest, ok := bytes.CutPrefix(body, []byte(log))
	if !ok || len(rest) < 26 {
		return l, false
	}
	l.Log, rest = LogID(rest[:26]), rest[26:]
	if rest, ok = bytes.CutPrefix(rest, []byte(n)); !ok || !l.Log.Valid() {
		return l, false
	}
	digits := bytes.IndexByte(rest, ',')
	if digits < 0 {
		return l, false
	}
	var err error
	if l.N, err = strconv.ParseUint(string(rest[:digits]), 10, 64); err != nil {
		return l, false
	}
	if rest, ok = bytes.CutPrefix(rest[digits:], []byte(prev)); !ok || len(rest) < 44 || rest[43] != '"' {
		return l, false
	}
	l.Prev = Hash(rest[:43])
	return l, true
}

func (l Leaf) String() string { return fmt.Sprintf("entry %d of log %s", l.N, l.Log) }
