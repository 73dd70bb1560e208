package app

import (
	"context"
	"fmt"
	"strconv"

	"mendesk/app/record"
)

// runSearch puts the search files in order, so that they hold no words that no record has any more.
func (d *desk) runSearch(ctx context.Context) (record.Params, error) {
	if err := d.store.CompactSearch(ctx); err != nil {
		return nil, fmt.Errorf("compact the search files: %w", err)
	}
	documents, size := 0, int64(0)
	for _, s := range d.store.SearchStats() {
		documents, size = documents+s.Documents, size+s.Bytes
	}
	return record.Params{"documents": strconv.Itoa(documents), "bytes": strconv.FormatInt(size, 10)}, nil
}
