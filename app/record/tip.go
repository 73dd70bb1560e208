package record

// Tip is an entry of a log that nothing follows. A log that was written twice has several.
type Tip struct {
	N    uint64 `json:"n"`
	Hash Hash   `json:"hash"`
}

// Tips is what a desk knows: every entry up to the tips of every log.
type Tips map[LogID][]Tip

// Head is a signed place of a log. By signed that the entries First to Last of Log end in Hash; since
// each entry names the one before it, that proves all of them, also when their private parts were erased
// or another workstation hands them on.
type Head struct {
	Log         LogID
	First, Last uint64
	Hash        Hash // of the entry Last
	Prev        Hash // of the entry before First; empty for the first of a log
	By          ID   // the workstation that signed
	Sig         []byte
}
