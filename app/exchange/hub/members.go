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

// admit adds a member. A workstation that was known is known by its new keys from then on; one that was
// revoked stays so for ever, since its revocation lies signed in the log.
func (m *members) admit(x pairing.Member) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := []pairing.Member{}
	for _, y := range m.list {
		if y.Workstation != x.Workstation && y.Login != x.Login {
			next = append(next, y)
			continue
		}
		if y.Revoked != "" {
			return record.Wrong("desk", "pair.revoked", nil)
		}
		x.Names = append(slices.Clone(y.Names), x.Names...)
	}
	return m.save(append(next, x))
}

// named gives the member that a person means: by its id, the name that people call it, or the beginning of its id.
func (m *members) named(name string) (pairing.Member, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i, err := m.find(name)
	if err != nil {
		return pairing.Member{}, err
	}
	return m.list[i], nil
}

// revoke shuts a member out.
func (m *members) revoke(workstation record.ID, now time.Time) error {
	return m.alter(workstation, func(x *pairing.Member) { x.Revoked = now.UTC().Format(time.RFC3339) })
}

// sign adds a name that the hub signed about a member.
func (m *members) sign(workstation record.ID, name []byte) error {
	return m.alter(workstation, func(x *pairing.Member) { x.Names = append(slices.Clone(x.Names), name) })
}

func (m *members) alter(workstation record.ID, how func(*pairing.Member)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := slices.Clone(m.list)
	for i := range next {
		if next[i].Workstation == workstation {
			how(&next[i])
		}
	}
	return m.save(next)
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
