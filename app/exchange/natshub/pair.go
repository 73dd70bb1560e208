package natshub

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// Paired is what pairing brought: how to reach the hub from now on, and who else is there.
type Paired struct {
	Link    Link
	Welcome pairing.Welcome
}

// Pair proves a code to the hub at address and has this workstation let in. The secret must be kept before:
// when the answer is lost, the same call with the same secret and code gives it again. A Problem names the
// field "hub", "code", "name" or "desk".
func Pair(ctx context.Context, address, code string, who pairing.Applicant, s keys.Secret) (Paired, error) {
	url, err := Address(address, DefaultPort)
	if err != nil {
		return Paired{}, err
	}
	if code, err = pairing.ReadCode(code); err != nil {
		return Paired{}, err
	}
	if who.Name = strings.TrimSpace(who.Name); who.Name == "" {
		return Paired{}, record.Missing("name")
	}
	if who.Login, err = LoginOf(s); err != nil {
		return Paired{}, err
	}
	if who.Signing = SigningOf(s); !ValidApplicant(who) {
		return Paired{}, record.Wrong("name", "pair.badName", nil)
	}
	l := &line{}
	if err := l.dial(ctx, url, l.porch("")...); err != nil {
		if ctx.Err() != nil {
			return Paired{}, ctx.Err()
		}
		return Paired{}, record.Wrong("hub", "pair.noHub", record.Params{"address": address})
	}
	defer l.nc.Close()
	w, err := l.pair(ctx, code, who)
	if err != nil {
		return Paired{}, err
	}
	link := Link{URLs: []string{url}, Pin: l.pin(), Hub: w.Hub, Authority: w.Authority, Desk: w.Desk, Workstation: who.Workstation}
	return Paired{link, w}, nil
}

// errStranger is told when the other end does not prove the code: it is no hub, or not the one of the code.
var errStranger = record.Wrong("hub", "pair.stranger", nil)

func (l *line) pair(ctx context.Context, code string, who pairing.Applicant) (w pairing.Welcome, err error) {
	body, err := json.Marshal(who)
	if err != nil {
		return w, err
	}
	salt := make([]byte, pairing.SaltSize)
	_, _ = rand.Read(salt) // never fails
	key := pairing.KeyOf(code, salt)
	asked := key.Ask(l.pin(), body)
	var answer pairing.Envelope
	if err := l.request(ctx, PairSubject, pairing.Envelope{Salt: salt, Body: body, Proof: asked}, &answer); err != nil {
		if ctx.Err() != nil {
			return w, ctx.Err()
		}
		return w, record.Wrong("hub", "pair.noAnswer", nil)
	}
	if answer.Problem != nil {
		return w, *answer.Problem
	}
	if !key.Answer(l.pin(), asked, answer.Body).Equal(answer.Proof) {
		return w, errStranger
	}
	if err := json.Unmarshal(answer.Body, &w); err != nil || !w.Desk.Valid() || len(w.Authority) != ed25519.PublicKeySize {
		return w, errStranger
	}
	return w, nil
}

// askWait bounds a question to a server. A cluster that is choosing its leader answers nothing; the next round asks again.
const askWait = 15 * time.Second

// pairWait bounds the wait for a hub that proves a code.
const pairWait = 90 * time.Second

// request asks on a subject in JSON.
func (l *line) request(ctx context.Context, on string, ask, answer any) error {
	raw, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	wait := askWait
	if on == PairSubject { // the hub stretches the code, which is slow on purpose
		wait = pairWait
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	m, err := l.nc.RequestWithContext(ctx, on, raw)
	if err != nil {
		return err
	}
	return json.Unmarshal(m.Data, answer)
}

// standing asks a hub from its porch what it holds against this workstation.
func standing(ctx context.Context, link Link, login string) (s pairing.Standing, err error) {
	l := &line{}
	if err := l.dial(ctx, strings.Join(link.URLs, ","), l.porch(link.Pin)...); err != nil {
		return s, errors.Join(err, ctx.Err())
	}
	defer l.nc.Close()
	return s, l.request(ctx, WhySubject, pairing.Question{Login: login, Desk: link.Desk}, &s)
}
