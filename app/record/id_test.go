package record

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"time"
)

func TestIDsSortByTimeAndAreValid(t *testing.T) {
	now := time.UnixMilli(1_700_000_000_000)
	a, err := NewID(now, bytes.NewReader(bytes.Repeat([]byte{0xFF}, 10)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewID(now.Add(time.Millisecond), bytes.NewReader(make([]byte, 10)))
	if err != nil || a >= b || !a.Valid() || !b.Valid() {
		t.Errorf("%s, %s, %v", a, b, err)
	}
}

func TestNoChanceNoID(t *testing.T) {
	if _, err := NewID(time.Now(), iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

func TestKeyIDsTellPartsApart(t *testing.T) {
	if got := KeyID("pdd", "12"); got != "J6F813A4MNXG3RV22JS0VEQ0A8" { // for ever: ids stand in every journal
		t.Errorf("the id of a key became %s", got)
	}
	if KeyID("pdd", "12") == KeyID("pdd1", "2") || !KeyID().Valid() {
		t.Error("different keys give one id")
	}
}

func TestMalformedIDsAreNotValid(t *testing.T) {
	good := KeyID("x")
	for _, id := range []ID{"", "1", good[:25], good + "0", "i" + good[1:], "U" + good[1:], good[:24] + "\n\n"} {
		if id.Valid() {
			t.Errorf("%q passes", id)
		}
	}
}

func TestHashHasOneText(t *testing.T) {
	h := HashOf([]byte("x"))
	if _, err := h.Bytes(); err != nil {
		t.Error(err)
	}
	last := h[42]
	for _, bad := range []Hash{"", "x", h[:42], h + "A", h + "\n", h[:42] + Hash(rune(last+1))} {
		if _, err := bad.Bytes(); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
