package natshub

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange"
)

// MaxMessage is the largest message that a hub takes, in bytes. The largest change is half of it.
const MaxMessage = 1 << 20

// Streams gives how a desk's streams are set. Nothing limits how many messages stay on a subject: a server
// that trims by subject may hang on an index that names what a damaged block lost.
func Streams(replicas int) []jetstream.StreamConfig {
	log := base(LogStream, replicas, logWord+".>", relayWord+".>", holdWord+".>", nameWord+".>", bootWord+".>")
	log.AllowAtomicPublish = true
	log.DenyPurge = true // DenyDelete stays off: it cannot be taken back, and then nobody could ever be erased
	have := base(HaveStream, replicas, haveWord+".>")
	return append([]jetstream.StreamConfig{log, have}, shelves(replicas)...)
}

// theLog are the streams without which nothing travels.
func theLog(replicas int) []jetstream.StreamConfig { return Streams(replicas)[:2] }

// shelves are the streams of the depot.
func shelves(replicas int) []jetstream.StreamConfig {
	var out []jetstream.StreamConfig
	for _, shelf := range exchange.Shelves {
		out = append(out, base(StreamOf(shelf), replicas, string(shelf)+".>"))
	}
	return out
}

func base(name string, replicas int, subjects ...string) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name: name, Subjects: subjects, Storage: jetstream.FileStorage, Retention: jetstream.LimitsPolicy,
		Replicas: replicas, MaxMsgSize: MaxMessage, AllowDirect: true, Discard: jetstream.DiscardNew,
		MaxMsgs: -1, MaxBytes: -1, MaxMsgsPerSubject: -1, Duplicates: 100 * time.Millisecond, // unused; the smallest that is allowed
	}
}

// Ensure makes the streams that are missing and leaves those that are there, unless they could lose what they hold.
func Ensure(ctx context.Context, js jetstream.JetStream, want []jetstream.StreamConfig) error {
	for _, w := range want {
		s, err := js.Stream(ctx, w.Name)
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			s, err = js.CreateStream(ctx, w)
		}
		if err != nil {
			return fmt.Errorf("stream %s: %w", w.Name, err)
		}
		if err := keeps(s.CachedInfo().Config, w); err != nil {
			return fmt.Errorf("stream %s: %w", w.Name, err)
		}
	}
	return nil
}

// ErrForeignStream means that a stream of our name is set so that it would lose what a desk entrusts it with.
var ErrForeignStream = errors.New("the stream is not set for a desk")

func keeps(have, want jetstream.StreamConfig) error {
	for what, wrong := range map[string]bool{
		"it trims by subject":      have.MaxMsgsPerSubject > 0,
		"it trims by count":        have.MaxMsgs > 0 && have.Discard == jetstream.DiscardOld,
		"it trims by size":         have.MaxBytes > 0 && have.Discard == jetstream.DiscardOld,
		"it trims by age":          have.MaxAge > 0,
		"it lies in memory":        have.Storage != jetstream.FileStorage,
		"no direct reads":          !have.AllowDirect,
		"no atomic batches":        want.AllowAtomicPublish && !have.AllowAtomicPublish,
		"nobody could be erased":   have.DenyDelete,
		"it allows rollups":        have.AllowRollup,
		"it takes other subjects":  !slices.Equal(have.Subjects, want.Subjects),
		"it acknowledges not":      have.NoAck,
		"it forgets what was read": have.Retention != jetstream.LimitsPolicy,
	} {
		if wrong {
			return fmt.Errorf("%s: %w", what, ErrForeignStream)
		}
	}
	return nil
}
