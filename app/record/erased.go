package record

// Erased is the event by which a record forgets: the private part of everything that happened to it before, in the
// order of stamps, is dropped, on every desk that knows the event and whenever such an entry comes. It is a word of
// each kind whose records may hold somebody's personal data. The hash of an entry covers the digests of its private
// parts and not the parts, so chains and signatures hold as before.
const Erased = "erased"

// Erasures tells for a record the latest stamp at which it was erased; empty for never.
type Erasures func(Ref) Stamp

// Redacted gives the change without the private parts that were erased, and whether it had any. Its hash stays.
func (c Change) Redacted(erased Erasures) (Change, bool) {
	news := false
	events := c.Events
	for i, e := range c.Events {
		if len(e.Private) == 0 || c.At >= erased(e.Of) {
			continue
		}
		if !news {
			events, news = append([]Event(nil), c.Events...), true
		}
		events[i].Private = nil
	}
	c.Events = events
	return c, news
}

// Erases lists the records that the change erases.
func (c Change) Erases() []Ref {
	var out []Ref
	for _, e := range c.Events {
		if e.What == Erased {
			out = append(out, e.Of)
		}
	}
	return out
}
