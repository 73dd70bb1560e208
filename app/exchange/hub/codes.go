package hub

import (
	"sync"
	"time"

	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// codes holds the one code that is valid now. A code lets one workstation in; to that one it answers the same
// again for as long as it lasts, since an answer may be lost on the way.
type codes struct {
	mu    sync.Mutex
	code  string
	until time.Time
	tries int
	pays  bool
	used  string // the login key that it let in
	reply []byte // and what that one was told
}

// open makes code the valid one.
func (c *codes) open(code string, pays bool, now time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.code, c.pays, c.until, c.tries, c.used, c.reply = code, pays, now.Add(pairing.Lasts), pairing.Tries, "", nil
	return c.until
}

var errNoCode = record.Wrong("code", "pair.noCode", nil)

// attempt checks a proof against the valid code, counting the tries that fail.
func (c *codes) attempt(pin string, e pairing.Envelope, now time.Time) (key pairing.Key, pays bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.code == "" || !now.Before(c.until) || c.tries <= 0 {
		return nil, false, errNoCode
	}
	if len(e.Salt) != pairing.SaltSize {
		return nil, false, record.Problem{Code: "pair.malformed"}
	}
	c.tries-- // before the work, so that many at once gain nothing
	key = pairing.KeyOf(c.code, e.Salt)
	if !key.Ask(pin, e.Body).Equal(e.Proof) {
		if c.tries == 0 {
			c.code = ""
			return nil, false, record.Wrong("code", "pair.codeSpent", nil)
		}
		return nil, false, record.Wrong("code", "pair.wrongCode", nil)
	}
	c.tries++
	return key, c.pays, nil
}

// told gives what the workstation with this login was told, if the code let it in before; other is true when
// it let in another one.
func (c *codes) told(login string) (reply []byte, same, other bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reply, c.used == login && login != "", c.used != "" && c.used != login
}

// spend notes whom the code let in.
func (c *codes) spend(login string, reply []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used, c.reply = login, reply
}

// openUntil is the end of the valid code's life, the zero time when there is none.
func (c *codes) openUntil(now time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.code == "" || c.used != "" || !now.Before(c.until) {
		return time.Time{}
	}
	return c.until.UTC()
}
