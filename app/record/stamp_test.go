package record

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var logs = []LogID{KeyID("log a"), KeyID("log b"), KeyID("log c")}

func aStamp(t *rapid.T) Stamp {
	return MakeStamp(
		rapid.Int64Range(0, MaxMillis).Draw(t, "ms"),
		rapid.IntRange(0, MaxCounter).Draw(t, "counter"),
		rapid.SampledFrom(logs).Draw(t, "log"))
}

func TestStampsSortAsTextAsTheirPartsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := aStamp(t), aStamp(t)
		am, ac, al, errA := a.Parts()
		bm, bc, bl, errB := b.Parts()
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		want := am < bm || am == bm && (ac < bc || ac == bc && al < bl)
		if (a < b) != want {
			t.Errorf("%s < %s: %v", a, b, !want)
		}
		if MakeStamp(am, ac, al) != a {
			t.Errorf("%s made again is another", a)
		}
	})
}

func TestNextStampIsLaterThanAllSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := rapid.SliceOfN(rapid.Custom(aStamp), 0, 5).Draw(t, "seen")
		now := time.UnixMilli(rapid.Int64Range(0, 1<<41).Draw(t, "now"))
		next := After(now, logs[0], seen...)
		for _, s := range seen {
			if next <= s {
				t.Errorf("%s is not after %s", next, s)
			}
		}
		if next.Time().Before(now) {
			t.Errorf("%s is before now", next)
		}
	})
}

func TestFullCounterGoesToTheNextMillisecond(t *testing.T) {
	now := time.UnixMilli(1000)
	next := After(now, logs[0], MakeStamp(1000, MaxCounter, logs[1]))
	if ms, counter, _, err := next.Parts(); ms != 1001 || counter != 0 || err != nil {
		t.Errorf("got %d %d, %v", ms, counter, err)
	}
}

func TestStampPastEveryClockIsRefusedAndNeverWraps(t *testing.T) {
	last := MakeStamp(MaxMillis, MaxCounter, logs[1])
	if next := After(time.UnixMilli(0), logs[0], last); next <= last {
		t.Errorf("%s is not after %s", next, last)
	}
	if _, _, _, err := MakeStamp(MaxMillis+1, 0, logs[0]).Parts(); err == nil {
		t.Error("a stamp past every clock was taken")
	}
}

func TestMalformedStampsAreRefused(t *testing.T) {
	good := MakeStamp(1, 2, logs[0])
	for _, s := range []Stamp{"", "x", good[1:], good + "0", "zzzzzzzzzz" + good[10:], good[:10] + "!!!!" + good[14:]} {
		if _, _, _, err := s.Parts(); err == nil || !s.Time().IsZero() {
			t.Errorf("%q was taken", s)
		}
	}
}
