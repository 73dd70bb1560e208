package page

// Column of a table. Share is its part of the table's width beside the other columns' shares.
type Column struct {
	Head  string
	Share float64
	Align Align
	Lines int // at most so many lines a cell, then an ellipsis; 0: as many as it takes
}

// Cell is a text or a chip, with a smaller text below when there is one; or it draws itself.
type Cell struct {
	Text  string
	Bold  bool
	Color Color // zero: the table's
	Below string
	Chip  *Chip
	Draw  func(x, y, width float64) // y is the middle of the row's first line
}

// TableStyle is how a table looks.
type TableStyle struct {
	Size                      float64
	HeadFill, HeadText        Color
	Text, Soft, Line, Surface Color
	Pad                       float64 // around each cell
	Radius                    float64 // of the head's upper corners
}

// Table flows rows from Y over the frame's width and moves Y below them. The head, unless no column has
// one, is repeated on every page; a row that is higher than a page goes on in the next one.
func (d *Doc) Table(columns []Column, rows [][]Cell, style TableStyle) {
	t := d.table(columns, style)
	all := t.all(rows)
	for i, row := range all {
		height := t.height(row)
		room := height
		switch i {
		case 0:
			room = t.opening(all)
		case len(all) - 2: // the last row does not stand on a page alone
			room = t.together(all[i:])
		}
		top := d.Need(room) || i == 0
		if top {
			t.head()
		}
		t.row(row, height, top)
	}
}

// Opening is the height that a table needs to begin on a page: its head and its first two rows, or all
// of three. What stands above a table asks it, so as not to be left behind alone.
func (d *Doc) Opening(columns []Column, rows [][]Cell, style TableStyle) float64 {
	t := d.table(columns, style)
	return t.opening(t.all(rows[:min(4, len(rows))]))
}

func (d *Doc) table(columns []Column, style TableStyle) table {
	return table{d: d, style: style, columns: columns, lefts: lefts(columns, d.Frame)}
}

func (t table) all(rows [][]Cell) (all [][]measured) {
	for _, row := range rows {
		all = append(all, t.parts(row)...)
	}
	return all
}

func (t table) opening(all [][]measured) float64 {
	n := 2
	if len(all) == 3 { // two and one would leave one alone
		n = 3
	}
	return t.headHeight() + t.together(all[:min(n, len(all))])
}

// together is the height of some rows, or of the first alone where they do not fit a page.
func (t table) together(rows [][]measured) float64 {
	var sum float64
	for _, row := range rows {
		sum += t.height(row)
	}
	if sum > t.body() {
		return t.height(rows[0])
	}
	return sum
}

type table struct {
	d       *Doc
	style   TableStyle
	columns []Column
	lefts   []float64 // one more than columns: the right edge
}

func lefts(columns []Column, f Frame) []float64 {
	var total float64
	for _, c := range columns {
		total += c.Share
	}
	edges, x := []float64{f.Left}, f.Left
	for _, c := range columns {
		x += f.Width() * c.Share / total
		edges = append(edges, x)
	}
	return edges
}

// measured is a cell whose text is broken into lines.
type measured struct {
	cell         Cell
	lines, below []string
	ink, soft    Ink
	width        float64
}

func chipFont(size float64) Font { return Font{Bold, size * 0.88} }

func (t table) inner(i int) (x, width float64) {
	return t.lefts[i] + t.style.Pad, t.lefts[i+1] - t.lefts[i] - 2*t.style.Pad
}

func (t table) measure(i int, c Cell) measured {
	m := measured{cell: c, ink: Ink{Font{Size: t.style.Size}, t.style.Text}, soft: Ink{Font{Size: t.style.Size * 0.84}, t.style.Soft}}
	if c.Bold {
		m.ink.Weight = Bold
	}
	if c.Color != 0 {
		m.ink.Color = c.Color
	}
	_, width := t.inner(i)
	m.width = width
	m.lines = m.ink.WrapMax(c.Text, width, t.columns[i].Lines)
	m.below = m.soft.WrapMax(c.Below, width, t.columns[i].Lines)
	return m
}

func (m measured) height(pad float64) float64 {
	h := float64(len(m.lines))*m.ink.Leading() + float64(len(m.below))*m.soft.Leading()
	if m.cell.Chip != nil {
		h = max(h, m.chipHeight()+float64(len(m.below))*m.soft.Leading())
	}
	return h + 2*pad
}

// chipHeight is what a chip takes of its cell, with the air below it that a text under it needs.
func (m measured) chipHeight() float64 {
	h := ChipHeight(*m.cell.Chip, chipFont(m.ink.Size), m.width)
	if len(m.below) > 0 {
		h += 1.5
	}
	return h
}

func (t table) height(row []measured) float64 {
	h := Font{Size: t.style.Size}.Leading() + 2*t.style.Pad
	for _, m := range row {
		h = max(h, m.height(t.style.Pad))
	}
	return h
}

// body is the height that a page has below the head.
func (t table) body() float64 { return t.d.Frame.Bottom - t.d.Frame.Top - t.headHeight() }

// parts measures a row and cuts it into rows that each fit a page.
func (t table) parts(row []Cell) [][]measured {
	var whole []measured
	for i := range t.columns {
		var c Cell
		if i < len(row) {
			c = row[i]
		}
		whole = append(whole, t.measure(i, c))
	}
	room := t.body()
	if t.height(whole) <= room {
		return [][]measured{whole}
	}
	most := max(1, int((room-2*t.style.Pad)/Font{Size: t.style.Size}.Leading()))
	var parts [][]measured
	for more := true; more; {
		part := make([]measured, len(whole))
		more = false
		for i, m := range whole {
			part[i] = m
			part[i].lines, part[i].below = take(&whole[i].lines, most), nil
			if len(whole[i].lines) == 0 {
				part[i].below = take(&whole[i].below, most-len(part[i].lines))
			}
			whole[i].cell.Chip, whole[i].cell.Draw = nil, nil
			more = more || len(whole[i].lines)+len(whole[i].below) > 0
		}
		parts = append(parts, part)
	}
	return parts
}

func take(lines *[]string, n int) []string {
	n = min(n, len(*lines))
	taken := (*lines)[:n]
	*lines = (*lines)[n:]
	return taken
}

func (t table) headFont() Font { return Font{Bold, t.style.Size} }

func (t table) headHeight() float64 {
	lines := 0
	for i, c := range t.columns {
		_, width := t.inner(i)
		lines = max(lines, len(t.headFont().WrapMax(c.Head, width, 2)))
	}
	if lines == 0 {
		return 0
	}
	return float64(lines)*t.headFont().Leading() + 2*t.style.Pad
}

func (t table) head() {
	d, height := t.d, t.headHeight()
	if height == 0 {
		return
	}
	d.RoundTop(d.Frame.Left, d.Y, d.Frame.Width(), height, t.style.Radius, Paint{Fill: t.style.HeadFill})
	for i, c := range t.columns {
		x, width := t.inner(i)
		lines := t.headFont().WrapMax(c.Head, width, 2)
		free := height - float64(len(lines))*t.headFont().Leading()
		d.Lines(x, d.Y+free/2, width, lines, c.Align, Ink{t.headFont(), t.style.HeadText})
	}
	d.Y += height
}

func (t table) row(row []measured, height float64, top bool) {
	d := t.d
	d.Rect(d.Frame.Left, d.Y, d.Frame.Width(), height, Paint{Fill: t.style.Surface})
	if !top {
		t.rule() // once more: the fill painted over the lower half of the row above's
	}
	for i, m := range row {
		x, width := t.inner(i)
		y := d.Y + t.style.Pad
		if m.cell.Draw != nil {
			m.cell.Draw(x, y+m.ink.Leading()/2, width)
			continue
		}
		if m.cell.Chip != nil {
			d.Chip(x, y+m.ink.Leading()/2, *m.cell.Chip, chipFont(t.style.Size), width)
			d.Lines(x, y+m.chipHeight(), width, m.below, t.columns[i].Align, m.soft)
			continue
		}
		y = d.Lines(x, y, width, m.lines, t.columns[i].Align, m.ink)
		d.Lines(x, y, width, m.below, t.columns[i].Align, m.soft)
	}
	d.Y += height
	t.rule()
}

func (t table) rule() {
	d := t.d
	d.Line(Point{d.Frame.Left, d.Y}, Point{d.Frame.Right, d.Y}, Paint{Stroke: t.style.Line, Width: 0.6})
}
