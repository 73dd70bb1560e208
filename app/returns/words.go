package returns

// State is where a return stands as people say it.
type State string

// The states of a return. From PartlyReceived on they follow from its lines; Expired is worked out when read.
const (
	Requested        State = "requested"
	NeedsInformation State = "needsInformation"
	Approved         State = "approved"
	Rejected         State = "rejected"
	Cancelled        State = "cancelled"
	Expired          State = "expired"
	ShippedBack      State = "shippedBack"
	InTransit        State = "inTransit"
	CustomsHold      State = "customsHold"
	PartlyReceived   State = "partlyReceived"
	Received         State = "received"
	Decided          State = "decided"
	Settled          State = "settled"
)

// Ended tells whether nothing more is to be done.
func (s State) Ended() bool {
	return s == Rejected || s == Cancelled || s == Expired || s == Settled
}

// Reason is why a unit comes back.
type Reason string

// The reasons a customer can give.
const (
	ChangeOfMind   Reason = "changeOfMind"
	QualityFault   Reason = "quality"
	NotAsDescribed Reason = "notAsDescribed"
	WrongProduct   Reason = "wrongItem"
	MissingParts   Reason = "missingParts"
	TransitDamage  Reason = "transitDamage"
	LateDelivery   Reason = "lateDelivery"
	OtherReason    Reason = "other"
)

// Reasons lists them in the order in which screens show them.
func Reasons() []Reason {
	return []Reason{ChangeOfMind, QualityFault, NotAsDescribed, WrongProduct, MissingParts, TransitDamage, LateDelivery, OtherReason}
}

// Fault is the party on whose account the return is.
type Fault string

// The parties. Where nobody is at fault, as after a change of mind, it is the buyer's wish.
const (
	Buyer    Fault = "buyer"
	Merchant Fault = "merchant"
	Carrier  Fault = "carrier"
)

// Faults lists them in the order in which screens show them.
func Faults() []Fault { return []Fault{Buyer, Merchant, Carrier} }

// Method is how the goods come back.
type Method string

// The methods.
const (
	DoorPickUp        Method = "doorPickUp"
	DropOff           Method = "dropOff"
	OverseasWarehouse Method = "overseasWarehouse"
)

// Methods lists them in the order in which screens show them.
func Methods() []Method { return []Method{DoorPickUp, DropOff, OverseasWarehouse} }

// Reception is what came of a line's way back.
type Reception string

// The receptions. The first two are open, the others final until another is recorded.
const (
	Expected        Reception = "expected"
	OnItsWay        Reception = "inTransit"
	LineReceived    Reception = "received"
	Short           Reception = "short" // fewer than approved came, and no more are expected
	WrongItem       Reception = "wrongItem"
	Lost            Reception = "lost"
	NotReturned     Reception = "notReturned"
	NothingExpected Reception = "none" // not approved
)

// Hygiene is where a line stands between quarantine and the shelf.
type Hygiene string

// The states of hygiene.
const (
	HygienePending Hygiene = "pending" // nothing came yet
	NotNeeded      Hygiene = "notNeeded"
	Quarantined    Hygiene = "quarantined"
	Disinfected    Hygiene = "disinfected"
	Unfit          Hygiene = "unfit"
)

// Settled tells whether nothing keeps an inspector from opening the box.
func (h Hygiene) Settled() bool { return h == NotNeeded || h == Disinfected || h == Unfit }

// Inspection is what inspection said of a line.
type Inspection string

// The results of an inspection.
const (
	InspectionPending Inspection = "pending"
	Accepted          Inspection = "accepted"
	PartlyAccepted    Inspection = "partly"
	NotAccepted       Inspection = "rejected"
	NoInspection      Inspection = "none" // nothing to inspect
)

// Disposition is where the goods go in the end.
type Disposition string

// The dispositions.
const (
	Restock        Disposition = "restock"
	Refurbish      Disposition = "refurbish"
	ToRepair       Disposition = "repair"
	ToVendor       Disposition = "toVendor"
	Scrap          Disposition = "scrap"
	BackToCustomer Disposition = "backToCustomer"
)

// Dispositions lists them in the order in which screens show them.
func Dispositions() []Disposition {
	return []Disposition{Restock, Refurbish, ToRepair, ToVendor, Scrap, BackToCustomer}
}

// Grades of inspected goods, best first.
func Grades() []string { return []string{"A", "B", "C", "D"} }

// DisinfectionMethods lists how goods can be disinfected.
func DisinfectionMethods() []string {
	return []string{"ultraviolet", "wiping", "spraying", "ozone", "heat"}
}

// Stage is a stretch of a return's way in which time is spent.
type Stage string

// The stages. Request takes no time; Customs is a stretch of the way back; Finished is after the last.
const (
	StageRequest   Stage = "request"
	StageReview    Stage = "review"
	StageSendBack  Stage = "sendBack"
	StageCustoms   Stage = "customs"
	StageReceive   Stage = "receive"
	StageDisinfect Stage = "disinfect"
	StageInspect   Stage = "inspect"
	StageDispose   Stage = "dispose"
	StageRefund    Stage = "refund"
	StageFinished  Stage = "finished"
)

// TimedStages are the stages in which time is spent, in the order of the way.
func TimedStages() []Stage {
	return []Stage{StageReview, StageSendBack, StageCustoms, StageReceive, StageDisinfect, StageInspect, StageDispose, StageRefund}
}

// Column is a column of the board: one stage, or two that one team does in one go.
type Column string

// The columns of the board, left to right.
const (
	ColumnReview   Column = "review"
	ColumnSendBack Column = "sendBack"
	ColumnCustoms  Column = "customs"
	ColumnReceive  Column = "receive" // reception and disinfection
	ColumnInspect  Column = "inspect"
	ColumnRefund   Column = "refund" // disposition and refund
	ColumnFinished Column = "finished"
)

// Columns lists the columns of the board, left to right.
func Columns() []Column {
	return []Column{ColumnReview, ColumnSendBack, ColumnCustoms, ColumnReceive, ColumnInspect, ColumnRefund, ColumnFinished}
}

// Column of the board that shows the stage.
func (s Stage) Column() Column {
	switch s {
	case StageRequest, StageReview:
		return ColumnReview
	case StageSendBack:
		return ColumnSendBack
	case StageCustoms:
		return ColumnCustoms
	case StageReceive, StageDisinfect:
		return ColumnReceive
	case StageInspect:
		return ColumnInspect
	case StageDispose, StageRefund:
		return ColumnRefund
	}
	return ColumnFinished
}

// Party is whom a return waits for.
type Party string

// The parties that a return can wait for; nobody when it has ended.
const (
	ForUs       Party = "us"
	ForCustomer Party = "customer"
	ForCarrier  Party = "carrier"
	ForCustoms  Party = "customs"
	ForNobody   Party = ""
)

// Parties lists them in the order in which rows and charts show them.
func Parties() []Party { return []Party{ForUs, ForCustomer, ForCarrier, ForCustoms} }
