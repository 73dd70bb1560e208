package returns

import (
	"slices"
	"strconv"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// Units entitled of the line; never more than were bought.
func (l LedgerLine) Units() int {
	n := 0
	for _, e := range l.Entitlements {
		n += e.Units()
	}
	return min(n, l.Ordered)
}

func (l LedgerLine) shippedUnits() int {
	n := 0
	for _, e := range l.Entitlements {
		if e.Shipping {
			n += e.Units()
		}
	}
	return min(n, l.Ordered)
}

// Cap is what was paid for the units entitled, in minor units: split as the archive splits it, so that the
// caps of 1, 2, … units end at exactly what was paid.
func (l LedgerLine) Cap() int64 { return l.capFor(l.Units(), l.shippedUnits()) }

func (l LedgerLine) capFor(units, shipped int) int64 {
	line := archive.Line{
		Quantity: l.Ordered, Price: record.Money{Minor: l.Paid}, ShippingPaid: record.Money{Minor: l.Shipping},
	}
	return line.PaidFor(0, units).Minor + line.ShippingFor(0, shipped).Minor
}

// account finds the account of an order's line; -1 when there is none.
func (l Ledger) account(orderLine int) int {
	return slices.IndexFunc(l.Lines, func(x LedgerLine) bool { return x.OrderLine == orderLine })
}

// used sums what refunds in the states that match take of an order's line.
func (l Ledger) used(orderLine int, match func(Refund) bool) (units int, minor int64) {
	for _, f := range l.Refunds {
		if !match(f) {
			continue
		}
		for _, x := range f.Lines {
			if x.OrderLine == orderLine {
				units, minor = units+x.Units, minor+x.Minor*int64(1+f.Again)
			}
		}
	}
	return units, minor
}

func counts(f Refund) bool { return f.State.Counts() }

// over is by how much the lines are above their caps together.
func (l Ledger) over() int64 {
	var sum int64
	seen := []int{}
	for _, f := range l.Refunds {
		for _, x := range f.Lines {
			if slices.Contains(seen, x.OrderLine) {
				continue
			}
			seen = append(seen, x.OrderLine)
			_, minor := l.used(x.OrderLine, counts)
			sum += max(minor-l.capOf(x.OrderLine), 0)
		}
	}
	return sum
}

func (l Ledger) capOf(orderLine int) int64 {
	if i := l.account(orderLine); i >= 0 {
		return l.Lines[i].Cap()
	}
	return 0
}

func (l Ledger) unitsOf(orderLine int) int {
	if i := l.account(orderLine); i >= 0 {
		return l.Lines[i].Units()
	}
	return 0
}

// overdrawn tells whether the refund would pass the cap of one of its lines beside those that count already.
func (l Ledger) overdrawn(f Refund, except record.ID) (record.Problem, bool) {
	return l.overdrawnBeside(f.Lines, func(other Refund) bool { return other.ID != except && counts(other) })
}

func (l Ledger) overdrawnBeside(lines []RefundLine, match func(Refund) bool) (record.Problem, bool) {
	for i, x := range lines {
		units, minor := l.used(x.OrderLine, match)
		room, free := l.capOf(x.OrderLine)-minor, l.unitsOf(x.OrderLine)-units
		if x = summed(lines, x.OrderLine); x.Minor <= room && x.Units <= free {
			continue
		}
		return record.Problem{Code: "ledger.overEntitled", Field: field("lines", i, "minor"), Params: record.Params{
			"available": record.Money{Minor: max(room, 0), Currency: l.Currency}.Plain(),
			"requested": record.Money{Minor: x.Minor, Currency: l.Currency}.Plain(), "currency": l.Currency,
			"availableUnits": strconv.Itoa(max(free, 0)), "requestedUnits": strconv.Itoa(x.Units),
		}}, true
	}
	return record.Problem{}, false
}

// summed is what the lines take of one line of the order together.
func summed(lines []RefundLine, orderLine int) RefundLine {
	sum := RefundLine{OrderLine: orderLine}
	for _, x := range lines {
		if x.OrderLine == orderLine {
			sum.Units, sum.Minor = sum.Units+x.Units, sum.Minor+x.Minor
		}
	}
	return sum
}

func overLimit(f Refund, limit Limit, currency string) record.Problem {
	return record.Problem{Code: "refund.overLimit", Params: record.Params{
		"amount": record.Money{Minor: f.Minor, Currency: currency}.Plain(),
		"limit":  record.Money{Minor: limit.Minor, Currency: currency}.Plain(), "currency": currency,
	}}
}

// owedUnits are the units that a return entitled to and that no refund of it has paid for.
func (l Ledger) owedUnits(ret record.ID) int {
	owed := 0
	for _, line := range l.Lines {
		mine := 0
		for _, e := range line.Entitlements {
			if e.Return == ret {
				mine += e.Units()
			}
		}
		paid, _ := l.used(line.OrderLine, func(f Refund) bool { return f.Return == ret && f.State == RefundExecuted })
		all, _ := l.used(line.OrderLine, func(f Refund) bool { return f.State == RefundExecuted })
		owed += max(min(mine-paid, line.Units()-all), 0)
	}
	return owed
}

func (l Ledger) executedFor(ret record.ID) int64 {
	var sum int64
	for _, f := range l.Refunds {
		if f.Return == ret && f.State == RefundExecuted {
			sum += f.Minor * int64(1+f.Again)
		}
	}
	return sum
}
