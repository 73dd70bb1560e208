package app

import (
	"context"
	"fmt"
)

// openVenue reaches the place of a link.
func openVenue(*desk) func(context.Context, Link) (venue, error) {
	return func(_ context.Context, link Link) (venue, error) {
		return nil, fmt.Errorf("no way to a %q", link.Kind)
	}
}

// problemOf words what ended a round.
func problemOf(_ context.Context, err error) error { return err }

// ordinary tells of a failure that it is only that nobody answered.
func ordinary(code string) bool { return code == "sync.unreachable" }
