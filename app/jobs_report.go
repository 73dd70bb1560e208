package app

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"mendesk/app/quality"
	"mendesk/app/record"
	"mendesk/reports"
	"mendesk/reports/page"
	"mendesk/storage"
)

// runMonthly writes the quality report of the month before this one.
func (d *desk) runMonthly(ctx context.Context) (record.Params, error) {
	first := d.today()[:8] + "01"
	return d.writeReport(ctx, first.AddMonths(-1), first.Add(-1))
}

// runWeekly writes the quality report of the week, Monday to Sunday, before this one.
func (d *desk) runWeekly(ctx context.Context) (record.Params, error) {
	today := d.today()
	monday := today.Add(-(int(today.Weekday()+6) % 7))
	return d.writeReport(ctx, monday.Add(-7), monday.Add(-1))
}

// writeReport writes the quality report of a period into the folder of reports; one of the same name is replaced.
func (d *desk) writeReport(ctx context.Context, from, to record.Day) (record.Params, error) {
	folders, err := d.folders()
	if err != nil {
		return nil, err
	}
	if err := place(folders.Reports); err != nil {
		return nil, err
	}
	say := d.app.say("")
	ask := ReportAsk{From: from, To: to, Lang: say.Lang()}
	r, err := d.report(ctx, ask, d.app.now())
	if err != nil {
		return nil, err
	}
	pdf, err := reports.Quality(r, say)
	if err != nil {
		return nil, fmt.Errorf("draw the report of %s to %s: %w", from, to, err)
	}
	path := filepath.Join(folders.Reports, reportName(say.Say("report.quality.filename", nil), from, to))
	if err := written(folders.Reports, page.WriteFile(path, pdf)); err != nil {
		return nil, err
	}
	return record.Params{"file": filepath.Base(path), "from": string(from), "to": string(to)}, nil
}

func reportName(title string, from, to record.Day) string {
	return fmt.Sprintf("%s_%s_%s.pdf", title, from, to)
}

// report gathers a period's report for a job, when nobody may be signed in.
func (d *desk) report(ctx context.Context, ask ReportAsk, now time.Time) (r quality.Report, err error) {
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		in, period, asOf, err := d.app.input(tx, ask, now)
		if err != nil {
			return err
		}
		r, err = in.Report(period, asOf, func(id record.ID) (quality.Described, error) { return describe(tx, id, now) })
		return err
	})
	return r, err
}
