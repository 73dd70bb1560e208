package main

import (
	"math/rand/v2"
	"strings"
)

// corpus makes words of two to four Han characters, few of them frequent, so that no two copies read alike.
type corpus struct {
	chance *rand.Rand
	words  []string
	zipf   *rand.Zipf
}

func newCorpus(seed uint64) *corpus {
	c := &corpus{chance: rand.New(rand.NewPCG(seed, 1))}
	common := rand.NewZipf(c.chance, 1.05, 20, 2999)
	for range 20_000 {
		var w []rune
		for range 2 + c.chance.IntN(3) {
			w = append(w, rune(0x4E00+common.Uint64()*6))
		}
		c.words = append(c.words, string(w))
	}
	c.zipf = rand.NewZipf(c.chance, 1.07, 30, uint64(len(c.words)-1))
	return c
}

func (c *corpus) say(words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(c.words[c.zipf.Uint64()])
	}
	return b.String()
}
