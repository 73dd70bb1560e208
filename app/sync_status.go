package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/storage"
)

// SyncStatus is how this workstation stands with the others.
type SyncStatus struct {
	Link      Link        `json:"link"`
	Place     PlaceStatus `json:"place"` // as the last round that reached it found it
	Station   record.ID   `json:"station"`
	Running   bool        `json:"running"`
	Hears     bool        `json:"hears"`                           // what others do is told here at once, or by a look every half minute
	Progress  Progress    `json:"progress"`                        // of the round under way
	Last      Round       `json:"last"`                            // the last that went well; At is zero when none ever did
	Trouble   Round       `json:"trouble"`                         // the last, when it failed: its Code says why; At is zero when it went well
	Since     time.Time   `json:"since,omitzero" ts_type:"string"` // when rounds began to fail
	Offline   bool        `json:"offline"`                         // the failure is only that nobody answered: ordinary
	Next      time.Time   `json:"next,omitzero" ts_type:"string"`  // the round that is due by itself
	Spec      string      `json:"spec"`
	Nudge     int         `json:"nudge"`                            // seconds
	ToGo      int         `json:"toGo"`                             // changes that the place lacks
	Oldest    time.Time   `json:"oldest,omitzero" ts_type:"string"` // of them
	Changes   int         `json:"changes"`                          // here altogether
	Own       int         `json:"own"`                              // written here, in all logs of this workstation
	Peers     []Peer      `json:"peers"`                            // every workstation, this one first
	Holds     int         `json:"holds"`                            // payments that wait to be confirmed
	Waits     PayWait     `json:"waits"`                            // for whom those of this workstation wait
	Conflicts int         `json:"conflicts"`                        // that wait for a person's decision
	Notes     []Shown     `json:"notes"`                            // what people should know although rounds go well
	Copied    *Shown      `json:"copied" ts_type:"Shown | null"`    // this desk was copied from another workstation's, and became one of its own
	Rounds    []Round     `json:"rounds"`                           // newest first
	Files     FilesStatus `json:"files"`                            // attachments, which travel beside the records
}

// PlaceStatus is what a round learned of the place itself.
type PlaceStatus struct {
	Millis   int64     `json:"millis"` // how long it takes to answer
	Started  time.Time `json:"started,omitzero" ts_type:"string"`
	Restored time.Time `json:"restored,omitzero" ts_type:"string"` // since when it is known to have forgotten something
	Holds    bool      `json:"holds"`                              // payments can be confirmed through it
}

// Peer is a workstation as this one knows it.
type Peer struct {
	ID      record.ID `json:"id"`
	Name    string    `json:"name"`
	Letter  string    `json:"letter"`
	Me      bool      `json:"me"`
	Seen    time.Time `json:"seen,omitzero" ts_type:"string"`  // when it last told how it stands
	Behind  int       `json:"behind"`                          // changes that it lacks
	Ahead   bool      `json:"ahead"`                           // it knows changes that are not here
	Since   time.Time `json:"since,omitzero" ts_type:"string"` // it has been behind since
	Clock   int       `json:"clock"`                           // seconds that its clock runs ahead of the place's
	Revoked bool      `json:"revoked"`

	PassedOver *Decided `json:"passedOver" ts_type:"Decided | null"` // somebody's payments go on without it, until it syncs
}

// Decided is who decided something, and when.
type Decided struct {
	By record.ID `json:"by"`
	At time.Time `json:"at" ts_type:"string"`
}

// Round is how one meeting went.
type Round struct {
	At       time.Time     `json:"at,omitzero" ts_type:"string"` // its end
	Millis   int64         `json:"millis"`
	Received int           `json:"received"` // changes
	Sent     int           `json:"sent"`
	Code     string        `json:"code"` // of the problem that ended it; empty: it went well
	Params   record.Params `json:"params"`
	Ref      string        `json:"ref"` // the log tells more
}

const roundsKept = 20

// memory is what this workstation remembers of its rounds; no record.
type memory struct {
	Last    Round                   `json:"last"`
	Since   time.Time               `json:"since,omitzero"`
	Rounds  []Round                 `json:"rounds"` // newest first; rounds by plan with nothing to tell are left out
	Pending int                     `json:"pending"`
	Known   map[record.LogID]uint64 `json:"known"`
	Place   PlaceStatus             `json:"place"`
	Peers   []Peer                  `json:"peers"`
	Notes   []Shown                 `json:"notes"`
	Waits   exchange.Wait           `json:"waits"`
}

// add takes a round in.
func (k *memory) add(r Round, got met) {
	failing := len(k.Rounds) > 0 && k.Rounds[0].Code != ""
	switch {
	case r.Code != "" && !failing:
		k.Since = r.At
	case r.Code == "":
		k.Since, k.Last = time.Time{}, r
		k.Pending, k.Known, k.Place, k.Peers, k.Notes = got.pending, got.known, got.place, got.peers, shownAll(got.notes)
		k.Waits = got.waits
	}
	dull := func(o Round) bool { return o.Received+o.Sent == 0 && o.Code == r.Code }
	if len(k.Rounds) > 0 && dull(k.Rounds[0]) && dull(r) {
		k.Rounds = k.Rounds[1:]
	}
	k.Rounds = append([]Round{r}, k.Rounds[:min(len(k.Rounds), roundsKept-1)]...)
}

func (k *memory) copy() memory {
	out := *k
	out.Rounds, out.Peers, out.Notes = slices.Clone(k.Rounds), slices.Clone(k.Peers), slices.Clone(k.Notes)
	out.Known = maps.Clone(k.Known)
	return out
}

func shownAll(problems []record.Problem) []Shown {
	out := []Shown{}
	for _, p := range problems {
		out = append(out, Show(p))
	}
	return out
}

// status puts together how this workstation stands now.
func (s *syncer) status() (out SyncStatus, err error) {
	s.mu.Lock()
	out = SyncStatus{
		Link: s.set.link(), Running: s.running, Hears: s.deaf != nil, Progress: s.progress,
		Spec: s.set.plan(), Nudge: int(s.set.nudge() / time.Second),
	}
	k, started, set := s.kept.copy(), s.started, s.set
	s.mu.Unlock()
	out.Place, out.Last, out.Since, out.Peers, out.Notes, out.Rounds = k.Place, k.Last, k.Since, k.Peers, k.Notes, k.Rounds
	if len(k.Rounds) > 0 && k.Rounds[0].Code != "" {
		out.Trouble = k.Rounds[0]
		out.Offline = ordinary(out.Trouble.Code)
	}
	if started {
		out.Next = s.due()
	}
	if err := s.count(&out, k); err != nil {
		return out, err
	}
	if err := s.name(&out); err != nil {
		return out, err
	}
	if out.Holds, err = s.d.holdsWaiting(); err != nil {
		return out, err
	}
	if out.Waits, err = s.d.payWait(k.Waits, out.Peers); err != nil {
		return out, err
	}
	if out.Conflicts, err = s.d.conflictsOpen(); err != nil {
		return out, err
	}
	if out.Files, err = s.d.cargo.status(set); err != nil {
		return out, err
	}
	if err := s.tellCopied(&out); err != nil {
		return out, err
	}
	for _, r := range []*Round{&out.Last, &out.Trouble} {
		if r.Params == nil {
			r.Params = record.Params{}
		}
	}
	whole(&out)
	return out, nil
}

// tellCopied says that this desk was copied, until somebody has read it.
func (s *syncer) tellCopied(out *SyncStatus) error {
	c, err := recall[*copied](s.d, localCopied)
	if err != nil || c == nil {
		return err
	}
	own := Peer{Letter: "?"}
	if i := slices.IndexFunc(out.Peers, func(p Peer) bool { return p.Me }); i >= 0 {
		own = out.Peers[i]
	}
	out.Copied = &Shown{Code: "sync.copied", Params: record.Params{"name": c.Name, "own": own.Name, "letter": own.Letter}}
	return nil
}

// count tells how much there is, and how much of it the place lacks.
func (s *syncer) count(out *SyncStatus, k memory) error {
	ctx := context.Background()
	here, err := s.d.store.Tips(ctx)
	if err != nil {
		return err
	}
	logs, err := s.d.store.Logs(ctx)
	if err != nil {
		return err
	}
	me, err := s.d.store.Identity()
	if err != nil {
		return err
	}
	out.Station = me.Workstation
	if out.Link.Kind != "" {
		out.ToGo = k.Pending
	}
	for log, heads := range here {
		n := uint64(0)
		for _, h := range heads {
			n = max(n, h.N)
		}
		out.Changes += int(n)
		if logs[log].Workstation == me.Workstation {
			out.Own += int(n)
		}
		if out.Link.Kind == "" || n <= k.Known[log] {
			continue
		}
		out.ToGo += int(n - k.Known[log])
		for c, err := range s.d.store.Read(ctx, log, k.Known[log]+1) {
			if err != nil {
				return err
			}
			out.Oldest = sooner(out.Oldest, c.At.Time())
			break
		}
	}
	return nil
}

// name gives every workstation its name and letter from the records, this one first, then those behind.
func (s *syncer) name(out *SyncStatus) error {
	var known []shop.Workstation
	err := s.d.store.View(context.Background(), func(tx *storage.Tx) (err error) {
		known, err = all(tx, shop.Workstations, storage.Span{})
		return err
	})
	if err != nil {
		return err
	}
	at := map[record.ID]int{}
	for i, p := range out.Peers {
		at[p.ID] = i
	}
	for _, w := range known {
		i, there := at[w.ID]
		if !there {
			i = len(out.Peers)
			out.Peers = append(out.Peers, Peer{ID: w.ID})
		}
		out.Peers[i].Name, out.Peers[i].Letter, out.Peers[i].Me = w.Name, w.Letter, w.ID == out.Station
	}
	for i := range out.Peers {
		out.Peers[i].PassedOver = passedOver(out.Peers[i], known)
	}
	slices.SortStableFunc(out.Peers, func(a, b Peer) int {
		if a.Me != b.Me {
			return cmp.Compare(b2i(b.Me), b2i(a.Me))
		}
		return cmp.Compare(a.Letter, b.Letter)
	})
	return nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
