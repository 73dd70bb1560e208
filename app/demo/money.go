package demo

import (
	"fmt"
	"time"

	"mendesk/app/returns"
)

// agentLimit is what an agent may approve alone, as a new shop sets it.
const agentLimit = 500_00

// refunded plans the money: proposed by the agent, approved by whoever may, held, and paid once.
func (c *thread) refunded(w way) {
	c.pays(c.around(40*time.Minute), c.proposes)
	if w.stop == proposed {
		return
	}
	c.pays(c.around(30*time.Minute), c.approves)
	c.pays(3*time.Minute, c.holds)
	if w.stop == held {
		return
	}
	if w.fails {
		c.pays(20*time.Minute, func(l returns.Ledger) (returns.Ledger, error) {
			return c.shop.returns.FailRefund(returns.FailRefund{Ledger: l.ID, Refund: c.refund, Reason: c.shop.Phrases.Failed})
		})
		c.pays(c.around(3*time.Hour), c.holds)
	}
	c.pays(c.around(25*time.Minute), c.executes)
}

// pays plans something that the agent does with the order's ledger.
func (c *thread) pays(after time.Duration, do func(l returns.Ledger) (returns.Ledger, error)) {
	c.desk(after, func(time.Time) error {
		_, err := by(c.shop, c.agent, func() (returns.Ledger, error) {
			r, err := c.shop.returns.Get(c.ret)
			if err != nil {
				return r.Ledger, err
			}
			return do(r.Ledger)
		})
		if err != nil {
			return fmt.Errorf("refund of %q: %w", c.Subject, err)
		}
		return nil
	})
}

func (c *thread) proposes(l returns.Ledger) (returns.Ledger, error) {
	l, err := c.shop.returns.ProposeRefund(returns.ProposeRefund{Ledger: l.ID, Return: c.ret, Lines: l.Proposal(c.ret)})
	if err == nil {
		c.refund = l.Refunds[len(l.Refunds)-1].ID
	}
	return l, err
}

func (c *thread) approves(l returns.Ledger) (returns.Ledger, error) {
	for _, f := range l.Refunds {
		if f.ID == c.refund && f.Minor > agentLimit {
			if err := c.shop.as(c.shop.head()); err != nil {
				return l, err
			}
		}
	}
	return c.shop.returns.ApproveRefund(returns.ApproveRefund{Ledger: l.ID, Refund: c.refund})
}

func (c *thread) holds(l returns.Ledger) (returns.Ledger, error) {
	return c.shop.returns.HoldRefund(returns.HoldRefund{Ledger: l.ID, Refund: c.refund})
}

func (c *thread) executes(l returns.Ledger) (returns.Ledger, error) {
	channel := "platform"
	switch n := c.basket.variant; {
	case c.buyer.lang == english:
		channel = "card"
	case n < 55:
		channel = "alipay"
	case n < 75:
		channel = "wechat"
	}
	return c.shop.returns.ExecuteRefund(returns.ExecuteRefund{
		Ledger: l.ID, Refund: c.refund, Channel: channel, Reference: fmt.Sprintf("%s%08d", c.shop.clock.Format("060102"), c.IntN(1e8)),
	})
}
