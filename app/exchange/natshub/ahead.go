package natshub

import (
	"context"
	"sync"

	"mendesk/app/exchange"
)

// ahead is the page after the one that was read last, on its way while that one is worked through. It is of one line:
// after a cut, and when a round begins, what lies in the log is asked for anew.
type ahead struct {
	mu  sync.Mutex
	one *coming
}

type coming struct {
	line  *line
	after exchange.Position
	bytes int
	stop  context.CancelFunc
	done  chan struct{}
	page  exchange.Page // once done is closed
	err   error
	show  chan exchange.Page // gives it to whoever cannot wait to read it
}

type pageOf func(ctx context.Context, l *line, after exchange.Position, bytes int) (exchange.Page, error)

// begin fetches a page in the background; the channel gives it as soon as it is there.
func (a *ahead) begin(l *line, after exchange.Position, bytes int, get pageOf) <-chan exchange.Page {
	ctx, stop := context.WithCancel(context.Background())
	c := &coming{line: l, after: after, bytes: bytes, stop: stop, done: make(chan struct{}), show: make(chan exchange.Page, 1)}
	a.put(c)
	go func() {
		defer close(c.show)
		defer close(c.done)
		if c.page, c.err = get(ctx, l, after, bytes); c.err == nil {
			c.show <- c.page
		}
	}()
	return c.show
}

// take waits for the page that was begun; ok is false when another one was, or when it did not come.
func (a *ahead) take(ctx context.Context, l *line, after exchange.Position, bytes int) (page exchange.Page, ok bool) {
	a.mu.Lock()
	c := a.one
	a.one = nil
	a.mu.Unlock()
	if c == nil {
		return page, false
	}
	defer c.stop()
	if c.line != l || c.after != after || c.bytes != bytes {
		return page, false
	}
	select {
	case <-c.done:
		return c.page, c.err == nil
	case <-ctx.Done():
		return page, false
	}
}

// drop forgets what is on its way.
func (a *ahead) drop() { a.put(nil) }

func (a *ahead) put(c *coming) {
	a.mu.Lock()
	was := a.one
	a.one = c
	a.mu.Unlock()
	if was != nil {
		was.stop()
	}
}
