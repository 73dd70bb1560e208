package ticket

import "slices"

// Kind is what a ticket is about.
type Kind string

// The kinds of tickets.
const (
	Enquiry          Kind = "enquiry"
	Complaint        Kind = "complaint"
	Return           Kind = "return"
	Exchange         Kind = "exchange"
	Repair           Kind = "repair"
	Refund           Kind = "refund"
	TechnicalSupport Kind = "technicalSupport"
	Claim            Kind = "claim"
	Suggestion       Kind = "suggestion"
)

// Kinds lists every kind in the order in which screens show them. Figures rows keep the place in this
// list: new kinds go at its end.
func Kinds() []Kind { return slices.Clone(kinds) }

var kinds = []Kind{Enquiry, Complaint, Return, Exchange, Repair, Refund, TechnicalSupport, Claim, Suggestion}

// Channel is the way by which the customer came.
type Channel string

// The channels.
const (
	Chat        Channel = "chat"
	Phone       Channel = "phone"
	Email       Channel = "email"
	SocialMedia Channel = "socialMedia"
	WebForm     Channel = "webForm"
	Marketplace Channel = "marketplace"
	App         Channel = "app"
	InStore     Channel = "inStore"
)

// Channels lists every channel in the order in which screens show them; new ones go at its end.
func Channels() []Channel { return slices.Clone(channels) }

var channels = []Channel{Chat, Phone, Email, SocialMedia, WebForm, Marketplace, App, InStore}

// Priority is how soon a ticket wants attention.
type Priority string

// The priorities.
const (
	Low    Priority = "low"
	Normal Priority = "normal"
	High   Priority = "high"
	Urgent Priority = "urgent"
)

// Priorities lists every priority, the lowest first.
func Priorities() []Priority { return slices.Clone(priorities) }

var priorities = []Priority{Low, Normal, High, Urgent}

// Severity is how grave a complaint was assessed to be; empty until it was.
type Severity string

// The severities.
const (
	Minor    Severity = "minor"
	Moderate Severity = "moderate"
	Serious  Severity = "serious"
	Critical Severity = "critical"
)

// Severities lists every severity, the mildest first.
func Severities() []Severity { return slices.Clone(severities) }

var severities = []Severity{Minor, Moderate, Serious, Critical}

// State is where a ticket stands.
type State string

// The states of a ticket.
const (
	New                  State = "new"
	Opened               State = "open"
	WaitingForCustomer   State = "waitingCustomer"
	WaitingForThirdParty State = "waitingThirdParty"
	WaitingForColleagues State = "waitingColleagues"
	Resolved             State = "resolved"
	Closed               State = "closed"
	Spam                 State = "spam"
	Cancelled            State = "cancelled"
)

// States lists every state in the order in which a ticket may pass them; new ones go at its end.
func States() []State { return slices.Clone(states) }

var states = []State{New, Opened, WaitingForCustomer, WaitingForThirdParty, WaitingForColleagues, Resolved, Closed, Spam, Cancelled}

// Waiting tells whether the ticket waits for somebody outside the team.
func (s State) Waiting() bool {
	return s == WaitingForCustomer || s == WaitingForThirdParty || s == WaitingForColleagues
}

// Unfinished tells whether there is still work to do: new, open or waiting.
func (s State) Unfinished() bool { return s == New || s == Opened || s.Waiting() }

// Dismissed tells whether the ticket was never work at all: spam or cancelled.
func (s State) Dismissed() bool { return s == Spam || s == Cancelled }
