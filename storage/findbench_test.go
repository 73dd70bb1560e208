package storage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/storage/search"
)

// corpus makes texts like those of tickets: words of two to four Han characters, few of them frequent, with
// numbers of orders and phones, goods and Latin words between.
type corpus struct {
	r     *rand.Rand
	words []string
	zipf  *rand.Zipf
}

var latin = []string{"bluetooth", "iphone", "error", "refund", "broken", "usb", "type", "app", "wifi", "led"}

func newCorpus(seed uint64) *corpus {
	c := &corpus{r: rand.New(rand.NewPCG(seed, 1))}
	common := rand.NewZipf(c.r, 1.05, 20, 2999)
	for range 20_000 {
		var w []rune
		for range 2 + c.r.IntN(3) {
			w = append(w, rune(0x4E00+common.Uint64()*6))
		}
		c.words = append(c.words, string(w))
	}
	c.zipf = rand.NewZipf(c.r, 1.07, 30, uint64(len(c.words)-1))
	return c
}

func (c *corpus) say(words int) string {
	var b strings.Builder
	for i := range words {
		b.WriteString(c.words[c.zipf.Uint64()])
		if i%7 == 6 {
			b.WriteString("，")
		}
		if c.r.IntN(20) == 0 {
			b.WriteString(" " + latin[c.r.IntN(len(latin))] + " ")
		}
	}
	return b.String()
}

func (c *corpus) phone() string { return fmt.Sprintf("1%d%09d", 3+c.r.IntN(7), c.r.IntN(1e9)) }

func (c *corpus) title() string {
	return fmt.Sprintf("%s AP-%d 订单2026%014d", c.say(4), c.r.IntN(900), c.r.Int64N(1e14))
}

func (c *corpus) told() string {
	if c.r.IntN(3) == 0 {
		return c.say(25) + " 电话" + c.phone()
	}
	return c.say(30)
}

var benchFolder string // removed at the end

// The desk of the benchmarks is filled once: MENDESK_BENCH_BIG=1000000 for a large one.
var findDesk = sync.OnceValues(func() (*Store, []search.Doc) {
	n := 100_000
	if big, err := strconv.Atoi(os.Getenv("MENDESK_BENCH_BIG")); err == nil {
		n = big
	}
	dir, err := os.MkdirTemp("", "mendesk-bench")
	if err != nil {
		panic(err)
	}
	benchFolder = dir
	s, err := Create(filepath.Join(dir, "desk.db"), letterOptions(1))
	if err != nil {
		panic(err)
	}
	c := newCorpus(1)
	docs := make([]search.Doc, 0, n)
	err = s.Changes(context.Background(), "", noon, func(yield func(Row) bool) {
		for i := range n {
			title, in, out := c.title(), c.told(), c.told()
			at := noon.Add(time.Duration(i) * time.Second)
			docs = append(docs, search.Doc{ID: letterID(i), Text: search.Text([]string{title, in, out})})
			events := []record.Event{slips.Did(letterID(i), "penned", wrote{at}, noted{title}), told(i, in), told(i, out)}
			if !yield(func(tx *Tx) error { return tx.Append(events...) }) {
				return
			}
		}
	}, nil)
	if err != nil {
		panic(err)
	}
	slices.Reverse(docs) // newest first
	began := time.Now()
	if err := s.BuildSearch(context.Background()); err != nil {
		panic(err)
	}
	took := time.Since(began)
	st := s.SearchStats()["letter"]
	debug.FreeOSMemory()
	fmt.Printf("search over %d documents: built in %v, %d segments, %d MB, %s\n", n, took.Round(time.Millisecond), st.Segments, st.Bytes>>20, anonymous())
	return s, docs
})

func anonymous() string {
	raw, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "RssAnon:") {
			return strings.Join(strings.Fields(line), " ") + " with the texts of the baseline"
		}
	}
	return runtime.GOOS
}

// queries of each sort, cut out of documents old and new.
func queriesOf(docs []search.Doc, n int) map[string][]string {
	r := rand.New(rand.NewPCG(5, 5))
	out := map[string][]string{}
	cut := func(sort string, class func(rune) bool, size int) {
		for len(out[sort]) < n {
			text := []rune(docs[r.IntN(len(docs))].Text)
			at := r.IntN(len(text))
			part := text[at:min(at+size, len(text))]
			if len(part) == size && !slices.ContainsFunc(part, func(c rune) bool { return !class(c) }) {
				out[sort] = append(out[sort], string(part))
			}
		}
	}
	han := func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	alpha := func(r rune) bool { return r >= 'a' && r <= 'z' }
	for size := range 6 {
		cut(fmt.Sprint("han", size+1), han, size+1)
	}
	for _, size := range []int{1, 2, 3, 4, 6, 11} {
		cut(fmt.Sprint("digits", size), digit, size)
	}
	cut("latin2", alpha, 2)
	cut("latin4", alpha, 4)
	for i := range n {
		out["mixed"] = append(out["mixed"], out["han2"][i]+" "+out["digits3"][i])
		out["two words"] = append(out["two words"], out["han2"][i]+" "+out["han2"][(i+1)%n])
		out["nothing"] = append(out["nothing"], out["han4"][i]+"龘")
	}
	return out
}

// BenchmarkSearch asks every sort of query and prints the slowest hundredth beside a scan of folded texts in
// memory, newest first, which stops at a full page too.
func BenchmarkSearch(b *testing.B) {
	s, docs := findDesk()
	sorts := queriesOf(docs, 60)
	var all []string
	for _, qs := range sorts {
		all = append(all, qs...)
	}
	slices.Sort(all)
	ours := func(q string) {
		_, _, err := s.Search(context.Background(), "letter", q, 50)
		ok(b, err)
	}
	scan := func(q string) {
		hits := 0
		parsed := search.Parse(q)
		for i := 0; i < len(docs) && hits <= 50; i++ {
			if parsed.Matches(docs[i].Text) {
				hits++
			}
		}
	}
	few := max(3, 30_000_000/len(docs)) // scans, which take long
	for _, q := range all {             // as after a while of work
		ours(q)
	}
	for sort, qs := range sorts {
		mine, plain := measured(qs, ours), measured(qs[:min(12, few)], scan)
		fmt.Printf("  %-10s p50 %10v  slowest %10v   scan p50 %10v\n", sort, mine[len(mine)/2], mine[len(mine)-1], plain[len(plain)/2])
	}
	mine := measured(all, ours)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	plain := measured(all[:min(len(all), few)], scan)
	for i := 0; b.Loop(); i++ {
		ours(all[i%len(all)])
	}
	b.ReportMetric(float64(at99(mine).Microseconds()), "p99-µs") // after the loop, whose start forgets metrics
	b.ReportMetric(float64(at99(plain).Microseconds()), "scan-p99-µs")
}

func measured(queries []string, ask func(string)) []time.Duration {
	var out []time.Duration
	for _, q := range queries {
		began := time.Now()
		ask(q)
		out = append(out, time.Since(began))
	}
	slices.Sort(out)
	return out
}

func at99(sorted []time.Duration) time.Duration { return sorted[len(sorted)*99/100] }

// BenchmarkSearchFresh searches with 2,000 records in no segment.
func BenchmarkSearchFresh(b *testing.B) {
	s, _ := findDesk()
	ok(b, s.Changes(context.Background(), "", noon, func(yield func(Row) bool) {
		for i := range 2000 {
			if !yield(func(tx *Tx) error { return tx.Append(told(i*37, "又说了一次")) }) {
				return
			}
		}
	}, nil))
	for b.Loop() {
		_, _, err := s.Search(context.Background(), "letter", "退款龘", 50)
		ok(b, err)
	}
}
