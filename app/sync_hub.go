package app

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"sync"
	"time"

	"mendesk/app/exchange/hub"
	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

// HubPage is the hub that this program runs beside its window.
type HubPage struct {
	On        bool        `json:"on"`      // it is to run whenever the window is open
	Running   bool        `json:"running"` // and does
	Problem   *Shown      `json:"problem" ts_type:"Shown | null"`
	Listen    string      `json:"listen"`
	Folder    string      `json:"folder"`
	Addresses []string    `json:"addresses"` // where other workstations reach it
	Messages  uint64      `json:"messages"`
	Bytes     uint64      `json:"bytes"`
	Free      uint64      `json:"free"` // bytes left on its disk; 0: not known
	Members   []HubMember `json:"members"`
}

// HubMember is a workstation that the hub knows.
type HubMember struct {
	ID        record.ID `json:"id"`
	Name      string    `json:"name"`
	Me        bool      `json:"me"`
	Pays      bool      `json:"pays"`
	Connected bool      `json:"connected"`
	Revoked   bool      `json:"revoked"`
	Joined    string    `json:"joined"`
	Had       time.Time `json:"had,omitzero" ts_type:"string"` // when it last told how it stands
}

// PairingCode is what a new workstation needs to join.
type PairingCode struct {
	Code      string    `json:"code"`
	Until     time.Time `json:"until" ts_type:"string"`
	Addresses []string  `json:"addresses"`
}

// hubSettings say whether this program runs the hub. They belong to this workstation.
type hubSettings struct {
	On     bool   `json:"on"`
	Listen string `json:"listen"`
}

const localHub = "hub"

// beside is the hub in this program.
type beside struct {
	mu  sync.Mutex // held while it starts and stops
	hub *hub.Hub
	err error // why it does not run although it should

	code sync.Mutex // held while this program pairs with its own hub, whose code another one would void
}

// hubDir is the hub's folder: beside the desk's, where the verb looks for it too.
func (a *App) hubDir() string { return filepath.Clean(a.dir()) + "-hub" }

// startHub runs the hub in the background when this workstation is set to. A hub that does not start keeps
// nobody from working.
func (a *App) startHub(d *desk) {
	set, err := recall[hubSettings](d, localHub)
	if err != nil || !set.On {
		return
	}
	go func() {
		if _, err := a.hub.start(a, set.Listen); err != nil {
			a.options.Log.Warn("the hub did not start", "error", err)
		}
		d.sync.soon()
	}()
}

func (b *beside) start(a *App, listen string) (*hub.Hub, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.hub != nil {
		return b.hub, nil
	}
	b.hub, b.err = hub.Start(context.Background(), hub.Options{
		Dir: a.hubDir(), ConfigDir: a.options.ConfigDir, Listen: listen, Version: a.options.Version, Log: a.options.Log, Now: a.options.Now,
	})
	a.shell.Emit("hub", nil)
	return b.hub, b.err
}

func (b *beside) stop(a *App) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.hub == nil {
		return
	}
	if err := b.hub.Stop(); err != nil {
		a.options.Log.Error("stop the hub", "error", err)
	}
	b.hub, b.err = nil, nil
}

func (b *beside) running() (*hub.Hub, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.hub, b.err
}

// RunHub says where the hub listens.
type RunHub struct {
	Listen string `json:"listen"` // host:port; empty: every address of this computer, the usual port
}

// RunHub runs the hub beside this window from now on, and shares this desk there when it is not shared yet.
// It needs an admin.
func (s *Sync) RunHub(c RunHub) (HubPage, error) {
	a := s.app
	if err := a.mustAdmin(); err != nil {
		return HubPage{}, err
	}
	return safely(a, func(d *desk) (HubPage, error) {
		if c.Listen == "" {
			c.Listen = ":" + natshub.DefaultPort
		}
		a.hub.code.Lock()
		defer a.hub.code.Unlock()
		h, err := a.hub.start(a, c.Listen)
		if err != nil {
			return HubPage{}, err
		}
		if err := remember(d, localHub, hubSettings{On: true, Listen: c.Listen}); err != nil {
			return HubPage{}, err
		}
		if d.sync.link().Kind == "" {
			code, err := h.Code(true)
			if err != nil {
				return HubPage{}, err
			}
			if _, err := a.share(context.Background(), Pairing{Hub: nearby(h.Address()), Code: code.Code}); err != nil {
				return HubPage{}, err
			}
		}
		return d.hubPage()
	})
}

// nearby is how this computer itself reaches what listens at an address.
func nearby(address string) string {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}

// StopHub stops the hub; other workstations work on apart until it runs again. It needs an admin.
func (s *Sync) StopHub() (HubPage, error) {
	a := s.app
	if err := a.mustAdmin(); err != nil {
		return HubPage{}, err
	}
	return safely(a, func(d *desk) (HubPage, error) {
		set, err := recall[hubSettings](d, localHub)
		if err != nil {
			return HubPage{}, err
		}
		set.On = false
		if err := remember(d, localHub, set); err != nil {
			return HubPage{}, err
		}
		a.hub.stop(a)
		return d.hubPage()
	})
}

// Hub shows the hub beside this window.
func (s *Sync) Hub() (HubPage, error) {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return HubPage{}, err
	}
	return safely(s.app, func(d *desk) (HubPage, error) { return d.hubPage() })
}

func (d *desk) hubPage() (HubPage, error) {
	a := d.app
	set, err := recall[hubSettings](d, localHub)
	if err != nil {
		return HubPage{}, err
	}
	out := HubPage{On: set.On, Listen: set.Listen, Folder: a.hubDir()}
	h, err := a.hub.running()
	if err != nil {
		shown := Show(a.closing(nil, err))
		out.Problem = &shown
	}
	if h != nil {
		if err := d.describe(&out, h); err != nil {
			return out, err
		}
	}
	whole(&out)
	return out, nil
}

func (d *desk) describe(out *HubPage, h *hub.Hub) error {
	st, err := h.Status(context.Background())
	if err != nil {
		return err
	}
	me, err := d.store.Identity()
	if err != nil {
		return err
	}
	out.Running, out.Addresses, out.Messages, out.Bytes, out.Free = true, st.Addresses, st.Messages, st.Bytes, st.Free
	if st.Ill != "" {
		out.Problem = &Shown{Code: st.Ill, Params: record.Params{}}
	}
	for _, m := range st.Members {
		out.Members = append(out.Members, HubMember{
			ID: m.Workstation, Name: m.Name, Me: m.Workstation == me.Workstation, Pays: m.Pays, Connected: m.Connected,
			Revoked: m.Revoked != "", Joined: m.Joined, Had: m.Had,
		})
	}
	return nil
}

var errNoHubHere = record.Problem{Code: "sync.noHubHere"}

// OpenCode tells whether the new workstation may take holds on refunds.
type OpenCode struct {
	Pays bool `json:"pays"`
}

// Code has the hub beside this window show a code for one more workstation. It needs an admin.
func (s *Sync) Code(c OpenCode) (PairingCode, error) {
	return withHub(s.app, func(_ *desk, h *hub.Hub) (PairingCode, error) {
		s.app.hub.code.Lock()
		defer s.app.hub.code.Unlock()
		code, err := h.Code(c.Pays)
		return PairingCode{code.Code, code.Until, code.Addresses}, err
	})
}

// RevokeAtHub shuts a workstation out of the hub beside this window for good: what it wrote until now stays. It needs an
// admin.
func (s *Sync) RevokeAtHub(workstation record.ID) (HubPage, error) {
	return withHub(s.app, func(d *desk, h *hub.Hub) (HubPage, error) {
		if _, err := h.Revoke(context.Background(), string(workstation)); err != nil {
			return HubPage{}, err
		}
		return d.hubPage()
	})
}

func withHub[T any](a *App, do func(*desk, *hub.Hub) (T, error)) (none T, err error) {
	if err := a.mustAdmin(); err != nil {
		return none, err
	}
	return safely(a, func(d *desk) (T, error) {
		h, err := a.hub.running()
		if h == nil {
			return none, errors.Join(err, errNoHubHere)
		}
		return do(d, h)
	})
}

// Connect shares this desk at a place that is there already: a hub that somebody runs elsewhere, a shared folder, a
// cluster. One that is shared elsewhere moves. It needs an admin.
func (s *Sync) Connect(c Pairing) (SyncStatus, error) {
	a := s.app
	if err := a.mustAdmin(); err != nil {
		return SyncStatus{}, err
	}
	return safely(a, func(d *desk) (SyncStatus, error) {
		if _, err := a.share(context.Background(), c); err != nil {
			return SyncStatus{}, err
		}
		return d.sync.status()
	})
}
