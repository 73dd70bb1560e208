package storage

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"

	"go.etcd.io/bbolt"
)

// words are the words of figures rows with their numbers. The empty word is always 0.
type words struct {
	mu     sync.RWMutex
	number map[string]uint32
	word   []string
}

func (w *words) load(btx *bbolt.Tx) error {
	w.number, w.word = map[string]uint32{"": 0}, []string{""}
	b := btx.Bucket([]byte(inWords))
	if b == nil {
		return nil
	}
	byNumber := map[uint32]string{}
	err := b.ForEach(func(k, v []byte) error {
		if len(v) != 4 {
			return fmt.Errorf("word %q: %w", k, ErrDamaged)
		}
		byNumber[binary.BigEndian.Uint32(v)] = string(k)
		return nil
	})
	for n := uint32(1); err == nil && int(n) <= len(byNumber); n++ {
		word, ok := byNumber[n]
		if !ok {
			return fmt.Errorf("word number %d is missing: %w", n, ErrDamaged)
		}
		w.number[word] = n
		w.word = append(w.word, word)
	}
	return err
}

func (w *words) find(word string) (uint32, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	n, ok := w.number[word]
	return n, ok
}

// name is the word behind a number; empty for one that was never given.
func (w *words) name(n uint32) string {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if int(n) >= len(w.word) {
		return ""
	}
	return w.word[n]
}

func (w *words) add(fresh []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, word := range fresh {
		w.number[word] = uint32(len(w.word))
		w.word = append(w.word, word)
	}
}

func (w *words) count() int {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return len(w.word)
}

// shortWord cuts what could not be a key of the file; words that long are told apart by their beginning.
func shortWord(word string) string {
	if len(word) <= maxTuple {
		return word
	}
	return strings.ToValidUTF8(word[:maxTuple], "")
}

// intern numbers a word for good once the batch is committed.
func (b *batch) intern(word string) uint32 {
	word = shortWord(word)
	if n, ok := b.s.words.find(word); ok {
		return n
	}
	if n, ok := b.fresh[word]; ok {
		return n
	}
	n := uint32(b.s.words.count() + len(b.newWords))
	b.fresh[word] = n
	b.newWords = append(b.newWords, word)
	b.put(inWords, []byte(word), binary.BigEndian.AppendUint32(nil, n))
	return n
}
