package reports

import "mendesk/reports/page"

// The colours of our paper. Each text colour reaches 4.5 : 1 on the ground that it stands on.
const (
	navy  page.Color = 0x0F2A56
	royal page.Color = 0x1D4F9E
	white page.Color = 0xFFFFFF
	paper page.Color = 0xF8FAFC
	ink   page.Color = 0x0F172A
	ink2  page.Color = 0x475569
	ink3  page.Color = 0x64748B
	rule  page.Color = 0xE2E8F0
	faint page.Color = 0xF1F5F9
	haze  page.Color = 0xEEF2F7 // the shadow under a card
	bar   page.Color = 0x94A3B8 // what is not among the vital few

	accent page.Color = 0x2563EB
	second page.Color = 0x0D9488
	amber  page.Color = 0xC26A05
)

// tone is a meaning: its text on its tint, and the solid colour of a stripe or a bar.
type tone struct{ text, tint, solid page.Color }

var (
	ok      = tone{0x166B43, 0xDFF3E7, 0x2A9461}
	bad     = tone{0xB3261E, 0xFCE4E1, 0xD2382E}
	warn    = tone{0x865300, 0xFFEFCC, 0xD68A0A}
	neutral = tone{0x475569, 0xE9EDF3, 0x94A3B8}
)

func font(size float64) page.Font { return page.Font{Size: size} }

func bold(size float64) page.Font { return page.Font{Weight: page.Bold, Size: size} }

func chip(word string, mark page.Mark, t tone) page.Chip {
	return page.Chip{Word: word, Mark: mark, Text: t.text, Tint: t.tint}
}
