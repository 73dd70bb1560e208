package record

import (
	"errors"
	"testing"
)

type door struct {
	ID   ID   `json:"id"`
	Open bool `json:"open"`
}

var doors = Kind[door]{
	Name: "door", Version: 1,
	Events: Vocabulary{"opened": Decision, "slammed": Fact},
	After: func(d door, h Happened) (door, error) {
		if d.Open == (h.What == "opened") {
			return d, Refuse("door.already")
		}
		return door{h.Of.ID, !d.Open}, nil
	},
}

func TestOnlyDecisionsCanBeRefused(t *testing.T) {
	k := doors.Any()
	open, err := k.After(k.New(), Happened{Event: doors.Did("x", "opened", nil, nil)})
	if err != nil || !open.(door).Open {
		t.Fatal(open, err)
	}
	var refused Refused
	if _, err := k.After(open, Happened{Event: doors.Did("x", "opened", nil, nil)}); !errors.As(err, &refused) {
		t.Errorf("a decision: %v", err)
	}
	if p, isProblem := AsProblem(refused); !isProblem || p.Code != "door.already" {
		t.Errorf("its reason: %+v", p)
	}
	if _, err := k.After(k.New(), Happened{Event: doors.Did("x", "slammed", nil, nil)}); err == nil || errors.As(err, &refused) {
		t.Errorf("a fact: %v", err)
	}
	if _, err := k.After(open, Happened{Event: doors.Did("x", "painted", nil, nil)}); !errors.Is(err, ErrUnknownEvent) {
		t.Errorf("an unknown word: %v", err)
	}
}

func TestForgottenTypeComesBack(t *testing.T) {
	k := doors.Any()
	raw, err := k.Encode(door{"x", true})
	if err != nil {
		t.Fatal(err)
	}
	back, err := k.Decode(raw)
	if err != nil || back != any(door{"x", true}) {
		t.Errorf("%+v, %v", back, err)
	}
}

type shelf map[Ref]any

func (s shelf) Version(r Ref) (any, bool) { v, ok := s[r]; return v, ok }

func TestLookFindsVersionsOfTheRightKind(t *testing.T) {
	s := shelf{{"door", "x"}: door{"x", true}, {"door", "y"}: "no door"}
	if d, ok := Look(s, doors, "x"); !ok || !d.Open {
		t.Errorf("%+v, %v", d, ok)
	}
	for _, id := range []ID{"y", "z"} {
		if _, ok := Look(s, doors, id); ok {
			t.Errorf("%s was found", id)
		}
	}
}
