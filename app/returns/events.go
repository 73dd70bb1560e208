package returns

import (
	"time"

	"mendesk/app/record"
)

// What can happen to a return.
const (
	requested        = "requested"
	informationAsked = "informationAsked"
	informationGiven = "informationGiven"
	approved         = "approved"
	rejected         = "rejected"
	cancelled        = "cancelled"
	shippedBack      = "shippedBack"
	tracked          = "tracked"
	received         = "received"
	disinfected      = "disinfected"
	inspected        = "inspected"
	disposed         = "disposed"
	settled          = "settled"
)

// Returns is the kind of goods on their way back.
var Returns = record.Kind[Return]{
	Name: "return", Version: 2,
	Events: record.Vocabulary{
		requested: record.Fact, informationAsked: record.Decision, informationGiven: record.Fact,
		approved: record.Decision, rejected: record.Decision, cancelled: record.Decision,
		shippedBack: record.Fact, tracked: record.Fact, received: record.Fact, disinfected: record.Fact,
		inspected: record.Fact, disposed: record.Fact, settled: record.Decision,
		record.Attached: record.Fact, record.Detached: record.Fact, record.Erased: record.Fact,
	},
	After: Return.After,
	Indexes: []record.Index[Return]{
		{Name: "number", Keys: func(r Return, _ record.Versions) []record.Tuple { return one(r.Number) }},
		{Name: "order", Keys: func(r Return, _ record.Versions) []record.Tuple { return one(r.Order, r.RequestedAt) }},
		{Name: "customer", Keys: func(r Return, _ record.Versions) []record.Tuple { return one(r.Customer, r.RequestedAt) }},
		{Name: "ticket", Keys: byTicket},
		{Name: "stage", Keys: func(r Return, _ record.Versions) []record.Tuple { return one(string(r.Stage), r.Since) }},
		{Name: "column", Keys: func(r Return, _ record.Versions) []record.Tuple {
			return one(string(r.Stage.Column()), r.ColumnSince)
		}},
		{Name: "open", Keys: byOpen},
		{Name: "expires", Keys: byExpiry},
		{Name: "flag", Keys: func(r Return, _ record.Versions) []record.Tuple { return flagged(r.Flags) }},
		{Name: "requested", Keys: func(r Return, _ record.Versions) []record.Tuple { return one(r.RequestedAt) }},
		{Name: record.FileIndex, Keys: func(r Return, _ record.Versions) []record.Tuple { return r.Files.Keys() }},
	},
	Row:   Return.row,
	Reach: Return.reach,
	Words: Return.words, Newest: "requested",
}

func one(parts ...any) []record.Tuple { return []record.Tuple{record.Key(parts...)} }

func byTicket(r Return, _ record.Versions) []record.Tuple {
	if r.Ticket == "" {
		return nil
	}
	return one(r.Ticket, r.RequestedAt)
}

func byOpen(r Return, _ record.Versions) []record.Tuple {
	if r.State.Ended() {
		return nil
	}
	return one(r.RequestedAt)
}

func byExpiry(r Return, _ record.Versions) []record.Tuple {
	if r.State != Approved || r.ExpiresAt.IsZero() {
		return nil
	}
	return one(r.ExpiresAt)
}

type requestedData struct {
	Number        string         `json:"number"`
	Order         record.ID      `json:"order"`
	OrderNumber   string         `json:"orderNumber"`
	Customer      record.ID      `json:"customer"`
	Ticket        record.ID      `json:"ticket,omitempty"`
	Fault         Fault          `json:"fault"`
	Method        Method         `json:"method"`
	Currency      string         `json:"currency"`
	RequestedDay  record.Day     `json:"requestedDay"`
	SignedDay     record.Day     `json:"signedDay,omitempty"`
	Policy        record.ID      `json:"policy"`
	PolicyVersion int            `json:"policyVersion"`
	Allowed       bool           `json:"allowed"`
	Hygienic      Hygienic       `json:"hygienic"`
	Lines         []lineAskedFor `json:"lines"`
}

type lineAskedFor struct {
	OrderLine int      `json:"orderLine"`
	SKU       string   `json:"sku"`
	Title     string   `json:"title"`
	Category  string   `json:"category"`
	Ordered   int      `json:"ordered"`
	Paid      int64    `json:"paid"`
	Shipping  int64    `json:"shipping"`
	Reason    Reason   `json:"reason"`
	Opened    bool     `json:"opened"`
	Confirmed bool     `json:"confirmed"`
	Traits    []string `json:"traits"`
	Quantity  int      `json:"quantity"`
}

// wordsPrivate is the free text of most events.
type wordsPrivate struct {
	Words string `json:"words"`
}

type approvedData struct {
	Lines     []lineApproved `json:"lines"`
	Against   bool           `json:"against"`
	Clause    string         `json:"clause,omitempty"` // that said no
	SendBy    record.Day     `json:"sendBy,omitempty"`
	ExpiresAt time.Time      `json:"expiresAt,omitzero"`
}

type lineApproved struct {
	Line     int    `json:"line"`
	Quantity int    `json:"quantity"`
	Clause   string `json:"clause,omitempty"`
}

type rejectedData struct {
	Clause string `json:"clause"`
}

type shippedData struct {
	PickUp      bool `json:"pickUp"`
	Contactless bool `json:"contactless"`
	Gear        bool `json:"gear"`
}

type shippedPrivate struct {
	Carrier string `json:"carrier"`
	Number  string `json:"number"`
}

type trackedData struct {
	To State `json:"to"`
}

type receivedData struct {
	Lines []lineReceived `json:"lines"`
}

type lineReceived struct {
	Line     int       `json:"line"`
	Quantity int       `json:"quantity"`
	As       Reception `json:"as"`
	Hygiene  Hygiene   `json:"hygiene"`
}

type disinfectedData struct {
	Lines       []int     `json:"lines"`
	Method      string    `json:"method"`
	Minutes     int       `json:"minutes"`
	Unfit       bool      `json:"unfit"`
	Certificate record.ID `json:"certificate,omitempty"`
}

type inspectedData struct {
	Line        int       `json:"line"`
	Title       string    `json:"title"`
	Grade       string    `json:"grade"`
	Accepted    int       `json:"accepted"`
	Rejected    int       `json:"rejected"`
	Checks      []Check   `json:"checks"`
	Certificate record.ID `json:"certificate"`
	Seen        int       `json:"seen"` // inspections of the line that the inspector knew of
}

type disposedData struct {
	Line  int         `json:"line"`
	Title string      `json:"title"`
	To    Disposition `json:"to"`
}

type settledData struct {
	Refunded int64  `json:"refunded"`
	Currency string `json:"currency"`
}
