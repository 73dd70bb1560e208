package storage

import "slices"

// covered is which places of one log are there, as few runs, and how far the log is known to reach.
type covered struct {
	runs []placeRun
	end  uint64
}

// placeRun is the places from..to, both in it.
type placeRun struct{ from, to uint64 }

// add takes a place in; places mostly come in order.
func (c *covered) add(n uint64) {
	c.ends(n)
	if i := len(c.runs) - 1; i >= 0 {
		switch last := &c.runs[i]; n {
		case last.to:
			return // the other side of a fork
		case last.to + 1:
			last.to = n
			return
		}
	}
	c.runs = append(c.runs, placeRun{n, n})
}

// ends says that the log reached n once.
func (c *covered) ends(n uint64) { c.end = max(c.end, n) }

// settle sorts the runs and joins those that touch.
func (c *covered) settle() {
	slices.SortFunc(c.runs, func(x, y placeRun) int {
		if x.from < y.from {
			return -1
		}
		return 1
	})
	out := c.runs[:0]
	for _, s := range c.runs {
		if i := len(out) - 1; i >= 0 && s.from <= out[i].to+1 {
			out[i].to = max(out[i].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	c.runs = out
}

func (c *covered) has(n uint64) bool {
	i, found := slices.BinarySearchFunc(c.runs, n, func(s placeRun, n uint64) int {
		switch {
		case s.to < n:
			return -1
		case s.from > n:
			return 1
		}
		return 0
	})
	return found && i < len(c.runs)
}

// after counts the places later than n.
func (c *covered) after(n uint64) int {
	sum := 0
	for _, s := range c.runs {
		if s.to > n {
			sum += int(s.to - max(s.from-1, n))
		}
	}
	return sum
}

// last is the latest place that is there; 0 when none is.
func (c *covered) last() uint64 {
	if len(c.runs) == 0 {
		return 0
	}
	return c.runs[len(c.runs)-1].to
}
