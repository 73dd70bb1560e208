package ticket

import "mendesk/app/record"

// Line gives the line of the timeline that an event of a ticket is; false when it has none. Params that
// are words of a list (state, kind, channel …) hold the code, for which the window has the text.
func Line(h record.Happened) (record.Line, bool) {
	l := record.Line{At: h.When, Who: h.By, What: h.What, Key: "tickets.line." + h.What, Params: record.Params{}, Entry: h.Entry}
	switch h.What {
	case didOpen:
		return openedLine(l, h)
	case didImport:
		return importedLine(l, h)
	case didReply, didReceive, didNote:
		return messageLine(l, h)
	case didAssign:
		return assignedLine(l, h)
	case didWait, didResume, didResolve, didClose, didReopen, didDismiss:
		return movedLine(l, h)
	case didEdit:
		return editedLine(l, h)
	case didRate:
		return ratedLine(l, h)
	case record.Attached, record.Detached:
		return fileLine(l, h)
	case didBind:
		d, err := record.Read[boundData](h)
		l.Params["standard"] = string(d.Standard)
		return l, err == nil
	case record.Erased:
		return l, true
	}
	return l, false
}

func openedLine(l record.Line, h record.Happened) (record.Line, bool) {
	d, err := record.Read[openedData](h)
	p, errP := record.ReadPrivate[openedPrivate](h)
	l.Text = p.Description
	l.Params["channel"], l.Params["kind"], l.Params["subject"] = string(d.Channel), string(d.Kind), p.Subject
	return l, err == nil && errP == nil
}

func importedLine(l record.Line, h record.Happened) (record.Line, bool) {
	d, err := record.Read[importedData](h)
	p, errP := record.ReadPrivate[importedPrivate](h)
	l.Text = p.Description
	l.Params["channel"], l.Params["source"], l.Params["number"] = string(d.Channel), d.Source, d.Number
	return l, err == nil && errP == nil
}

func messageLine(l record.Line, h record.Happened) (record.Line, bool) {
	d, err := record.Read[messageData](h)
	p, errP := record.ReadPrivate[wordsPrivate](h)
	l.Text, l.Params["channel"] = p.Text, string(d.Channel)
	if d.Auto {
		l.Key = "tickets.line.acknowledged"
	}
	return l, err == nil && errP == nil
}

func assignedLine(l record.Line, h record.Happened) (record.Line, bool) {
	d, err := record.Read[assignedData](h)
	p, errP := record.ReadPrivate[wordsPrivate](h)
	l.Text, l.Params["owner"], l.Params["department"] = p.Text, string(d.Owner), string(d.Department)
	switch d.Owner {
	case "":
		l.Key = "tickets.line.unassigned"
	case h.By:
		l.Key = "tickets.line.taken"
	}
	return l, err == nil && errP == nil
}

func movedLine(l record.Line, h record.Happened) (record.Line, bool) {
	d, err := record.Read[movedData](h)
	p, errP := record.ReadPrivate[wordsPrivate](h)
	l.Text, l.Params["from"], l.Params["to"] = p.Text, string(d.From), string(d.To)
	return l, err == nil && errP == nil
}

func editedLine(l record.Line, h record.Happened) (record.Line, bool) {
	d, err := record.Read[editedData](h)
	p, errP := record.ReadPrivate[editedPrivate](h)
	l.Params["field"], l.Params["value"] = d.Field, d.Value
	if d.Field == FieldSubject {
		l.Params["value"] = p.Value
	}
	if l.Params["value"] == "" {
		l.Key = "tickets.line.cleared"
	}
	return l, err == nil && errP == nil
}

func ratedLine(l record.Line, h record.Happened) (record.Line, bool) {
	d, err := record.Read[ratedData](h)
	p, errP := record.ReadPrivate[wordsPrivate](h)
	l.Text, l.Params["rating"] = p.Text, itoa(d.Rating)
	return l, err == nil && errP == nil
}

func fileLine(l record.Line, h record.Happened) (record.Line, bool) {
	f, err := record.AttachmentOf(h)
	p, errP := record.ReadPrivate[reasonPrivate](h)
	l.Params["name"], l.Params["digest"], l.Text = f.Name, string(f.Digest), p.Reason
	return l, err == nil && errP == nil
}

// Told tells whether the line is one of those that a person said, which take their files with them.
func Told(l record.Line) bool {
	return l.What == didReply || l.What == didReceive || l.What == didNote || l.What == didOpen
}
