package hub

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// members are the workstations that a hub knows. They are kept in a file, and the file is written before
// anybody is told.
type members struct {
	path string
	mu   sync.Mutex
	list []pairing.Member
}

func loadMembers(dir string) (*members, error) {
	m := &members{path: filepath.Join(dir, membersFile)}
	_, err := loadJSON(m.path, &m.list)
	return m, err
}

// all gives every member, the longest known first.
func (m *members) all() []pairing.Member {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.list)
}

// byLogin finds whose key it is.
func (m *members) byLogin(login string) (pairing.Member, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.list, func(x pairing.Member) bool { return x.Login == login })
	if i < 0 {
		return pairing.Member{}, false
	}
	return m.list[i], true
}

// admit adds a member. A workstation that was known, revoked or not, is known by its new keys from then on.
func (m *members) admit(x pairing.Member) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := slices.DeleteFunc(slices.Clone(m.list), func(y pairing.Member) bool { return y.Workstation == x.Workstation || y.Login == x.Login })
	return m.save(append(next, x))
}

// revoke shuts a member out. The name may be its id, the name that people call it, or the beginning of its id.
func (m *members) revoke(name string, now time.Time) (pairing.Member, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i, err := m.find(name)
	if err != nil {
		return pairing.Member{}, err
	}
	next := slices.Clone(m.list)
	if next[i].Revoked == "" {
		next[i].Revoked = now.UTC().Format(time.RFC3339)
	}
	return next[i], m.save(next)
}

func (m *members) find(name string) (int, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0, record.Missing("workstation")
	}
	for _, fits := range []func(pairing.Member) bool{
		func(x pairing.Member) bool { return string(x.Workstation) == name },
		func(x pairing.Member) bool { return x.Name == name },
		func(x pairing.Member) bool { return strings.HasPrefix(string(x.Workstation), strings.ToUpper(name)) },
	} {
		var at []int
		for i, x := range m.list {
			if fits(x) {
				at = append(at, i)
			}
		}
		switch len(at) {
		case 0:
		case 1:
			return at[0], nil
		default:
			return 0, record.Wrong("workstation", "hub.severalSuch", record.Params{"name": name})
		}
	}
	return 0, record.Wrong("workstation", "hub.noSuch", record.Params{"name": name})
}

func (m *members) save(next []pairing.Member) error {
	if err := saveJSON(m.path, next); err != nil {
		return err
	}
	m.list = next
	return nil
}
