package hub

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
)

// natsLog passes on what the server warns of. Its ordinary notices are about itself and nobody reads them.
type natsLog struct {
	log    *slog.Logger
	broken atomic.Bool // a stream takes no more writes

	mu  sync.Mutex
	end string
}

func (l *natsLog) Noticef(string, ...any) {}
func (l *natsLog) Debugf(string, ...any)  {}
func (l *natsLog) Tracef(string, ...any)  {}

// Warnf leaves out that strangers who speak another way cannot connect, which is meant.
func (l *natsLog) Warnf(format string, v ...any) {
	if text := fmt.Sprintf(format, v...); !strings.Contains(text, "TLS Handshake First") {
		l.log.Warn("hub: " + text)
	}
}

// Errorf also notes that a stream has stopped for good: after a failed write the server takes no other, also
// when there is room again, until it is started anew.
func (l *natsLog) Errorf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	l.log.Error("hub: " + text)
	if strings.Contains(strings.ToLower(text), "critical write error") {
		l.broken.Store(true)
	}
}

func (l *natsLog) Fatalf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	l.log.Error("hub: " + text)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.end = text
}

// fatal is what ended the server, empty when it only took too long.
func (l *natsLog) fatal() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.end == "" {
		return "it is not ready in time"
	}
	return l.end
}
