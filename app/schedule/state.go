package schedule

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Store keeps the states of jobs for this workstation. Load gives nil for what was never kept.
type Store interface {
	Load(key string) ([]byte, error)
	Save(key string, value []byte) error
}

// kept is what is kept of a job from one start of the program to the next.
type kept struct {
	On   bool      `json:"on"`
	Spec string    `json:"spec"` // for which Next was worked out
	Zone string    `json:"zone"`
	Next time.Time `json:"next,omitzero"` // due; in the past while a run is owed
	Log  []Run     `json:"log"`
}

// load reads a job's state. One that cannot be read is begun anew: a chore must not keep a desk shut.
func (s *Schedule) load(j Job) kept {
	fresh := kept{On: j.On, Log: []Run{}}
	raw, err := s.o.Store.Load(j.Key)
	if err != nil || raw == nil {
		s.note(err, "read the state of job", j.Key)
		return fresh
	}
	k := fresh
	if err := json.Unmarshal(raw, &k); err != nil {
		s.note(err, "read the state of job", j.Key)
		return fresh
	}
	return k
}

// save keeps a job's state. A disk that cannot be written stops no job: the state is then that of memory.
func (s *Schedule) save(e *entry) {
	raw, err := json.Marshal(e.kept)
	if err == nil {
		err = s.o.Store.Save(e.job.Key, raw)
	}
	s.note(err, "keep the state of job", e.job.Key)
}

func (s *Schedule) note(err error, doing, key string) {
	if err != nil {
		_ = s.o.Unexpected(fmt.Errorf("%s %s: %w", doing, key, err))
	}
}

// add puts a run into the log.
func (k *kept) add(r Run) {
	k.Log = slices.Insert(slices.Clone(k.Log), 0, r)
	k.Log = k.Log[:min(len(k.Log), LogSize)]
}

// replan moves the next run after now, unless one is owed. A time later than the plan's own was worked out
// for another plan or zone, or by a clock that was wrong.
func (e *entry) replan(now time.Time, zone *time.Location) (changed bool) {
	owed := !e.Next.IsZero() && !e.Next.After(now)
	next := e.plan.Next(now, zone)
	other := e.Spec != e.job.Spec || e.Zone != zone.String()
	if owed || (!other && !e.Next.IsZero() && !next.Before(e.Next)) {
		return false
	}
	e.Spec, e.Zone, e.Next = e.job.Spec, zone.String(), next
	return true
}
