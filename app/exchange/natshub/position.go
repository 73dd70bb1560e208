package natshub

import (
	"strconv"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange"
)

// A position is the life of the stream and a sequence in it, as in "kx3f7a.1234": a stream that somebody
// deleted and made anew begins at its beginning for everybody.

func lifeOf(i *jetstream.StreamInfo) string {
	return strconv.FormatInt(i.Created.UnixNano(), 36)
}

func position(life string, seq uint64) exchange.Position {
	return exchange.Position(life + "." + strconv.FormatUint(seq, 10))
}

// sequence takes a position apart. One of another life, or none, is the beginning.
func sequence(life string, p exchange.Position) uint64 {
	of, text, _ := strings.Cut(string(p), ".")
	seq, err := strconv.ParseUint(text, 10, 64)
	if of != life || err != nil {
		return 0
	}
	return seq
}

// Reached tells whether who has read up to reader has read all that lies before of.
func (p *Place) Reached(reader, of exchange.Position) bool {
	if of == "" {
		return true
	}
	readLife, readSeq, ok1 := strings.Cut(string(reader), ".")
	ofLife, ofSeq, ok2 := strings.Cut(string(of), ".")
	r, err1 := strconv.ParseUint(readSeq, 10, 64)
	o, err2 := strconv.ParseUint(ofSeq, 10, 64)
	return ok1 && ok2 && err1 == nil && err2 == nil && readLife == ofLife && r >= o
}
