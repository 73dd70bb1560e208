package storage

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// inUse says with which fold a kind's records, indexes and rows were derived.
type inUse struct {
	Version int      `json:"version"`
	Indexes []string `json:"indexes"`
	Row     bool     `json:"row"`
	Erases  bool     `json:"erases,omitempty"` // knows [record.Erased]
}

const usePrefix = "kind/"

func (k *kind) inUse() inUse {
	return inUse{k.Version, append([]string{}, k.Indexes...), k.Row != nil, k.Erases}
}

func (u inUse) equal(o inUse) bool {
	return u.Version == o.Version && u.Row == o.Row && u.Erases == o.Erases && slices.Equal(u.Indexes, o.Indexes)
}

// use notes that everything of the kind is derived with this fold.
func (k *kind) use(btx *bbolt.Tx) error {
	raw, err := record.Encode(k.inUse())
	if err != nil {
		return err
	}
	return btx.Bucket([]byte(inMeta)).Put([]byte(usePrefix+k.Name), summed(raw))
}

func usedFolds(btx *bbolt.Tx) (map[string]inUse, error) {
	used := map[string]inUse{}
	prefix := []byte(usePrefix)
	c := btx.Bucket([]byte(inMeta)).Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var u inUse
		raw, err := unsummed(v, "the fold of "+string(k))
		if err == nil {
			err = json.Unmarshal(raw, &u)
		}
		if err != nil {
			return nil, err
		}
		used[string(k[len(prefix):])] = u
	}
	return used, nil
}

// outdated lists the kinds that were derived with an older fold than this program's; ErrNewer when one was
// derived with a newer one.
func (s *Store) outdated(btx *bbolt.Tx) ([]string, error) {
	used, err := usedFolds(btx)
	if err != nil {
		return nil, err
	}
	if err := notNewer(s.kinds, used); err != nil {
		return nil, err
	}
	var old []string
	for name, k := range s.kinds {
		if u, ok := used[name]; !ok || !u.equal(k.inUse()) {
			old = append(old, name)
		}
	}
	slices.Sort(old)
	return old, nil
}

func notNewer(kinds map[string]*kind, used map[string]inUse) error {
	for name, u := range used {
		k := kinds[name]
		if k == nil {
			return fmt.Errorf("kind %s: %w", name, ErrNewer)
		}
		if u.Version > k.Version {
			return fmt.Errorf("kind %s has fold %d, this program knows %d: %w", name, u.Version, k.Version, ErrNewer)
		}
	}
	return nil
}
