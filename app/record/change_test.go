package record

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

type said struct {
	Text string `json:"text"`
	N    int    `json:"n"`
}

var at = time.Date(2026, 11, 21, 8, 30, 0, 123_456_789, time.FixedZone("", 8*3600))

func written(t testing.TB, events ...Event) Change {
	t.Helper()
	c := Change{Log: logs[0], N: 1, At: MakeStamp(5, 0, logs[0]), When: at, By: KeyID("who"), Begins: &Begins{Workstation: KeyID("ws"), Letter: "A"}, Events: events}
	c, err := c.Write()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func encoded(t testing.TB, c Change) []byte {
	t.Helper()
	raw, err := c.Encoded()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func sealed(t testing.TB, what, private string, n int) Event {
	t.Helper()
	var secret any
	if private != "" {
		secret = said{private, n}
	}
	e, err := Did(Ref{"ticket", KeyID(what)}, what, said{"", n}, secret).Seal("salt")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestChangeComesBackAsItWent(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var events []Event
		for range rapid.IntRange(0, 4).Draw(rt, "events") {
			e := sealed(t, rapid.StringN(1, 9, -1).Draw(rt, "what"), rapid.String().Draw(rt, "private"), rapid.Int().Draw(rt, "n"))
			if rapid.Bool().Draw(rt, "late") {
				e.When = at.Add(time.Duration(rapid.Int64Range(0, 1e12).Draw(rt, "when")))
			}
			events = append(events, e)
		}
		c := written(t, events...)
		back, err := DecodeChange(encoded(t, c))
		if err != nil {
			rt.Fatal(err)
		}
		same := cmp.Options{cmpopts.IgnoreUnexported(Event{}), cmpopts.EquateEmpty(), cmp.AllowUnexported(Change{}), cmpopts.IgnoreFields(Change{}, "read")}
		if diff := cmp.Diff(c, back, same); diff != "" {
			rt.Error(diff)
		}
		if c.Hash() != back.Hash() || !bytes.Equal(encoded(t, c), encoded(t, back)) {
			rt.Error("its identity changed on the way")
		}
		if diff := cmp.Diff(c.Happened(), back.Happened(), same); diff != "" {
			rt.Error(diff)
		}
	})
}

func TestEventWithoutTimeHasTheChanges(t *testing.T) {
	late := sealed(t, "late", "", 0).At(at.Add(-time.Hour))
	h := written(t, sealed(t, "now", "", 0), late).Happened()
	if !h[0].When.Equal(Instant(at)) || !h[1].When.Equal(Instant(at.Add(-time.Hour))) || h[0].When.Location() != time.UTC {
		t.Errorf("got %v and %v", h[0].When, h[1].When)
	}
	if h[0].Entry == "" || h[0].Entry != h[1].Entry {
		t.Error("events of one change have one entry")
	}
}

func TestPrivatePartCanBeDroppedAndTheChainHolds(t *testing.T) {
	c := written(t, sealed(t, "noted", "张三", 1))
	redacted := c
	redacted.Events = []Event{c.Events[0]}
	redacted.Events[0].Private = nil
	back, err := DecodeChange(encoded(t, redacted))
	if err != nil || back.Hash() != c.Hash() || back.Events[0].Sealed != c.Events[0].Sealed {
		t.Errorf("%v: %s became %s", err, c.Hash(), back.Hash())
	}
	p, err := ReadPrivate[said](back.Happened()[0])
	if err != nil || p != (said{}) {
		t.Errorf("erased, and still %+v, %v", p, err)
	}
}

func TestTornChangesAreDamaged(t *testing.T) {
	raw := encoded(t, written(t, sealed(t, "noted", "secret words", 1)))
	torn := map[string][]byte{
		"empty":           {},
		"cut":             raw[:len(raw)-1],
		"cut early":       raw[:3],
		"too long":        append(bytes.Clone(raw), 0),
		"no JSON":         append([]byte{changeFormat, 3}, "{x}"...),
		"other private":   bytes.Replace(raw, []byte("secret words"), []byte("secret wordz"), 1),
		"duplicate names": append(binary.AppendUvarint([]byte{changeFormat}, 15), `{"n":1,"n":2}  `...),
	}
	for name, b := range torn {
		if _, err := DecodeChange(b); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	newer := bytes.Clone(raw)
	newer[0]++
	if _, err := DecodeChange(newer); !errors.Is(err, ErrNewerFormat) {
		t.Errorf("newer format: %v", err)
	}
}

func TestChangeIsBounded(t *testing.T) {
	c := written(t, sealed(t, "noted", strings.Repeat("长", MaxChange), 1))
	_, err := c.Encoded()
	if p, isProblem := AsProblem(err); !isProblem || p.Code != "change.tooLarge" {
		t.Errorf("got %v", err)
	}
}

func TestUnwrittenChangeIsNotStored(t *testing.T) {
	if _, err := (Change{}).Encoded(); err == nil || (Change{}).Hash() != "" {
		t.Errorf("got %v", err)
	}
}

func TestBrokenTextMakesNoEvent(t *testing.T) {
	e := Did(Ref{"ticket", KeyID("x")}, "noted", nil, said{Text: "a\xffb"})
	if e.Err() == nil {
		t.Error("invalid UTF-8 was taken")
	}
	if _, err := (Change{Events: []Event{e}}).Write(); err == nil {
		t.Error("and written")
	}
}

func FuzzDecodeChange(f *testing.F) {
	e, err := Did(Ref{"ticket", KeyID("x")}, "noted", said{"a", 1}, said{"张三", 2}).Seal("salt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(encoded(f, written(f, e)))
	f.Add([]byte{changeFormat, 2, '{', '}'})
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := DecodeChange(raw)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
				t.Errorf("an error without a kind: %v", err)
			}
			return
		}
		again, err := c.Encoded()
		if _, isProblem := AsProblem(err); isProblem {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeChange(again)
		if err != nil || back.Hash() != c.Hash() || len(back.Events) != len(c.Events) {
			t.Errorf("it does not come back: %v", err)
		}
	})
}

func TestAChangeIsAsReadUntilSomebodyTouchesIt(t *testing.T) {
	fresh := written(t, sealed(t, "noted", "a", 1))
	if _, ok := fresh.AsRead(); ok {
		t.Error("one that was written here")
	}
	raw, err := fresh.Encoded()
	if err != nil {
		t.Fatal(err)
	}
	for name, touch := range map[string]func(*Change){
		"place":   func(c *Change) { c.N++ },
		"author":  func(c *Change) { c.By = "somebody else" },
		"what":    func(c *Change) { c.Events[0].What = "other" },
		"data":    func(c *Change) { c.Events[0].Data = []byte(`{}`) },
		"private": func(c *Change) { c.Events[0].Private = nil },
		"events":  func(c *Change) { c.Events = c.Events[:0] },
	} {
		c, err := DecodeChange(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := c.AsRead(); !ok || string(got) != string(raw) {
			t.Fatalf("untouched: %v", ok)
		}
		touch(&c)
		if _, ok := c.AsRead(); ok {
			t.Errorf("%s was changed unnoticed", name)
		}
	}
	longer := append([]byte{raw[0], raw[1] | 0x80, raw[2] | 0x80, 0}, raw[3:]...) // the body's length in one byte more
	if c, err := DecodeChange(longer); err == nil {
		if _, ok := c.AsRead(); ok {
			t.Error("a length that is written longer than it need be")
		}
	}
}
