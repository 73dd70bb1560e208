package record

import (
	"testing"
	"time"
)

func TestLeafIsWhatDecodingSays(t *testing.T) {
	log, ws := KeyID("log"), KeyID("workstation")
	var prev Hash
	for n := uint64(1); n < 4; n++ {
		c := Change{Log: log, N: n, Prev: prev, At: MakeStamp(int64(n), 0, log), When: time.Unix(1, 0)}
		if n == 1 {
			c.Begins = &Begins{Workstation: ws, Letter: "A"}
		}
		e, err := Did(Ref{"box", KeyID("box")}, "noted", nil, struct{ Text string }{"张三"}).Seal("salt")
		if err != nil {
			t.Fatal(err)
		}
		c.Events = []Event{e}
		c, err = c.Write()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := c.Encoded()
		if err != nil {
			t.Fatal(err)
		}
		got, err := PeekLeaf(raw)
		want := Leaf{Log: log, N: n, Hash: c.Hash(), Prev: prev}
		if n == 1 {
			want.Begins = ws
		}
		if err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
		for cut := range raw[:20] {
			if _, err := PeekLeaf(raw[:cut]); err == nil {
				t.Errorf("read from %d bytes", cut)
			}
		}
		prev = c.Hash()
	}
}
