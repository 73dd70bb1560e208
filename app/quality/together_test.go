package quality

import (
	"errors"
	"testing"
)

func TestTogetherHandsOnErrorsAndPanics(t *testing.T) {
	no, ran := errors.New("no"), false
	if err := together(func() error { return no }, func() error { ran = true; return nil }); !errors.Is(err, no) || !ran {
		t.Errorf("got %v, ran %v", err, ran)
	}
	defer func() {
		if p := recover(); p != "boom" {
			t.Errorf("recovered %v", p)
		}
	}()
	_ = together(func() error { panic("boom") }, func() error { return nil })
	t.Error("the panic was swallowed")
}
