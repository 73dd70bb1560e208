package returns

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Receive records what arrived.
func (r Return) Receive(c Receive, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Inspector, training.Supervisor); err != nil {
		return nil, err
	}
	if r.Review != Approved || r.State == Settled {
		return nil, record.Problem{Code: "return.notApproved", Params: record.Params{"state": string(r.StateAt(now))}}
	}
	if len(c.Lines) == 0 {
		return nil, record.Missing("lines")
	}
	d := receivedData{}
	for i, got := range c.Lines {
		line, err := r.arriving(i, got)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(d.Lines, func(l lineReceived) bool { return l.Line == line.Line }) {
			return nil, record.Wrong(field("lines", i, "line"), "return.lineTwice", nil)
		}
		d.Lines = append(d.Lines, line)
	}
	return []record.Event{Returns.Did(r.ID, received, d, wordsPrivate{strings.TrimSpace(c.Note)})}, nil
}

func (r Return) arriving(i int, got ReceivedLine) (lineReceived, error) {
	l, err := r.line(got.Line, field("lines", i, "line"))
	if err != nil {
		return lineReceived{}, err
	}
	switch {
	case l.Approved == 0:
		return lineReceived{}, record.Wrong(field("lines", i, "line"), "receive.notApproved", nil)
	case l.Inspections > 0:
		return lineReceived{}, record.Wrong(field("lines", i, "line"), "receive.inspectedAlready", nil)
	case got.Quantity < 0 || got.Quantity > l.Approved:
		return lineReceived{}, record.Wrong(field("lines", i, "quantity"), "receive.moreThanApproved", record.Params{"approved": strconv.Itoa(l.Approved)})
	}
	as, err := got.as(i, l)
	out := lineReceived{Line: l.N, Quantity: got.Quantity, As: as, Hygiene: NotNeeded}
	if r.Hygienic.Disinfect && got.Quantity > 0 {
		out.Hygiene = Quarantined
	}
	return out, err
}

// as is the reception meant: fewer than approved is short unless another reason is given.
func (got ReceivedLine) as(i int, l ReturnLine) (Reception, error) {
	wrong := record.Wrong(field("lines", i, "as"), "receive.doesNotFit", record.Params{
		"quantity": strconv.Itoa(got.Quantity), "approved": strconv.Itoa(l.Approved),
	})
	switch got.As {
	case "":
		if got.Quantity < l.Approved {
			return Short, nil
		}
		return LineReceived, nil
	case LineReceived:
		if got.Quantity != l.Approved {
			return "", wrong
		}
	case Short:
		if got.Quantity == l.Approved {
			return "", wrong
		}
	case Lost, NotReturned:
		if got.Quantity != 0 {
			return "", wrong
		}
	case WrongItem:
		if got.Quantity == 0 {
			return "", wrong
		}
	default:
		return "", record.Missing(field("lines", i, "as"))
	}
	return got.As, nil
}

// line finds line n; input names the field that asked for it.
func (r Return) line(n int, input string) (ReturnLine, error) {
	if n < 1 || n > len(r.Lines) {
		return ReturnLine{}, record.Wrong(input, "return.lineUnknown", nil)
	}
	return r.Lines[n-1], nil
}

// Disinfect records how lines in quarantine were disinfected, or that they cannot be.
func (r Return) Disinfect(c Disinfect, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Inspector, training.Supervisor); err != nil {
		return nil, err
	}
	lines, err := r.quarantined(c.Lines)
	if err != nil {
		return nil, err
	}
	switch {
	case !slices.Contains(DisinfectionMethods(), c.Method):
		return nil, record.Missing("method")
	case strings.TrimSpace(c.Agent) == "":
		return nil, record.Missing("agent")
	case c.Minutes < 0 || (!c.Unfit && c.Minutes < r.Hygienic.Minutes):
		return nil, record.Wrong("minutes", "disinfect.tooShort", record.Params{"least": strconv.Itoa(r.Hygienic.Minutes)})
	}
	d := disinfectedData{Lines: lines, Method: c.Method, Minutes: c.Minutes, Unfit: c.Unfit}
	if held, err := who.Certificate(training.Disinfect, now); err == nil {
		d.Certificate = held.ID
	}
	return []record.Event{Returns.Did(r.ID, disinfected, d, wordsPrivate{strings.TrimSpace(c.Agent)})}, nil
}

func (r Return) quarantined(named []int) ([]int, error) {
	if !r.Hygienic.Disinfect {
		return nil, record.Problem{Code: "disinfect.notNeeded"}
	}
	out := []int{}
	for i, n := range named {
		l, err := r.line(n, "lines."+strconv.Itoa(i))
		if err != nil {
			return nil, err
		}
		if l.Hygiene != Quarantined {
			return nil, record.Wrong("lines."+strconv.Itoa(i), "disinfect.notQuarantined", record.Params{"hygiene": string(l.Hygiene)})
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	if len(named) > 0 {
		return out, nil
	}
	for _, l := range r.Lines {
		if l.Hygiene == Quarantined {
			out = append(out, l.N)
		}
	}
	if len(out) == 0 {
		return nil, record.Problem{Code: "disinfect.notQuarantined", Field: "lines"}
	}
	return out, nil
}
