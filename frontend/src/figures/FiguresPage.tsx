import { IconFileTypePdf, IconInfoCircle, IconTableExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { TableDialog } from '../papers/TableDialog';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { useNarrow } from '../parts/useWidth';
import { AboutDrawer } from './AboutDrawer';
import { ExportDialog } from './ExportDialog';
import { Figures } from './Figures';
import classes from './Figures.module.css';
import { PeriodPicker } from './PeriodPicker';
import { addressOf, type Length, readAddress, type Span, step } from './period';
import { type Report, useReport } from './queries';
import { namePeriod } from './words';

/** The figures of a period: a page one would print, and its PDF. */
export default function FiguresPage() {
  const { t, language } = useText();
  const { now, zone } = useFormat();
  const narrow = useNarrow();
  const [, go] = useLocation();
  const [, route] = useRoute<{ length?: string; from?: string; to?: string }>(
    '/figures/:length?/:from?/:to?',
  );
  const today = dayIn(now, zone);
  const { length, span } = readAddress(route ?? {}, today);
  const report = useReport(span, language);
  const [about, setAbout] = useState<string>();
  // What is exported is what was on the screen when it was asked for.
  const [paper, setPaper] = useState<Pick<Report, 'asOf' | 'from' | 'to'>>();
  const [table, setTable] = useState<Pick<Report, 'asOf' | 'from' | 'to'>>();

  const pick = (longer: Length, other: Span) => go(addressOf(longer, other));
  const toPaper = () => {
    if (report.data && !report.isPlaceholderData) setPaper(report.data);
  };
  useKeys({
    arrowleft: named('figures.key.earlier', () => pick(length, step(length, span, -1))),
    arrowright: named('figures.key.later', () => {
      if (span.to < today) pick(length, step(length, span, 1));
    }),
    p: named('figures.key.paper', toPaper),
    i: named('figures.key.about', () => setAbout(about === undefined ? '' : undefined)),
    ...(about !== undefined && { escape: named('nav.key.back', () => setAbout(undefined)) }),
  });

  return (
    <div className={classes.page}>
      <PageHead
        title={t('nav.figures')}
        actions={
          <>
            {narrow ? (
              <IconButton
                label={t('figures.about.button')}
                aria-keyshortcuts="I"
                disabled={!report.data}
                onClick={() => setAbout('')}
              >
                <IconInfoCircle size={18} stroke={1.6} />
              </IconButton>
            ) : (
              <Button
                icon={<IconInfoCircle size={16} stroke={1.6} />}
                hotkey="i"
                disabled={!report.data}
                onClick={() => setAbout('')}
              >
                {t('figures.about.button')}
              </Button>
            )}
            <IconButton
              label={t('papers.data')}
              disabled={!report.data || report.isPlaceholderData}
              onClick={() => setTable(report.data)}
            >
              <IconTableExport size={18} stroke={1.6} />
            </IconButton>
            <Button
              look="primary"
              icon={<IconFileTypePdf size={16} stroke={1.6} />}
              hotkey="p"
              disabled={!report.data || report.isPlaceholderData}
              onClick={toPaper}
            >
              {t('figures.export.button')}
            </Button>
          </>
        }
      >
        <PeriodPicker length={length} span={span} today={today} onPick={pick} />
        {report.data && <Compared report={report.data} />}
      </PageHead>
      <div className={classes.body} aria-busy={report.isPlaceholderData}>
        <Loaded query={report} errorTitle={t('figures.failed')} meanwhile={<Loading rows={8} />}>
          {(data) => <Figures report={data} onExplain={setAbout} />}
        </Loaded>
      </div>
      {report.data && about !== undefined && (
        <AboutDrawer report={report.data} about={about} onClose={() => setAbout(undefined)} />
      )}
      {table && (
        <TableDialog
          table={{ kind: 'figures', from: table.from, to: table.to, asOf: table.asOf }}
          onClose={() => setTable(undefined)}
        />
      )}
      {paper && (
        <ExportDialog
          span={{ from: paper.from, to: paper.to }}
          asOf={paper.asOf}
          onClose={() => setPaper(undefined)}
        />
      )}
    </div>
  );
}

function Compared({ report }: { report: Report }) {
  const { t } = useText();
  const { whenWithin } = useFormat();
  return (
    <span className={classes.compared}>
      <span title={namePeriod(report.previous, t)}>
        {t('figures.against', { period: namePeriod(report.previous, t) })}
      </span>
      <span>{t('figures.asOf', { time: whenWithin(report.asOf) })}</span>
    </span>
  );
}
