package record

import (
	"fmt"
	"strings"
)

// Number makes a label that people quote: prefix (T ticket, R return, P repair, C claim), the workstation's
// letter and generation, the day as yymmdd and a count within that day: "T-A-261121-5". It is a label, never a key.
func Number(prefix, letter string, day Day, n uint64) string {
	return fmt.Sprintf("%s-%s-%s-%d", prefix, letter, strings.ReplaceAll(string(day), "-", "")[2:], n)
}
