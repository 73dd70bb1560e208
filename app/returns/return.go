package returns

import (
	"time"

	"mendesk/app/record"
)

// Return is goods on their way back: what was asked for, what the policy said, and for each line what came
// of it. Its state from reception on follows from its lines.
type Return struct {
	ID          record.ID `json:"id"`
	Number      string    `json:"number"`
	Order       record.ID `json:"order"` // also the id of the ledger
	OrderNumber string    `json:"orderNumber"`
	Customer    record.ID `json:"customer"`
	Ticket      record.ID `json:"ticket,omitempty"`
	Fault       Fault     `json:"fault"`
	Method      Method    `json:"method"`
	Currency    string    `json:"currency"`
	State       State     `json:"state"`

	RequestedAt  time.Time  `json:"requestedAt" ts_type:"string"`
	RequestedBy  record.ID  `json:"requestedBy"`
	RequestedDay record.Day `json:"requestedDay"`        // in the shop's zone, as the policy counts
	SignedDay    record.Day `json:"signedDay,omitempty"` // of the order; empty while it is not signed for
	Words        string     `json:"words"`               // of the customer, as they were taken down

	Policy        record.ID `json:"policy"` // the version that it is judged by
	PolicyVersion int       `json:"policyVersion"`
	Allowed       bool      `json:"allowed"` // what the policy said of the request as a whole
	Hygienic      Hygienic  `json:"hygienic"`

	Review       State      `json:"review"` // requested, needsInformation, approved, rejected or cancelled
	ReviewedAt   time.Time  `json:"reviewedAt,omitzero" ts_type:"string"`
	ReviewedBy   record.ID  `json:"reviewedBy,omitempty"`
	Against      bool       `json:"against"` // approved although the policy said no
	Clause       string     `json:"clause,omitempty"`
	ReviewReason string     `json:"reviewReason,omitempty"` // of the rejection, or of an approval against the policy
	Question     string     `json:"question,omitempty"`     // the open one, while information is needed
	Asked        int        `json:"asked"`                  // how often information was asked for
	SendBy       record.Day `json:"sendBy,omitempty"`       // last day to send the goods
	ExpiresAt    time.Time  `json:"expiresAt,omitzero" ts_type:"string"`

	Shipments  []Shipment `json:"shipments"`
	Travel     State      `json:"travel,omitempty"` // empty, shippedBack, inTransit or customsHold
	ReceivedAt time.Time  `json:"receivedAt,omitzero" ts_type:"string"`
	DecidedAt  time.Time  `json:"decidedAt,omitzero" ts_type:"string"`
	SettledAt  time.Time  `json:"settledAt,omitzero" ts_type:"string"`
	Refunded   int64      `json:"refunded"` // minor units executed, as known when it was settled

	Lines []ReturnLine `json:"lines"`

	Stage       Stage     `json:"stage"`
	Waiting     Party     `json:"waiting,omitempty"`
	Since       time.Time `json:"since" ts_type:"string"`       // in this stage
	WaitSince   time.Time `json:"waitSince" ts_type:"string"`   // in this stage and for this party
	ColumnSince time.Time `json:"columnSince" ts_type:"string"` // in this column of the board
	Spent       []Spent   `json:"spent"`
	Flags       []string  `json:"flags"`            // facts that clash, codes with a text at returns.flag.<code>
	Worker      record.ID `json:"worker,omitempty"` // who worked on it last

	Files    record.Files `json:"files,omitempty"`                    // photos and papers, in the order in which they came
	ErasedAt time.Time    `json:"erasedAt,omitzero" ts_type:"string"` // when all words until then were erased
}

// Spent is time that went by in one stage while one party was waited for.
type Spent struct {
	Stage   Stage `json:"stage"`
	Waiting Party `json:"waiting"`
	Millis  int64 `json:"millis"`
}

// Hygienic is what the policy asks of hands and boxes, as it stood when the return was requested.
type Hygienic struct {
	Disinfect   bool `json:"disinfect"`   // returned goods are disinfected before inspection and restock
	Minutes     int  `json:"minutes"`     // least contact time of the agent
	Contactless bool `json:"contactless"` // door pick-up without contact, courier with mask and gloves, confirmed on the record
}

// ReturnLine is what comes back of one line of the order. N counts from 1 within the return.
type ReturnLine struct {
	N         int    `json:"n"`
	OrderLine int    `json:"orderLine"`
	SKU       string `json:"sku"`
	Title     string `json:"title"`
	Category  string `json:"category"`

	Ordered  int   `json:"ordered"`  // units bought
	Paid     int64 `json:"paid"`     // minor units paid for all of them, after discounts, with tax
	Shipping int64 `json:"shipping"` // minor units paid to ship all of them

	Reason    Reason   `json:"reason"`
	Opened    bool     `json:"opened"`
	Confirmed bool     `json:"confirmed"` // when buying, the buyer confirmed that such goods do not come back without reason
	Traits    []string `json:"traits"`    // of the order's line, and those named at the request

	Requested int    `json:"requested"`
	Approved  int    `json:"approved"`
	Received  int    `json:"received"`
	Accepted  int    `json:"accepted"`
	Refused   int    `json:"refused"`          // units that inspection did not accept
	Clause    string `json:"clause,omitempty"` // why less was approved than requested

	Reception   Reception   `json:"reception"`
	Hygiene     Hygiene     `json:"hygiene"`
	Inspection  Inspection  `json:"inspection"`
	Disposition Disposition `json:"disposition,omitempty"`

	ReceivedAt    time.Time `json:"receivedAt,omitzero" ts_type:"string"`
	DisinfectedAt time.Time `json:"disinfectedAt,omitzero" ts_type:"string"`
	InspectedAt   time.Time `json:"inspectedAt,omitzero" ts_type:"string"`
	DisposedAt    time.Time `json:"disposedAt,omitzero" ts_type:"string"`

	Disinfection Disinfection `json:"disinfection"` // the last one
	Inspected    Inspected    `json:"inspected"`    // the last one
	Inspections  int          `json:"inspections"`
	Apart        bool         `json:"apart"` // two inspections did not know of each other; the later one counts until somebody inspects again
}

// Shipment is one parcel of the way back.
type Shipment struct {
	Carrier     string    `json:"carrier"`
	Number      string    `json:"number"`
	PickUp      bool      `json:"pickUp"`      // the courier comes to the door
	Contactless bool      `json:"contactless"` // confirmed: handed over without contact
	Gear        bool      `json:"gear"`        // confirmed: mask and gloves
	At          time.Time `json:"at" ts_type:"string"`
	By          record.ID `json:"by"`
}

// Disinfection is how a line was disinfected.
type Disinfection struct {
	Method      string    `json:"method,omitempty"`
	Agent       string    `json:"agent,omitempty"`
	Minutes     int       `json:"minutes"`
	Operator    record.ID `json:"operator,omitempty"`
	Certificate record.ID `json:"certificate,omitempty"`
}

// Inspected is what an inspector found on a line.
type Inspected struct {
	Grade       string    `json:"grade,omitempty"`
	Checks      []Check   `json:"checks"`
	Inspector   record.ID `json:"inspector,omitempty"`
	Certificate record.ID `json:"certificate,omitempty"`
	Note        string    `json:"note,omitempty"`
}

// Check is one point of the inspector's checklist; its text is at returns.check.<key>.
type Check struct {
	Key string `json:"key"`
	OK  bool   `json:"ok"`
}

// Checks lists the points of the checklist that ships with the desk.
func Checks() []string { return []string{"complete", "appearance", "working", "serial", "packaging"} }
