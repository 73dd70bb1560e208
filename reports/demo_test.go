package reports

import (
	"fmt"
	"time"

	"mendesk/app/quality"
	"mendesk/app/record"
)

func at(v float64) *float64 { return &v }

// demo is a month of a shop, with every state that a card, a chart or a table can have.
func demo() quality.Report {
	in := quality.Report{
		Shop: "栖木生活官方旗舰店", Currency: "CNY", Zone: "Asia/Shanghai", From: "2026-10-01", To: "2026-10-31",
		AsOf:     time.Date(2026, 11, 1, 1, 0, 0, 0, time.UTC),
		Previous: quality.Span{From: "2026-09-01", To: "2026-09-30"},
		Figures:  demoFigures(),
		Trend:    trend(quality.CSAT, quality.Ratio, at(0.85), 0.836, 0.829, 0.841, 0.838, 0.852, 0.861, 0.855, 0.868, 0.874, 0.871, 0.888, 0.882),
		Pareto: quality.MakePareto([]quality.Cause{
			{Key: "quality", Count: 142},
			{Key: "notAsDescribed", Count: 96},
			{Key: "transitDamage", Count: 71},
			{Key: "changeOfMind", Count: 64},
			{Key: "missingParts", Count: 38},
			{Key: "wrongItem", Count: 22},
			{Key: quality.Other, Count: 31},
		}, quality.ByCount, 7),
		Ratings: []quality.RatingCount{{Rating: 1, N: 9}, {Rating: 2, N: 14}, {Rating: 3, N: 26}, {Rating: 4, N: 118}, {Rating: 5, N: 250}},
		Stages:  demoStages(), Breached: demoBreached(), BreachedTotal: 7, Certification: demoCourses(),
		Notes: []quality.Note{{Key: "impossibleTimes", Count: 7, Params: record.Params{"count": "7"}}, {Key: "notMatured", Count: 312, Params: record.Params{"count": "312"}}, {Key: "openReturns", Count: 41, Params: record.Params{"count": "41"}}},
	}
	in.Trends = []quality.Trend{
		in.Trend,
		trend(quality.FirstReplyInTime, quality.Ratio, at(0.95), 0.931, 0.94, 0.938, 0.951, 0.948, 0.944, 0.952, 0.957, 0.949, 0.953, 0.952, 0.964),
		trend(quality.FirstReplyTime, quality.Seconds, nil, 2900, 2700, 2750, 2400, 2500, 2300, 2200, 2350, 2100, 1980, 1900, 1740),
		trend(quality.ComplaintRate, quality.Ratio, at(0.02), 0.016, 0.018, 0.017, 0.0185, 0.0165, 0.019, 0.0175, 0.0182, 0.0181, 0.0202, 0.0213, 0.0231),
		trend(quality.ResolutionTime, quality.Seconds, nil, 120000, 118000, 119000, 110000, 104000, 99000, 101000, 98000, 96500, 97000, 94000, 95040),
		trend(quality.ReturnRate, quality.Ratio, nil, 0.041, 0.044, 0.039, 0.046, 0.043, 0.045, 0.049, 0.047, 0.045, 0.048, 0.051, 0.0486),
	}
	in.Trends[2].Points[4].Value = nil
	return in
}

func trend(key string, unit quality.Unit, target *float64, values ...float64) quality.Trend {
	t := quality.Trend{Key: key, Unit: unit, Target: target}
	from := record.Day("2025-11-01")
	for i, v := range values {
		first := from.AddMonths(i)
		t.Points = append(t.Points, quality.Point{Label: string(first[:7]), From: first, To: first.AddMonths(1).Add(-1), Value: at(v), N: 300})
	}
	return t
}

func demoFigures() []quality.Figure {
	return []quality.Figure{
		{Key: quality.FirstReplyInTime, Value: at(0.964), Numerator: 1776, Denominator: 1842, N: 1842, LeftOut: 7, Unit: quality.Ratio, Target: at(0.95), Sense: quality.AtLeast, Met: quality.Met, Waiting: 12, Previous: at(0.952), Change: at(0.012), Trending: quality.Better, Left: []quality.Left{{Reason: "impossibleTimes", N: 7}}},
		{Key: quality.FirstReplyTime, Value: at(1740), Numerator: 4501200, Denominator: 1790, N: 1790, LeftOut: 7, Unit: quality.Seconds, Target: at(86400), Sense: quality.AtMost, Met: quality.Met, P50: at(1740), P90: at(30240), Waiting: 12, Previous: at(1900), Change: at(-160), Trending: quality.Better, Left: []quality.Left{{Reason: "impossibleTimes", N: 7}}},
		{Key: quality.ResolvedInTime, Value: at(0.913), Numerator: 1375, Denominator: 1506, N: 1506, LeftOut: 7, Unit: quality.Ratio, Target: at(0.9), Sense: quality.AtLeast, Met: quality.Met, Waiting: 214, Previous: at(0.905), Change: at(0.008), Trending: quality.Better, Left: []quality.Left{{Reason: "impossibleTimes", N: 7}}},
		{Key: quality.ResolutionTime, Value: at(95040), N: 1506, LeftOut: 9, Unit: quality.Seconds, Sense: quality.AtMost, Met: quality.None, P50: at(95040), P90: at(252000), Waiting: 214, Previous: at(94000), Change: at(1040), Trending: quality.Worse, Left: []quality.Left{{Reason: "impossibleTimes", N: 7}, {Reason: "unknownStart", N: 2}}},
		{Key: quality.ResolutionRate, Value: at(0.872), Numerator: 1606, Denominator: 1842, N: 1842, Unit: quality.Ratio, Target: at(0.9), Sense: quality.AtLeast, Met: quality.Missed, Backlog: 236, Previous: at(0.881), Change: at(-0.009), Trending: quality.Worse},
		{Key: quality.CSAT, Value: at(0.882), Numerator: 368, Denominator: 417, N: 417, Unit: quality.Ratio, Target: at(0.85), Sense: quality.AtLeast, Met: quality.Met, Response: at(0.31), Mean: at(4.4), Previous: at(0.888), Change: at(-0.006), Trending: quality.Worse},
		{Key: quality.ComplaintRate, Value: at(0.0231), Numerator: 96, Denominator: 4156, N: 4156, Unit: quality.Ratio, Target: at(0.02), Sense: quality.AtMost, Met: quality.Missed, Previous: at(0.0213), Change: at(0.0018), Trending: quality.Worse},
		{Key: quality.ComplaintShare, Value: at(0.0521), Numerator: 96, Denominator: 1842, N: 1842, Unit: quality.Ratio, Sense: quality.AtMost, Met: quality.None, Previous: at(0.0498), Change: at(0.0023), Trending: quality.Worse},
		{Key: quality.ReturnRate, Value: at(0.0486), Numerator: 202, Denominator: 4156, N: 4156, LeftOut: 312, Unit: quality.Ratio, Sense: quality.AtMost, Met: quality.None, Previous: at(0.0486), Change: at(0), Trending: quality.Same, Left: []quality.Left{{Reason: "notMatured", N: 312}}},
		{Key: quality.ReturnCycle, Unit: quality.Seconds, Target: at(864000), Sense: quality.AtMost, Met: quality.None, Waiting: 41, Trending: quality.Unknown},
		{Key: quality.CertifiedCoverage, Value: at(21.0 / 23), Numerator: 21, Denominator: 23, N: 23, Unit: quality.Ratio, Target: at(1), Small: true, Sense: quality.AtLeast, Met: quality.Missed, Low: at(0.732), High: at(0.976), Previous: at(0.87), Change: at(0.043), Trending: quality.Better},
	}
}

func demoStages() []quality.Stage {
	day := 86400.0
	us, customer, carrier, customs := "us", "customer", "carrier", "customs"
	return []quality.Stage{
		{Key: "review", N: 638, P50: at(0.7 * day), P90: at(0.9 * day), Share: 0.06, Previous: at(0.6 * day), Change: at(0.1 * day), Parties: []quality.PartyShare{{Party: us, Share: 0.7}, {Party: customer, Share: 0.3}}},
		{Key: "sendBack", N: 611, Open: 9, P50: at(3.3 * day), P90: at(4.8 * day), Share: 0.30, Previous: at(3.5 * day), Change: at(-0.2 * day), Parties: []quality.PartyShare{{Party: us, Share: 0.02}, {Party: customer, Share: 0.4}, {Party: carrier, Share: 0.4}, {Party: customs, Share: 0.18}}},
		{Key: "inspect", N: 580, Open: 24, P50: at(2.9 * day), P90: at(6.1 * day), Share: 0.26, Previous: at(1.8 * day), Change: at(1.1 * day), Parties: []quality.PartyShare{{Party: us, Share: 0.9}, {Party: customer, Share: 0.1}}},
		{Key: "refund", N: 540, Open: 8, P90: at(2.7 * day), Share: 0.12, Parties: []quality.PartyShare{{Party: us, Share: 1}}},
	}
}

func demoBreached() []quality.BreachedTicket {
	due := func(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 12, 0, 0, time.UTC) }
	return []quality.BreachedTicket{
		{Number: "T-B-261028-11", Customer: "欧阳靖文", Subject: "智能门锁 X3 Pro 指纹识别失灵，多次重启后仍无法录入；客户要求更换主板，并延长保修期。", Metric: "resolve", DueAt: due(29, 6), Late: 273600, Open: true, Owner: "罗文静", State: "waitingThirdParty"},
		{Number: "T-B-261027-4", Customer: "Olivia Chen", Subject: "AirPure 500 fan noise above 65 dB after two weeks of use; on-site visit requested", Metric: "firstReply", DueAt: due(28, 3), Late: 5820, Owner: "Marek Dvořák", State: "resolved"},
		{Number: "T-A-261022-19", Customer: "李喆👍", Subject: "电池续航不足 battery drains within 2 h", Metric: "resolve", DueAt: due(25, 9), Late: 604800, Open: true, State: "open"},
		{Number: "T-A-261020-2", Customer: "王𠮷祥", Subject: "包装破损：“运输途中外箱压溃，机身划痕”（附照片 6 张）", Metric: "firstReply", DueAt: due(21, 2), Late: 2700, Owner: "方晓", State: "closed"},
		{Number: "T-B-261018-7", Customer: "赵淼", Subject: "配件缺失：缺少充电底座", Metric: "resolve", DueAt: due(20, 7), Late: 41400, Owner: "何畅", State: "closed"},
		{Number: "T-B-261016-3", Customer: "José Müller", Subject: "Rückgabe: wrong colour delivered, refund not received", Metric: "resolve", DueAt: due(19, 7), Late: 190800, Owner: "何畅", State: "resolved"},
		{Number: "T-A-261012-30", Customer: "陈翀", Subject: "门铃无法配网", Metric: "firstReply", DueAt: due(13, 1), Late: 360, Owner: "罗文静", State: "closed"},
	}
}

func demoCourses() []quality.CourseCoverage {
	return []quality.CourseCoverage{
		{Course: "退货消毒与质检", Required: 8, Valid: 5, Expiring: 2, Expired: 1, Missing: 2, Coverage: at(5.0 / 8), People: []string{"罗文静", "Olivia Chen", "高远"}},
		{Course: "售后话术与投诉处理", Required: 12, Valid: 12, Expiring: 1, Refresh: 3, Coverage: at(1)},
		{Course: "Lithium battery handling and safe storage", Required: 3, Valid: 2, Missing: 1, Coverage: at(2.0 / 3), People: []string{"何畅"}},
	}
}

// empty is what a desk prints on its first day: no figure has a value.
func empty() quality.Report {
	in := quality.Report{
		Shop: "栖木生活官方旗舰店", Currency: "CNY", Zone: "Asia/Shanghai", From: "2026-10-05", To: "2026-10-21",
		AsOf: time.Date(2026, 11, 1, 1, 0, 0, 0, time.UTC), Previous: quality.Span{From: "2026-09-18", To: "2026-10-04"},
		Trend: quality.Trend{Key: quality.CSAT, Unit: quality.Ratio, Points: make([]quality.Point, 12), Target: at(0.85)},
		Notes: []quality.Note{{Key: "clean"}},
	}
	for _, key := range quality.Keys() {
		in.Figures = append(in.Figures, quality.Figure{Key: key, Unit: quality.Ratio, Sense: quality.AtLeast, Met: quality.None, Trending: quality.Unknown})
	}
	return in
}

// many repeats tickets under numbers of their own.
func many(some []quality.BreachedTicket, n int) (all []quality.BreachedTicket) {
	for i := range n {
		b := some[i%len(some)]
		b.Number = fmt.Sprintf("T-B-2610-%d", i)
		all = append(all, b)
	}
	return all
}
