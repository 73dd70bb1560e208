package reports

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"strings"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

var demoNames = Names{{"CHEN", "陈思远"}, {"HE", "何佳"}, {"LUO", "罗雨晴"}, {"CERT", "QC-B-260301-2"}, {"DIS", "DS-B-260301-1"}}

func line(what string, day, hour, minute int, who record.ID, key string, params record.Params, text string) record.Line {
	return record.Line{At: clock(day, hour, minute), Who: who, What: what, Key: key, Params: params, Text: text}
}

// demoReturn is the return of the reference picture: an air purifier, filters, and a box that may not come back.
func demoReturn() ReturnPaper {
	policy := returns.Template()
	r := returns.Return{
		ID: "RET", Number: "R-B-261116-3", Order: "ORD", OrderNumber: "261108345521", Fault: returns.Merchant, Method: returns.DoorPickUp,
		Currency: "CNY", RequestedAt: clock(16, 7, 20), RequestedBy: "CHEN", RequestedDay: "2026-11-16", SignedDay: "2026-11-10",
		Words:  "净化器开到三挡有明显异响，滤芯里有一个装上就响；香氛盒不想要了。",
		Policy: "POLICY", PolicyVersion: 1, Allowed: true, Hygienic: returns.Hygienic{Disinfect: true, Minutes: 30, Contactless: true},
		ReviewedAt: clock(16, 7, 34), ReviewedBy: "CHEN", SendBy: "2026-11-23", State: returns.Received,
		Shipments: []returns.Shipment{{Carrier: "顺丰速运", Number: "SF1390 2277 8451", PickUp: true, Contactless: true, Gear: true, At: clock(17, 1, 42), By: "CHEN"}},
		Lines: []returns.ReturnLine{
			{
				N: 1, OrderLine: 1, SKU: "AP500-WH", Title: "空气净化器 AP-500 白", Ordered: 1, Paid: 169900, Reason: returns.QualityFault, Opened: true, Category: "小家电",
				Requested: 1, Approved: 1, Received: 1, Accepted: 1, Reception: returns.LineReceived, Hygiene: returns.Disinfected, Inspection: returns.Accepted,
				Disposition: returns.Refurbish, DisinfectedAt: clock(19, 3, 40), InspectedAt: clock(20, 3, 8), Inspections: 1,
				Disinfection: returns.Disinfection{Method: "ultraviolet", Agent: "UV-C 253.7 nm", Minutes: 30, Operator: "HE", Certificate: "DIS"},
				Inspected:    returns.Inspected{Grade: "B", Checks: []returns.Check{{Key: "complete", OK: true}, {Key: "working", OK: true}, {Key: "appearance"}}, Inspector: "HE", Certificate: "CERT", Note: "第 3 片扇叶缺口约 4 mm"},
			},
			{
				N: 2, OrderLine: 2, SKU: "F5-1P", Title: "复合滤芯 F5", Ordered: 3, Paid: 38700, Reason: returns.QualityFault, Opened: true, Category: "小家电",
				Requested: 3, Approved: 3, Received: 2, Reception: returns.Short, Hygiene: returns.Quarantined, Inspection: returns.InspectionPending,
			},
			{
				N: 3, OrderLine: 3, SKU: "AR-03-CD", Title: "香氛盒 雪松 3 枚装", Ordered: 1, Paid: 5900, Reason: returns.ChangeOfMind, Opened: true, Confirmed: true, Category: "家居",
				Traits: []string{"hygiene"}, Requested: 1, Clause: "3.2", Reception: returns.NothingExpected, Hygiene: returns.NotNeeded, Inspection: returns.NoInspection,
			},
		},
	}
	ledger := returns.Ledger{
		ID: "ORD", Order: "ORD", Currency: "CNY",
		Lines: []returns.LedgerLine{{OrderLine: 1, Title: "空气净化器 AP-500 白", Ordered: 1, Paid: 169900, Entitlements: []returns.Entitlement{{Return: "RET", Line: 1, Accepted: 1}}}},
		Refunds: []returns.Refund{
			{N: 1, Return: "RET", State: returns.RefundReversed, Minor: 100000, Lines: []returns.RefundLine{{OrderLine: 1, Units: 1, Minor: 100000}}, ProposedAt: clock(20, 3, 20), ProposedBy: "CHEN", ApprovedAt: clock(20, 3, 30), ApprovedBy: "LUO", HeldAt: clock(20, 3, 31), HeldBy: "CHEN", ExecutedAt: clock(20, 4, 0), ExecutedBy: "CHEN", ReversedAt: clock(20, 6, 0), ReversedBy: "LUO", Channel: "bank", Reference: "ICBC-20261120-77", Failures: 1, Why: "户名不符，银行退回"},
			{N: 2, Return: "RET", State: returns.RefundExecuted, Minor: 120000, Lines: []returns.RefundLine{{OrderLine: 1, Units: 1, Minor: 120000}}, ProposedAt: clock(20, 7, 20), ProposedBy: "CHEN", ApprovedAt: clock(20, 7, 30), ApprovedBy: "LUO", HeldAt: clock(20, 7, 31), HeldBy: "CHEN", ExecutedAt: clock(20, 8, 0), ExecutedBy: "CHEN", Channel: "alipay", Reference: "2026112022001441"},
			{N: 3, Return: "RET", State: returns.RefundHeld, Minor: 20000, Lines: []returns.RefundLine{{OrderLine: 1, Minor: 20000}}, ProposedAt: clock(21, 2, 0), ProposedBy: "CHEN", ApprovedAt: clock(21, 2, 0), ApprovedBy: "CHEN", HeldAt: clock(21, 2, 0), HeldBy: "CHEN"},
		},
	}
	return ReturnPaper{
		Photos: demoPhotos(),
		Shop:   demoShop, Zone: demoZone, At: clock(21, 3, 0), Return: r, State: returns.Received, Ledger: ledger, Customer: "林静怡", Ticket: "T-B-261116-11",
		Policy: returns.Policy{ID: "POLICY", Version: 1, Terms: policy.Terms, Clauses: policy.Clauses}, Names: demoNames,
		Lines: []record.Line{
			line("requested", 16, 7, 20, "CHEN", "returns.line.requested", record.Params{"count": "5", "units": "5", "number": "R-B-261116-3"}, r.Words),
			line("approved", 16, 7, 34, "CHEN", "returns.line.approved.allowed", record.Params{"count": "4", "units": "4", "day": "2026-11-23", "clause": ""}, ""),
			line("shippedBack", 17, 1, 42, "CHEN", "returns.line.shippedBack.contactless", record.Params{"carrier": "顺丰速运", "number": "SF1390 2277 8451"}, ""),
			line("received", 19, 2, 12, "HE", "returns.line.received.differs", record.Params{"count": "3", "units": "3"}, "外箱右角压痕"),
			line("disinfected", 19, 3, 40, "HE", "returns.line.disinfected.ultraviolet", record.Params{"minutes": "30", "lines": "1"}, ""),
			line("inspected", 20, 3, 8, "HE", "returns.line.inspected.accepted", record.Params{"title": "空气净化器 AP-500 白", "grade": "B", "accepted": "1", "rejected": "0", "count": "1"}, "第 3 片扇叶缺口约 4 mm"),
			line("executed", 20, 8, 0, "CHEN", "returns.line.refund.executed", record.Params{"amount": "1200.00", "currency": "CNY", "reference": "2026112022001441"}, ""),
			line("held", 21, 2, 0, "", "returns.line.refund.held", record.Params{"amount": "200.00", "currency": "CNY"}, ""),
		},
	}
}

// demoTicket is the ticket of that return, with something of every sort that a conversation can hold.
func demoTicket() TicketPaper {
	long := strings.Repeat("净化器开到三挡有明显异响，声音像塑料片刮到网罩。已按说明书重装滤网，问题依旧。", 9)
	return TicketPaper{
		Shop: demoShop, Zone: demoZone, At: clock(21, 3, 0), Customer: "林静怡", Order: "261108345521", State: ticket.Resolved, Names: demoNames,
		Ticket: ticket.Ticket{
			ID: "TIC", Number: "T-B-261116-11", Kind: ticket.Complaint, Category: "产品质量", Channel: ticket.Chat, Priority: ticket.High, Severity: ticket.Moderate,
			Subject: "AP-500 三挡异响，滤芯装上也响，希望退货并尽快退款", Owner: "CHEN", Department: training.CustomerService,
			CreatedAt: clock(16, 6, 50), FirstReplyAt: clock(16, 7, 2), ResolvedAt: clock(20, 8, 10), Solution: "退货退款，运费由我们承担；已请供应商复核扇叶。", Rating: 4,
		},
		Standard: ticket.Standard{ID: "STD", Name: "标准服务", Version: 2},
		Clocks: []ticket.Clock{
			{Metric: ticket.FirstReply, State: ticket.Met, DueAt: clock(17, 6, 50), DoneAt: clock(16, 7, 2), Target: 86400, Spent: 720, Wall: true},
			{Metric: ticket.FirstReplyTarget, State: ticket.Met, DueAt: clock(16, 8, 50), Target: 7200, Spent: 720},
			{Metric: ticket.Resolution, State: ticket.Breached, DueAt: clock(19, 6, 50), Target: 86400, Spent: 97200, PausedFor: 54000},
			{Metric: ticket.NextReply, State: ticket.Paused, Target: 14400, Spent: 0},
		},
		Returns: []returns.Brief{{Number: "R-B-261116-3", Title: "空气净化器 AP-500 白", Units: 4, More: true, State: returns.Received, Amount: record.Money{Minor: 208600, Currency: "CNY"}}},
		Lines: []record.Line{
			line("opened", 16, 6, 50, "CHEN", "tickets.line.opened", record.Params{"channel": "chat", "kind": "complaint", "subject": "异响"}, long),
			line("replied", 16, 6, 50, "", "tickets.line.acknowledged", record.Params{"channel": "chat"}, ""),
			line("replied", 16, 7, 2, "CHEN", "tickets.line.replied", record.Params{"channel": "chat"}, "林女士您好，抱歉给您添麻烦了。可以退货，运费由我们承担；快递员会戴口罩和手套上门，放在门口即可。"),
			line("noted", 16, 7, 5, "CHEN", "tickets.line.noted", record.Params{}, "同批次第三起异响，已抄送质检。机密：供应商 B。"),
			line("assigned", 16, 7, 6, "LUO", "tickets.line.assigned", record.Params{"owner": "CHEN", "department": "customerService"}, "交接：客户要求当天回电"),
			line("waited", 16, 7, 10, "CHEN", "tickets.line.waited", record.Params{"from": "open", "to": "waitingCustomer"}, "等客户寄出"),
			line("messageReceived", 17, 2, 1, "CHEN", "tickets.line.messageReceived", record.Params{"channel": "phone"}, "已经交给快递了。\nOK, and when will I get the money? 👍"),
			line("edited", 17, 2, 5, "CHEN", "tickets.line.edited", record.Params{"field": "priority", "value": "high"}, ""),
			line("resolved", 20, 8, 10, "CHEN", "tickets.line.resolved", record.Params{"from": "open", "to": "resolved"}, "退货退款，运费由我们承担；已请供应商复核扇叶。"),
			line("rated", 20, 9, 0, "CHEN", "tickets.line.rated", record.Params{"rating": "4"}, "处理得快"),
		},
	}
}

// demoPhotos are four pictures, one of which did not come yet and one of which is damaged, and a document.
func demoPhotos() []Photo {
	file := func(name, caption, step string, line, width int) record.Attachment {
		return record.Attachment{Name: name, Caption: caption, Step: step, Line: line, Width: width, Height: 30, By: "HE", At: clock(19, 2, 12)}
	}
	drawn := func(r, g, b uint8) []byte {
		img := image.NewRGBA(image.Rect(0, 0, 40, 30))
		for y := range 30 {
			for x := range 40 {
				img.Set(x, y, color.RGBA{R: r + uint8(x), G: g + uint8(y), B: b, A: 255})
			}
		}
		var buf bytes.Buffer
		_ = jpeg.Encode(&buf, img, nil) // into memory
		return buf.Bytes()
	}
	dent := file("IMG_0412.jpg", "外箱右角压痕", string(returns.ShowsReception), 0, 40)
	dent.TakenAt = clock(19, 2, 10)
	return []Photo{
		{File: dent, JPEG: drawn(150, 110, 70)},
		{File: file("IMG_0413.jpg", "第 3 片扇叶缺口约 4 mm，从右下方拍摄，量尺在左侧", string(returns.ShowsInspection), 1, 40), JPEG: drawn(60, 70, 90)},
		{File: file("IMG_0414.jpg", "", string(returns.ShowsDisinfection), 2, 40)},
		{File: file("IMG_0415.jpg", "机身标签", "", 0, 40), Damaged: true},
		{File: file("签收单.pdf", "", "", 0, 0)},
	}
}
