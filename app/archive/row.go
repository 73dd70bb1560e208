package archive

import (
	"encoding/binary"
	"time"

	"mendesk/app/record"
)

// RowSize is the size of an order's figures row in bytes.
const RowSize = 32

// Row is what figures know of an order.
type Row struct {
	PlacedMs int64 // UTC milliseconds; 0: not known
	SignedMs int64 // UTC milliseconds; 0: not signed for
	Units    uint32
	Lines    uint32
	Platform uint32 // interned
	Status   uint32 // interned
}

func orderRow(o Order, _ record.Versions, intern record.Intern) []byte {
	b := make([]byte, 0, RowSize)
	b = binary.LittleEndian.AppendUint64(b, uint64(millis(o.PlacedAt)))
	b = binary.LittleEndian.AppendUint64(b, uint64(millis(o.SignedAt)))
	b = binary.LittleEndian.AppendUint32(b, uint32(o.Units()))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(o.Lines)))
	b = binary.LittleEndian.AppendUint32(b, intern(o.Platform))
	return binary.LittleEndian.AppendUint32(b, intern(string(o.Status)))
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// ReadRow reads what orderRow wrote.
func ReadRow(b []byte) Row {
	return Row{
		PlacedMs: int64(binary.LittleEndian.Uint64(b)), SignedMs: int64(binary.LittleEndian.Uint64(b[8:])),
		Units: binary.LittleEndian.Uint32(b[16:]), Lines: binary.LittleEndian.Uint32(b[20:]),
		Platform: binary.LittleEndian.Uint32(b[24:]), Status: binary.LittleEndian.Uint32(b[28:]),
	}
}
