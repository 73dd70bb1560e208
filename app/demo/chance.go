package demo

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"time"
)

// chance is a stream of luck that depends on the seed and on what it is for, never on what was drawn before.
type chance struct{ *rand.Rand }

func chanceFor(seed uint64, what string, n int) chance {
	return chance{rand.New(bytesFor(seed, what, n))}
}

// bytesFor is the same as a source of bytes, for ids and salts.
func bytesFor(seed uint64, what string, n int) *rand.ChaCha8 {
	b := binary.BigEndian.AppendUint64(nil, seed)
	b = binary.BigEndian.AppendUint64(b, uint64(n))
	return rand.NewChaCha8(sha256.Sum256(append(b, what...)))
}

// likely is true in percent of a hundred cases.
func (c chance) likely(percent float64) bool { return c.Float64()*100 < percent }

// between draws from a span of time, to the second.
func (c chance) between(least, most time.Duration) time.Duration {
	return least + time.Duration(c.Int64N(int64((most-least)/time.Second)+1))*time.Second
}

// around draws a time that is usually near the middle and sometimes much longer, as work takes.
func (c chance) around(middle time.Duration) time.Duration {
	return min(time.Duration(float64(middle)*math.Exp(c.NormFloat64()*0.6)), 4*middle).Truncate(time.Second)
}

func pick[T any](c chance, list []T) T { return list[c.IntN(len(list))] }

// weighed picks by weight; there must be one above zero.
func weighed[T any](c chance, list []T, weight func(T) int) T {
	sum := 0
	for _, t := range list {
		sum += weight(t)
	}
	at := c.IntN(sum)
	for _, t := range list {
		if at -= weight(t); at < 0 {
			return t
		}
	}
	return list[len(list)-1]
}
