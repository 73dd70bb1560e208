package record

import (
	"encoding/binary"
	"fmt"
	"time"
)

// Tuple is a key of an index, encoded so that bytes sort as the parts do.
type Tuple []byte

// Key encodes parts in order: string, ID, Day, int, int64, uint32, bool and time.Time (UTC milliseconds).
// Any other type is a programming error and panics.
func Key(parts ...any) Tuple {
	var t Tuple
	for _, p := range parts {
		t = appendKey(t, p)
	}
	return t
}

func appendKey(t Tuple, p any) Tuple {
	switch v := p.(type) {
	case string:
		return appendText(t, v)
	case ID:
		return appendText(t, string(v))
	case Day:
		return appendText(t, string(v))
	case int:
		return appendInt(t, int64(v))
	case int64:
		return appendInt(t, v)
	case uint32:
		return binary.BigEndian.AppendUint32(t, v)
	case bool:
		if v {
			return append(t, 1)
		}
		return append(t, 0)
	case time.Time:
		if v.IsZero() {
			return appendInt(t, -1<<63)
		}
		return appendInt(t, v.UnixMilli())
	}
	panic(fmt.Sprintf("record.Key: no order is known for %T", p))
}

func appendInt(t Tuple, v int64) Tuple {
	return binary.BigEndian.AppendUint64(t, uint64(v)^(1<<63))
}

// appendText ends a text with 0x00 0x01 and writes an inner 0x00 as 0x00 0xFF, so that no text is a prefix
// of a longer one's key and order is kept.
func appendText(t Tuple, s string) Tuple {
	for i := range len(s) {
		if s[i] == 0 {
			t = append(t, 0, 0xFF)
			continue
		}
		t = append(t, s[i])
	}
	return append(t, 0, 1)
}
