package schedule

import "time"

// List tells how every job stands, in the order in which they were given.
func (s *Schedule) List() []Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Status, len(s.entries))
	now, zone := s.now(), s.o.Zone()
	for i, e := range s.entries {
		out[i] = e.status()
		if e.On && out[i].Next.IsZero() { // never started yet
			out[i].Next = e.plan.Next(now, zone)
		}
	}
	return out
}

func (e *entry) status() Status {
	st := Status{Key: e.job.Key, Spec: e.job.Spec, Missed: e.job.Missed, On: e.On, Running: e.running, Log: []Run{}}
	if e.On {
		st.Next = e.Next
	}
	for _, r := range e.Log {
		st.Log = append(st.Log, r)
		if !st.Ran && r.Result != Passed {
			st.Ran, st.Last = true, r
		}
	}
	return st
}

// Switch turns a job on or off. Switched on again, it owes nothing from the time when it was off.
func (s *Schedule) Switch(key string, on bool) error {
	s.mu.Lock()
	e, err := s.find(key)
	if err != nil || e.On == on {
		s.mu.Unlock()
		return err
	}
	e.On, e.Next = on, time.Time{}
	if on {
		e.replan(s.now(), s.o.Zone())
	}
	s.save(e)
	s.mu.Unlock()
	s.o.Changed(key)
	s.nudge()
	return nil
}
