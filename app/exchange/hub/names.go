package hub

import (
	"context"
	"crypto/ed25519"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// spread puts the names that the hub signed into the log, where they are missing: at pairing, at a revocation,
// and after the log was restored or lost a part.
func (h *Hub) spread(ctx context.Context) {
	h.spreading.Lock()
	defer h.spreading.Unlock()
	h.mu.Lock()
	e, desk := h.engine, h.id.Desk
	h.mu.Unlock()
	if e == nil || desk == "" || !e.writes() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := e.spread(ctx, desk); err != nil && ctx.Err() == nil {
		h.o.Log.Warn("hub: names are missing in the log", "error", err)
	}
}

func (e *engine) spread(ctx context.Context, desk record.ID) error {
	all := e.h.members.all()
	signed := 0
	for _, m := range all {
		signed += len(m.Names)
	}
	if signed == e.spreadNames {
		return nil // since this life began; a hub that loses a block begins another before it can be mended
	}
	there := map[string]bool{}
	err := natshub.Scan(ctx, e.nc, natshub.NameSubject(desk, "*"), func(_ uint64, _ string, data []byte) { there[string(data)] = true })
	if err != nil {
		return err
	}
	for _, m := range all {
		for _, name := range m.Names {
			if there[string(name)] {
				continue
			}
			if _, err := e.js.Publish(ctx, natshub.NameSubject(desk, e.h.id.Hub), name); err != nil {
				return err
			}
		}
	}
	e.spreadNames = signed
	return nil
}

// Revoke shuts a workstation out: its connections end at once, no login of its succeeds from then on, and the
// log says where its entries end. name is its id, the beginning of its id, or the name that people call it.
func (h *Hub) Revoke(ctx context.Context, name string) (pairing.Member, error) {
	m, err := h.members.named(name)
	if err != nil {
		return m, err
	}
	if m.Revoked == "" {
		if err := h.members.revoke(m.Workstation, h.o.Now()); err != nil {
			return m, err
		}
	}
	h.mu.Lock()
	e := h.engine
	h.mu.Unlock()
	if e != nil {
		e.cutOff(m.Workstation)
	}
	h.o.Log.Info("hub: a workstation was revoked", "workstation", m.Workstation)
	if err := h.close(ctx, e, m); err != nil {
		return m, err
	}
	return h.members.named(string(m.Workstation))
}

// close signs where the logs of a revoked workstation end. It comes after the line was cut, so that nothing is
// added meanwhile.
func (h *Hub) close(ctx context.Context, e *engine, m pairing.Member) error {
	if e == nil {
		return record.Problem{Code: "hub.full"} // it is shut out; asked again, the hub says where its logs end
	}
	ends, err := e.ends(ctx, m)
	if err != nil {
		return err
	}
	name, err := exchange.Name{Desk: h.desk(), Workstation: m.Workstation, Revoked: true, Ends: ends, When: h.o.Now()}.Sign(h.authority)
	if err != nil {
		return err
	}
	if err := h.members.sign(m.Workstation, name); err != nil {
		return err
	}
	h.spread(ctx)
	return nil
}

// ends gives the last entries of a workstation's logs that lie here under its signature, whoever handed them on.
func (e *engine) ends(ctx context.Context, m pairing.Member) ([]exchange.End, error) {
	desk := e.h.desk()
	ending := exchange.NewEnding(desk, m.Workstation, e.h.keysOf(m.Workstation))
	pack := func(_ uint64, _ string, data []byte) { ending.Pack(data) }
	for _, on := range []string{natshub.LogSubject(desk, "*"), natshub.RelaySubject(desk, "*")} {
		if err := natshub.Scan(ctx, e.nc, on, pack); err != nil {
			return nil, err
		}
	}
	err := natshub.Scan(ctx, e.nc, natshub.HoldSubject(desk, "*"), func(_ uint64, _ string, data []byte) { ending.Hold(data) })
	return ending.Ends(), err
}

// keysOf gives every key that a workstation's entries were ever signed with, by itself or by an heir.
func (h *Hub) keysOf(workstation record.ID) []ed25519.PublicKey {
	var out []ed25519.PublicKey
	for _, m := range h.members.all() {
		for _, raw := range m.Names {
			n, err := exchange.ReadName(raw, h.desk(), []ed25519.PublicKey{h.authority.Public().(ed25519.PublicKey)})
			if err == nil && n.Workstation == workstation && !n.Revoked {
				out = append(out, n.Key)
			}
		}
	}
	return out
}
