package quality

import (
	"slices"

	"mendesk/app/record"
	"mendesk/app/ticket"
)

// Reasons for which a figure leaves a row out; text at quality.left.<reason>.
const (
	dropped         = "dropped"         // spam or cancelled
	impossibleTimes = "impossibleTimes" // resolved before the first reply, say
	unknownStart    = "unknownStart"    // came without the time of its creation
	noStandard      = "noStandard"      // nothing was promised
	notDue          = "notDue"          // neither met nor breached at asOf
	notRated        = "notRated"        // an imported rating that is none from 1 to 5
	notReturned     = "notReturned"     // a return that was rejected, cancelled or expired
	unknownReply    = "unknownReply"    // resolved elsewhere, and the import does not say when it was answered
)

// ticketTallies gathers every figure about tickets in one walk over the rows.
type ticketTallies struct {
	window
	replyInTime, replyTime, inTime, solveTime, solved, csat, share tally

	replied, took []int64 // milliseconds
	ratings       [6]int  // by rating; 0 is unused
	ended         int     // resolved in the period, for the response rate
	backlog       int     // open at the end of the period or at asOf
}

// ticketsOf reads every row once for all the windows, which do not overlap.
func ticketsOf(rows record.Rows, windows ...window) ([]*ticketTallies, error) {
	out := make([]*ticketTallies, len(windows))
	for i, w := range windows {
		out[i] = &ticketTallies{window: w, replied: durations.take(), took: durations.take()}
	}
	last := 0 // the window of the ticket before, in which the next one most often begins and ends
	err := rows.Since(since(windows), func(_, b []byte) {
		r := ticket.ReadRow(b)
		from, to := lifeOf(&r)
		if w := &windows[last]; from >= w.start && to < w.end {
			out[last].add(&r)
			return
		}
		for i := range windows {
			if from < windows[i].end && to >= windows[i].start {
				out[i].add(&r)
				last = i
			}
		}
	})
	return out, err
}

// lifeOf is the first and the last moment at which a ticket is in any figure of a period.
func lifeOf(r *ticket.Row) (from, to int64) {
	from, to = r.Placed, max(r.Placed, r.Resolved, r.RatedAt)
	for _, ms := range []int64{r.Resolved, r.RatedAt} {
		if ms != 0 {
			from = min(from, ms)
		}
	}
	if r.Resolved == 0 && !r.State.Dismissed() {
		to = record.Always
	}
	return from, to
}

// add counts a ticket: its rating on the day of the answer, its backlog whenever it began, the rest when it
// began in the period.
func (t *ticketTallies) add(r *ticket.Row) {
	if t.has(r.Resolved) && !r.State.Dismissed() {
		t.ended++
	}
	t.rating(r)
	if r.Placed <= t.cut() && !r.State.Dismissed() && !solvedBy(r, t.cut()) {
		t.backlog++
	}
	if !t.has(r.Placed) {
		return
	}
	if r.State.Dismissed() {
		for _, f := range append(t.clocks(), &t.solved, &t.share) {
			f.leave(dropped)
		}
		return
	}
	t.solved.count(solvedBy(r, t.cut()))
	t.share.count(r.Complaint())
	if reason := distrusted(r); reason != "" {
		for _, f := range t.clocks() {
			f.leave(reason)
		}
		return
	}
	t.times(r)
}

// solvedBy tells whether the ticket was resolved at the moment ms and was not reopened since.
func solvedBy(r *ticket.Row, ms int64) bool { return r.Resolved != 0 && r.Resolved <= ms }

// clocks are the figures about time, which rows with odd times stay out of.
func (t *ticketTallies) clocks() []*tally {
	return []*tally{&t.replyInTime, &t.replyTime, &t.inTime, &t.solveTime}
}

// distrusted is why the times of a ticket are in no figure; empty when they are.
func distrusted(r *ticket.Row) string {
	switch {
	case !r.LeftOut:
		return ""
	case r.Has(ticket.ResolvedBeforeReply), r.Has(ticket.ReplyBeforeCreation), r.Has(ticket.ResolvedBeforeCreation), r.Has(ticket.TimeInFuture):
		return impossibleTimes
	}
	return unknownStart
}

// rating counts an answer on its day; one that came with an import on the day of the resolution.
func (t *ticketTallies) rating(r *ticket.Row) {
	switch {
	case r.Rating == 0:
		if r.Has(ticket.RatingUnknown) && t.has(orPlaced(r)) {
			t.csat.leave(notRated)
		}
	case !t.has(r.RatedAt):
	case r.State.Dismissed():
		t.csat.leave(dropped)
	default:
		t.ratings[r.Rating]++
		t.csat.count(r.Rating >= 4)
	}
}

func orPlaced(r *ticket.Row) int64 {
	if r.Resolved != 0 {
		return r.Resolved
	}
	return r.Placed
}

// times counts the clocks and durations of a ticket of the period.
func (t *ticketTallies) times(r *ticket.Row) {
	reply, resolved := t.known(r.FirstReply), t.known(r.Resolved)
	t.reply(r, reply, resolved)
	t.clock(&t.inTime, r, resolved, r.ResolveDue)
	if resolved != 0 {
		t.took = pushed(t.took, resolved-r.Created-int64(r.Paused)*1000)
	} else {
		t.solveTime.waiting++
	}
}

func (t *ticketTallies) reply(r *ticket.Row, reply, resolved int64) {
	if r.FirstReply == 0 && resolved != 0 && r.Imported {
		t.replyInTime.leave(unknownReply)
		t.replyTime.leave(unknownReply)
		return
	}
	t.clock(&t.replyInTime, r, reply, r.FirstDue)
	if reply != 0 {
		t.replied = pushed(t.replied, reply-r.Created)
	} else if resolved == 0 {
		t.replyTime.waiting++
	}
}

// clock counts a clock that was met or breached. Done exactly at due is met; not done after due is breached,
// still open or not; not done at due or before, or paused, is neither yet.
func (t *ticketTallies) clock(f *tally, r *ticket.Row, done, due int64) {
	switch {
	case due == 0 && r.Judged && r.State.Waiting():
		f.leave(notDue)
	case due == 0:
		f.leave(noStandard)
	case done != 0:
		f.count(done <= due)
	case t.asOf > due:
		f.count(false)
		if t.known(r.Resolved) == 0 {
			f.waiting++
		}
	default:
		f.leave(notDue)
	}
}

// figures are what the walk came to, in the order of [Keys]; orders are those signed for in the period.
func (t *ticketTallies) figures(orders int64) []Figure {
	rate := t.solved.rate(ResolutionRate)
	rate.Waiting, rate.Backlog = int(t.solved.denominator-t.solved.numerator), t.backlog
	complaints := tally{numerator: t.share.numerator, denominator: orders, left: t.share.left}
	return []Figure{
		t.replyInTime.rate(FirstReplyInTime), t.replyTime.times(FirstReplyTime, t.replied),
		t.inTime.rate(ResolvedInTime), t.solveTime.times(ResolutionTime, t.took),
		rate, t.satisfaction(), complaints.rate(ComplaintRate), t.share.rate(ComplaintShare),
	}
}

// done gives the lists back; what they came to has been asked.
func (t *ticketTallies) done() {
	durations.give(t.replied)
	durations.give(t.took)
	t.replied, t.took = nil, nil
}

func (t *ticketTallies) satisfaction() Figure {
	f := t.csat.rate(CSAT)
	sum, n := 0, 0
	for rating, answers := range t.ratings {
		sum, n = sum+rating*answers, n+answers
	}
	if n > 0 {
		f.Mean = number(float64(sum) / float64(n))
	}
	if t.ended >= n && t.ended > 0 {
		f.Response = number(float64(n) / float64(t.ended))
	}
	return f
}

// ratingCounts lists the answers by rating, the best first.
func (t *ticketTallies) ratingCounts() []RatingCount {
	out := make([]RatingCount, 0, 5)
	for i, n := range slices.Backward(t.ratings[1:]) {
		out = append(out, RatingCount{i + 1, n})
	}
	return out
}
