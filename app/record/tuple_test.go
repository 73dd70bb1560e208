package record

import (
	"bytes"
	"cmp"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Keys sort as their parts do, whatever bytes a text holds.
func TestKeysSortAsTheirParts(t *testing.T) {
	text := rapid.OneOf(rapid.StringOf(rapid.RuneFrom([]rune{0, 1, 'a', 0xFF, '中'})), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		a1, b1 := text.Draw(t, "a text"), text.Draw(t, "b text")
		a2, b2 := rapid.Int64().Draw(t, "a number"), rapid.Int64().Draw(t, "b number")
		a3, b3 := rapid.Uint32().Draw(t, "a word"), rapid.Uint32().Draw(t, "b word")
		want := cmp.Or(cmp.Compare(a1, b1), cmp.Compare(a2, b2), cmp.Compare(a3, b3))
		if got := bytes.Compare(Key(a1, a2, a3), Key(b1, b2, b3)); got != want {
			t.Errorf("%q %d %d against %q %d %d: %d", a1, a2, a3, b1, b2, b3, got)
		}
		if a1 != b1 && bytes.HasPrefix(Key(a1), Key(b1)) {
			t.Errorf("%q is found under %q", a1, b1)
		}
	})
}

func TestTimesAndBoolsSort(t *testing.T) {
	now := time.UnixMilli(1_700_000_000_000)
	inOrder := []Tuple{Key(time.Time{}), Key(time.UnixMilli(-5)), Key(now), Key(now.Add(time.Millisecond))}
	for i := range inOrder[1:] {
		if bytes.Compare(inOrder[i], inOrder[i+1]) >= 0 {
			t.Errorf("%d does not come before %d", i, i+1)
		}
	}
	if bytes.Compare(Key(false), Key(true)) >= 0 || bytes.Compare(Key(-1), Key(1)) >= 0 {
		t.Error("false before true, -1 before 1")
	}
	if !bytes.Equal(Key(ID("x"), Day("y")), Key("x", "y")) {
		t.Error("ids and days are texts")
	}
}

func TestUnorderedTypesPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a float has a key")
		}
	}()
	Key(1.5)
}
