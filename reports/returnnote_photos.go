package reports

import (
	"strings"

	"mendesk/app/record"
	"mendesk/reports/page"
)

// Photo is a file that a return names, and what of it is printed.
type Photo struct {
	File    record.Attachment
	JPEG    []byte // empty: it cannot be shown
	Damaged bool   // its bytes are not those that were kept; else they are not here
}

const (
	photosAcross = 3
	photoGap     = 9.0
	photoHigh    = 112.0
	photoWords   = 36.0 // three lines below it
)

// photos shows every picture with what it shows, of which goods and when it was taken; other files are named.
func (p *returnNote) photos() {
	var seen []Photo
	var others []string
	for _, f := range p.in.Photos {
		if f.File.Width > 0 {
			seen = append(seen, f)
			continue
		}
		others = append(others, f.File.Name)
	}
	if len(seen) > 0 {
		high := photoHigh + photoWords
		p.heading(p.say("returns.photos.title", nil), p.say("report.return.photo.sub", words{"count": count(len(seen))}), high)
		wide := (p.d.Frame.Width() - photoGap*(photosAcross-1)) / photosAcross
		for i, f := range seen {
			if i%photosAcross == 0 && i > 0 {
				p.d.Y += high + photoGap
				p.d.Need(high)
			}
			p.photo(f, area{p.d.Frame.Left + float64(i%photosAcross)*(wide+photoGap), p.d.Y, wide, photoHigh})
		}
		p.d.Y += high + 12
	}
	p.remark(p.say("report.return.photo.others", nil), strings.Join(others, p.say("report.and", nil)))
}

func (p *returnNote) photo(f Photo, a area) {
	p.d.RoundRect(a.x, a.y, a.w, a.h, 4, page.Paint{Fill: neutral.tint, Stroke: rule, Width: 0.7})
	const edge = 3
	if len(f.JPEG) == 0 || p.d.Photo(f.JPEG, a.x+edge, a.y+edge, a.w-2*edge, a.h-2*edge) != nil {
		state := "report.return.photo.missing"
		if f.Damaged || len(f.JPEG) > 0 {
			state = "attachments.state.damaged"
		}
		p.nothing(a, p.say(state, nil), page.MarkWarning, warn)
	}
	name, soft := page.Ink{Font: bold(8.5), Color: ink}, page.Ink{Font: font(7.5), Color: ink3}
	title := f.File.Caption
	if title == "" {
		title = f.File.Name
	}
	p.d.Text(a.x, a.bottom()+12, name.Fit(title, a.w), name)
	p.d.Text(a.x, a.bottom()+23, soft.Fit(p.photoOf(f.File), a.w), soft)
	p.d.Text(a.x, a.bottom()+33, soft.Fit(p.photoWhen(f.File), a.w), soft)
}

// photoOf is the step and the goods that a photo shows.
func (p *returnNote) photoOf(f record.Attachment) string {
	var said []string
	if f.Step != "" {
		said = append(said, p.say("returns.shows."+f.Step, nil))
	}
	goods := p.say("returns.photos.allGoods", nil)
	for _, l := range p.in.Return.Lines {
		if l.N == f.Line {
			goods = l.Title
		}
	}
	return strings.Join(append(said, goods), " · ")
}

// photoWhen is when it was taken, where the camera says so, else who added it and when.
func (p *returnNote) photoWhen(f record.Attachment) string {
	if !f.TakenAt.IsZero() {
		return p.say("report.return.photo.taken", words{"time": p.moment(f.TakenAt)})
	}
	return p.say("report.return.photo.added", words{"time": p.moment(f.At), "name": p.in.Names.Of(f.By)})
}
