package storage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// self is who this database is and where its pen stands; one value in meta, written with every change.
type self struct {
	Schema      int          `json:"schema"`
	Desk        record.ID    `json:"desk"`
	Workstation record.ID    `json:"workstation"`
	Name        string       `json:"name"`
	Letter      string       `json:"letter"` // without generation
	Log         record.LogID `json:"log"`    // empty until the first write
	LogLetter   string       `json:"logLetter"`
	N           uint64       `json:"n"`
	Prev        record.Hash  `json:"prev"`
	Token       string       `json:"token"`
	Mint        bool         `json:"mint"` // begin a new log at the next write
	Near        record.Stamp `json:"near"` // the latest stamp seen that lay at most a day ahead
	Far         record.Stamp `json:"far"`  // the latest stamp seen at all
}

var selfKey = []byte("self")

func readSelf(btx *bbolt.Tx) (self, error) {
	var me self
	meta := btx.Bucket([]byte(inMeta))
	if meta == nil {
		return me, fmt.Errorf("database without its first page of facts: %w", ErrDamaged)
	}
	raw, err := unsummed(meta.Get(selfKey), "the desk's own entry")
	if err != nil {
		return me, err
	}
	if err := json.Unmarshal(raw, &me); err != nil {
		return me, fmt.Errorf("the desk's own entry: %w: %w", ErrDamaged, err)
	}
	if me.Schema > schema {
		return me, fmt.Errorf("schema %d, this program knows %d: %w", me.Schema, schema, ErrNewer)
	}
	return me, nil
}

func (me self) encoded() ([]byte, error) {
	raw, err := record.Encode(me)
	return summed(raw), err
}

func (me self) write(btx *bbolt.Tx) error {
	raw, err := me.encoded()
	if err != nil {
		return err
	}
	return btx.Bucket([]byte(inMeta)).Put(selfKey, raw)
}

const farAhead = 24 * time.Hour

// see moves the clocks: a stamp from a workstation whose clock runs days ahead must not drag ours along.
func (me *self) see(at record.Stamp, now time.Time) {
	if at > me.Far {
		me.Far = at
	}
	if at > me.Near && at.Time().Sub(now) <= farAhead {
		me.Near = at
	}
}

// clocks are the stamps that a new one must be later than.
func (me *self) clocks(now time.Time) []record.Stamp {
	if me.Far.Time().Sub(now) <= farAhead {
		return []record.Stamp{me.Near, me.Far}
	}
	if me.Near.Time().Sub(now) <= farAhead {
		return []record.Stamp{me.Near}
	}
	return nil
}

// nextLetter is the letter with the first generation that no known log has used: A, A2, A3.
func nextLetter(letter string, used []string) string {
	generation := 0
	for _, u := range used {
		rest, ok := strings.CutPrefix(u, letter)
		if !ok {
			continue
		}
		if rest == "" {
			rest = "1"
		}
		if g, err := strconv.Atoi(rest); err == nil {
			generation = max(generation, g)
		}
	}
	if generation == 0 {
		return letter
	}
	return letter + strconv.Itoa(generation+1)
}

// freeLetter is the first of A to Z, AA to ZZ under which no known log writes, but for the one that is left.
func freeLetter(leave string, used []string) string {
	taken := map[string]bool{leave: true}
	for _, u := range used {
		taken[strings.TrimRight(u, "0123456789")] = true
	}
	for _, first := range append([]string{""}, strings.Split(alphabet, "")...) {
		for _, last := range alphabet {
			if letter := first + string(last); !taken[letter] {
				return letter
			}
		}
	}
	return leave // 702 workstations: their numbers then carry a mark
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

func lettersIn(btx *bbolt.Tx) ([]string, error) {
	var used []string
	logs := btx.Bucket([]byte(inLogs))
	if logs == nil {
		return nil, nil
	}
	err := logs.ForEach(func(k, v []byte) error {
		b, err := decodeBegins(k, v)
		used = append(used, b.Letter)
		return err
	})
	return slices.Clip(used), err
}

func decodeBegins(log, v []byte) (record.Begins, error) {
	var b record.Begins
	raw, err := unsummed(v, "the beginning of log "+string(log))
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, fmt.Errorf("the beginning of log %s: %w: %w", log, ErrDamaged, err)
	}
	return b, nil
}
