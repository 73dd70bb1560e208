package app

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/app/schedule"
)

// venue is a place where workstations meet, held open for rounds.
type venue interface {
	// round takes what others have, gives what they lack, and tells how all of them stand. What was done
	// before an error stays done.
	round(ctx context.Context, progress func(Progress)) (met, error)
	// carry sends and fetches attachments. It may run beside rounds, and ends when the place is let go.
	carry(ctx context.Context, set syncSettings) error
	// close lets the place go; it does not wait for a round.
	close()
}

// met is what a round found and did.
type met struct {
	received, sent int                     // changes
	pending        int                     // changes that are here and that the place still lacks
	known          map[record.LogID]uint64 // how far each log was here when that was counted
	place          PlaceStatus
	peers          []Peer
	waits          exchange.Wait    // what keeps payments of this workstation from being confirmed; For is empty: nothing
	notes          []record.Problem // what people should know although the round went well
}

// syncer keeps the desk's rounds going: by plan, after changes, and when somebody asks. At most one runs.
type syncer struct {
	d    *desk
	open func(ctx context.Context, set syncSettings) (venue, error)

	ctx    context.Context // of all rounds
	cancel context.CancelFunc
	wake   chan struct{}
	turn   chan struct{} // held by the round under way
	wg     sync.WaitGroup

	mu       sync.Mutex
	started  bool
	stopped  bool
	set      syncSettings
	rhythm   rhythm
	beat     beat
	written  uint64 // commits of this workstation that were counted as changes
	kept     memory
	running  bool
	progress Progress
	venue    venue  // open between rounds, so that a round need not greet anew
	deaf     func() // ends the listening there; nil: nobody listens
}

// newSyncer reads how this workstation syncs and how the last round went; nothing runs by itself yet.
func (a *App) newSyncer(d *desk) (*syncer, error) {
	s := &syncer{d: d, open: d.openVenue, wake: make(chan struct{}, 1), turn: make(chan struct{}, 1)}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	var err error
	if s.set, err = recall[syncSettings](d, localSync); err != nil {
		return nil, err
	}
	if s.kept, err = recall[memory](d, localSynced); err != nil {
		return nil, err
	}
	s.rhythm = s.set.rhythm()
	s.beat = beat{ended: a.now()}
	d.store.OnChange(func(map[string][]record.ID) { s.changed() })
	return s, nil
}

// start lets rounds happen by themselves, the first one soon.
func (s *syncer) start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.started && !s.stopped {
		s.started = true
		s.wg.Go(s.watch)
		s.wg.Go(s.carryOn)
	}
}

// stop cuts a round off and waits for its end, which is soon.
func (s *syncer) stop() {
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	s.cancel()
	s.wg.Wait()
	s.turn <- struct{}{} // a round that a verb asked for
	s.leave()
}

// look is the longest sleep between two looks at the clock: timers stand still while a computer is asleep.
const look = time.Minute

func (s *syncer) watch() {
	for {
		due := s.due()
		if now := s.d.app.now(); !due.IsZero() && !due.After(now) {
			_, _ = s.meet(s.ctx) // the status tells how it went
			if s.ctx.Err() != nil {
				return
			}
			continue
		}
		wait := look
		if !due.IsZero() {
			wait = max(min(look, due.Sub(s.d.app.now())), time.Millisecond)
		}
		timer := time.NewTimer(wait)
		select {
		case <-s.ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		case <-s.wake:
			timer.Stop()
		}
	}
}

// due is when the next round is; zero when none is due or there is no place to meet at.
func (s *syncer) due() time.Time {
	zone := s.d.zone()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.set.Kind == "" {
		return time.Time{}
	}
	return s.rhythm.next(s.beat, zone)
}

// changed is told of every commit: one that holds changes made here brings the next round forward.
func (s *syncer) changed() {
	written, now := s.d.store.Written(), s.d.app.now()
	s.mu.Lock()
	own := written != s.written && s.set.Kind != ""
	s.written = written
	if own {
		if s.beat.first.IsZero() {
			s.beat.first = now
		}
		s.beat.latest = now
	}
	s.mu.Unlock()
	if own {
		s.nudge()
		s.d.app.shell.Emit("sync", nil)
	}
}

// soon asks for a round now.
func (s *syncer) soon() {
	s.mu.Lock()
	s.beat.ran, s.beat.ended = false, s.d.app.now()
	s.mu.Unlock()
	s.nudge()
}

func (s *syncer) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

var errNotLinked = record.Problem{Code: "sync.notLinked"}

// meet holds one round and waits for its end; the status keeps how it went.
func (s *syncer) meet(ctx context.Context) (Round, error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return Round{}, ctx.Err()
	case <-s.ctx.Done():
		return Round{}, record.Problem{Code: "desk.notOpen"}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(s.ctx, stop)()

	set, began := s.begin()
	if set.Kind == "" {
		return Round{}, errNotLinked
	}
	got, err := met{}, s.d.part()
	if err == nil {
		got, err = s.round(ctx, set)
	}
	if err == nil {
		got.waits = s.confirm(ctx, &got.notes)
		err = s.welcome()
		s.d.cargo.nudge()
	}
	if err == nil && got.received > 0 {
		err = s.d.app.closing(nil, s.d.erasedElsewhere(ctx))
	}
	return s.end(ctx, began, got, err)
}

func (s *syncer) begin() (syncSettings, time.Time) {
	now := s.d.app.now()
	s.mu.Lock()
	set := s.set
	if set.Kind != "" {
		s.running, s.progress = true, Progress{}
		s.beat.first, s.beat.latest = time.Time{}, time.Time{} // what changes from here on asks anew
	}
	s.mu.Unlock()
	s.d.app.shell.Emit("sync", nil)
	return set, now
}

// round opens the place if need be and meets there; after an error the next round greets anew.
func (s *syncer) round(ctx context.Context, set syncSettings) (got met, err error) {
	defer func() { err = s.d.app.closing(recover(), problemOf(err)) }()
	m, err := s.reach(ctx, set)
	if err != nil {
		return got, err
	}
	if got, err = m.round(ctx, s.report); err != nil {
		s.leave()
		return got, err
	}
	s.listen()
	return got, nil
}

// reach gives the place, which it opens if need be. The caller holds the turn.
func (s *syncer) reach(ctx context.Context, set syncSettings) (venue, error) {
	s.mu.Lock()
	m := s.venue
	s.mu.Unlock()
	if m != nil {
		return m, nil
	}
	m, err := s.open(ctx, set)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.venue = m
	return m, nil
}

// at does something at the place beside the rounds, which may let the place go meanwhile.
func (s *syncer) at(ctx context.Context, do func(ctx context.Context, m venue) error) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.ctx.Done():
		return record.Problem{Code: "desk.notOpen"}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(s.ctx, stop)()
	s.mu.Lock()
	set := s.set
	s.mu.Unlock()
	m, err := venue(nil), error(errNotLinked)
	if set.Kind != "" {
		m, err = s.reach(ctx, set)
	}
	<-s.turn
	if err != nil {
		return problemOf(err)
	}
	return problemOf(do(ctx, m))
}

// welcome makes a newcomer one of the desk once its first records are here.
func (s *syncer) welcome() error {
	fresh, err := s.d.introduce()
	if err != nil || !fresh {
		return s.d.app.closing(nil, err)
	}
	s.mu.Lock()
	live := s.started
	s.mu.Unlock()
	if live {
		s.d.schedule.Start()
	}
	s.d.app.shell.Emit("state", nil)
	return nil
}

// leave lets the place go.
func (s *syncer) leave() {
	s.mu.Lock()
	m := s.venue
	s.venue = nil
	if s.deaf != nil {
		s.deaf()
		s.deaf = nil
	}
	s.mu.Unlock()
	if m != nil {
		m.close()
	}
}

// listener is a venue that tells of news before anybody asks.
type listener interface {
	// listen calls heard whenever another workstation has something new, until ctx ends or the place is lost.
	listen(ctx context.Context, heard func()) error
}

// listen hears what others do at the venue, until it is left or lost; the next round then listens anew.
func (s *syncer) listen() {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, can := s.venue.(listener)
	if !can || s.deaf != nil || !s.started || s.stopped {
		return
	}
	ctx, deaf := context.WithCancel(s.ctx)
	s.deaf = deaf
	s.wg.Go(func() {
		err := at.listen(ctx, s.heard)
		s.mu.Lock()
		lost := ctx.Err() == nil
		if lost {
			s.deaf = nil
		}
		s.mu.Unlock()
		deaf()
		if lost {
			s.d.app.options.Log.Info("nobody tells any more what others do", "error", err)
			s.d.app.shell.Emit("sync", nil)
		}
	})
}

// heard brings the next round forward as a change made here does.
func (s *syncer) heard() {
	now := s.d.app.now()
	s.mu.Lock()
	if s.beat.first.IsZero() {
		s.beat.first = now
	}
	s.beat.latest = now
	s.mu.Unlock()
	s.nudge()
}

// report shows how far a round is, a few times a second at most.
func (s *syncer) report(p Progress) {
	s.mu.Lock()
	s.progress = p
	s.mu.Unlock()
	s.d.app.shell.Emit("sync", nil)
}

// end keeps how a round went. One that was stopped by the program's end is no failure.
func (s *syncer) end(ctx context.Context, began time.Time, got met, err error) (Round, error) {
	now := s.d.app.now()
	r := Round{At: now, Millis: max(now.Sub(began).Milliseconds(), 0), Received: got.received, Sent: got.sent, Params: record.Params{}}
	stopped := err != nil && ctx.Err() != nil
	if err != nil {
		shown := Show(err)
		r.Code, r.Params, r.Ref = shown.Code, shown.Params, shown.Ref
	}
	s.mu.Lock()
	s.running, s.progress = false, Progress{}
	s.beat.ended, s.beat.ran, s.beat.chance = now, true, rand.Float64()
	if !stopped {
		s.kept.add(r, got)
		s.beat.fails++
		if err == nil {
			s.beat.fails = 0
		}
	}
	keep := s.kept.copy()
	s.mu.Unlock()
	if !stopped {
		if kept := remember(s.d, localSynced, keep); kept != nil {
			err = errors.Join(err, s.d.app.closing(nil, kept))
		}
	}
	s.d.app.shell.Emit("sync", nil)
	s.nudge()
	return r, err
}

// adopt takes other settings over: the next round is held by them, at once when the place is another.
func (s *syncer) adopt(set syncSettings) {
	s.mu.Lock()
	moved := !set.samePlace(s.set)
	s.set, s.rhythm = set, set.rhythm()
	if moved {
		s.kept = memory{}
		s.beat = beat{ended: s.d.app.now()}
	}
	s.mu.Unlock()
	if moved {
		s.leave()
		s.d.cargo.recount()
	}
	s.nudge()
	s.d.app.shell.Emit("sync", nil)
}

// rhythm of the settings; what cannot be read any more is as usual.
func (set syncSettings) rhythm() rhythm {
	plan, err := schedule.ParsePlan(set.plan())
	if err != nil {
		plan, _ = schedule.ParsePlan(usualSyncPlan)
	}
	return rhythm{plan, set.nudge()}
}
