package returns

import "mendesk/app/record"

// Request opens a return for lines of an order.
type Request struct {
	Order   record.ID       `json:"order"`
	Ticket  record.ID       `json:"ticket"` // the ticket it was asked for in; may be empty
	Fault   Fault           `json:"fault"`
	Method  Method          `json:"method"`
	Lines   []RequestedLine `json:"lines"`
	Remarks string          `json:"remarks"` // words of the customer; may be empty
}

// RequestedLine asks for units of one line of the order to come back.
type RequestedLine struct {
	OrderLine int    `json:"orderLine"`
	Quantity  int    `json:"quantity"`
	Reason    Reason `json:"reason"`
	Opened    bool   `json:"opened"`
	// Confirmed: when buying, the buyer confirmed that such goods cannot come back without reason.
	Confirmed bool `json:"confirmed"`
	// Traits that only become known at the request, such as activated, nearExpiry or flawed.
	Traits []string `json:"traits"`
}

// Approve lets units come back. An empty Lines approves what was requested on every line that the policy
// allows. A supervisor may approve more than the policy allows, with a reason.
type Approve struct {
	Return record.ID      `json:"return"`
	Lines  []ApprovedLine `json:"lines"`
	Reason string         `json:"reason"`
}

// ApprovedLine is how many units of a line may come back; a line that is not named gets none.
type ApprovedLine struct {
	Line     int `json:"line"`
	Quantity int `json:"quantity"`
}

// Reject refuses the whole request by a clause of the policy.
type Reject struct {
	Return record.ID `json:"return"`
	Clause string    `json:"clause"`
	Reason string    `json:"reason"`
}

// AskInformation asks the customer for what is missing to decide.
type AskInformation struct {
	Return   record.ID `json:"return"`
	Question string    `json:"question"`
}

// GiveInformation records the customer's answer, and the request can be decided again.
type GiveInformation struct {
	Return record.ID `json:"return"`
	Answer string    `json:"answer"`
}

// Cancel ends a return before anything of it was received.
type Cancel struct {
	Return record.ID `json:"return"`
	Reason string    `json:"reason"`
}

// ShipBack records the parcel with which the goods come back.
type ShipBack struct {
	Return      record.ID `json:"return"`
	Carrier     string    `json:"carrier"`
	Number      string    `json:"number"`
	PickUp      bool      `json:"pickUp"`
	Contactless bool      `json:"contactless"`
	Gear        bool      `json:"gear"` // the courier wears mask and gloves
}

// Track records where the parcel is: inTransit, or customsHold.
type Track struct {
	Return record.ID `json:"return"`
	To     State     `json:"to"`
}

// Receive records what arrived of each line. Recording a line again replaces what was said before, as long
// as it was not inspected.
type Receive struct {
	Return record.ID      `json:"return"`
	Lines  []ReceivedLine `json:"lines"`
	Note   string         `json:"note"`
}

// ReceivedLine is what arrived of one line in all. An empty As means received, or short when fewer units
// came than were approved.
type ReceivedLine struct {
	Line     int       `json:"line"`
	Quantity int       `json:"quantity"`
	As       Reception `json:"as"`
}

// Disinfect records the disinfection of lines; an empty Lines means every line in quarantine.
type Disinfect struct {
	Return  record.ID `json:"return"`
	Lines   []int     `json:"lines"`
	Method  string    `json:"method"`
	Agent   string    `json:"agent"` // what was used, as in "75 % alcohol" or "UV-C 253.7 nm"
	Minutes int       `json:"minutes"`
	Unfit   bool      `json:"unfit"` // the goods cannot be disinfected
}

// Inspect records what an inspector found on one line: how many of its received units are accepted and how
// many are not. Recording it again replaces the earlier finding until the line is disposed of.
type Inspect struct {
	Return   record.ID `json:"return"`
	Line     int       `json:"line"`
	Grade    string    `json:"grade"`
	Accepted int       `json:"accepted"`
	Rejected int       `json:"rejected"`
	Checks   []Check   `json:"checks"`
	Note     string    `json:"note"`
}

// Dispose says where the goods of a line go.
type Dispose struct {
	Return record.ID   `json:"return"`
	Line   int         `json:"line"`
	To     Disposition `json:"to"`
	Note   string      `json:"note"`
}

// Settle ends a return of which every unit was decided, disposed of and paid.
type Settle struct {
	Return record.ID `json:"return"`
}
