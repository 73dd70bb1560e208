package quality

// The keys of the figures, in the order in which they are shown.
const (
	FirstReplyInTime  = "firstReplyInTime"
	FirstReplyTime    = "firstReplyTime"
	ResolvedInTime    = "resolvedInTime"
	ResolutionTime    = "resolutionTime"
	ResolutionRate    = "resolutionRate"
	CSAT              = "csat"
	ComplaintRate     = "complaintRate"
	ComplaintShare    = "complaintShare"
	ReturnRate        = "returnRate"
	ReturnCycle       = "returnCycle"
	CertifiedCoverage = "certifiedCoverage"
)

// Keys lists the figures in the order in which they are shown.
func Keys() []string {
	return []string{
		FirstReplyInTime, FirstReplyTime, ResolvedInTime, ResolutionTime, ResolutionRate,
		CSAT, ComplaintRate, ComplaintShare, ReturnRate, ReturnCycle, CertifiedCoverage,
	}
}

// senses tells which way each figure is good, with or without a target.
var senses = map[string]Sense{
	FirstReplyInTime: AtLeast, FirstReplyTime: AtMost, ResolvedInTime: AtLeast, ResolutionTime: AtMost,
	ResolutionRate: AtLeast, CSAT: AtLeast, ComplaintRate: AtMost, ComplaintShare: AtMost,
	ReturnRate: AtMost, ReturnCycle: AtMost, CertifiedCoverage: AtLeast,
}

// Explanation names the texts that tell a reader what a figure is.
type Explanation struct {
	Name       string `json:"name"`       // text key of its name
	Definition string `json:"definition"` // text key of a sentence that defines it
	Unit       string `json:"unit"`       // text key of its unit
}

// Explain gives the text keys of a figure.
func Explain(key string) Explanation {
	base := "quality.figure." + key
	return Explanation{base + ".name", base + ".definition", base + ".unit"}
}
