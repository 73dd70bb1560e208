package ticket

import (
	"testing"

	"mendesk/app/record"
	"mendesk/app/training"
)

func TestWhoGetsATicketIsTold(t *testing.T) {
	for _, c := range []struct {
		name, key string
		owner     record.ID
	}{
		{"handed to somebody", "tickets.line.assigned", "OTHER"},
		{"taken by who says so", "tickets.line.taken", agent.ID},
		{"left to the department", "tickets.line.unassigned", ""},
	} {
		h := record.Happened{Event: Tickets.Did("TICKET", didAssign, assignedData{c.owner, training.CustomerService}, nil), By: agent.ID}
		if l, ok := Line(h); !ok || l.Key != c.key || l.Params["owner"] != string(c.owner) {
			t.Errorf("%s: %+v", c.name, l)
		}
	}
}
