import { Drawer } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { KeyLayer } from '../parts/keys';
import { useFocusBack } from '../parts/useFocusBack';
import { useSay } from '../parts/useSay';
import classes from './AboutDrawer.module.css';
import type { Figure, Report } from './queries';
import { namePeriod } from './words';

type AboutDrawerProps = {
  report: Report;
  /** The figure whose definition was asked for; empty for all of it. */
  about: string;
  onClose: () => void;
};

/** How far the data goes, what was left out and why, how it was counted, and what each figure is. */
export function AboutDrawer({ report, about, onClose }: AboutDrawerProps) {
  const { t } = useText();
  useFocusBack();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={400}
      withOverlay={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      title={t('figures.about.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{
        content: classes.content,
        header: classes.head,
        title: classes.title,
        body: classes.body,
        inner: classes.inner,
      }}
    >
      <KeyLayer>
        <Notes report={report} />
        <Counting report={report} />
        <h3 className={classes.section}>{t('report.notes.definitions')}</h3>
        <dl className={classes.terms}>
          {report.figures.map((figure) => (
            <Definition key={figure.key} figure={figure} wanted={figure.key === about} />
          ))}
        </dl>
      </KeyLayer>
    </Drawer>
  );
}

function Notes({ report }: { report: Report }) {
  const { t } = useText();
  const say = useSay();
  return (
    <>
      <h3 className={classes.section}>{t('report.notes.data')}</h3>
      <ul className={classes.notes}>
        {report.notes.map(({ key, params }) => (
          <li key={key}>{say(`quality.note.${key}`, params)}</li>
        ))}
      </ul>
    </>
  );
}

function Counting({ report }: { report: Report }) {
  const { t } = useText();
  const { full } = useFormat();
  const places = { zone: report.zone, time: full(report.asOf), before: namePeriod(report.previous, t) };
  const topics = ['period', 'small', 'percentile', 'pareto', 'noData'];
  return (
    <>
      <h3 className={classes.section}>{t('report.notes.counting')}</h3>
      <dl className={classes.terms}>
        {topics.map((topic) => (
          <div key={topic} className={classes.term}>
            <dt>{t(`report.counting.${topic}.name`)}</dt>
            <dd>{t(`report.counting.${topic}.text`, places)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Definition({ figure, wanted }: { figure: Figure; wanted: boolean }) {
  const { t } = useText();
  const { count } = useFormat();
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted) here.current?.scrollIntoView({ block: 'center' });
  }, [wanted]);
  const left = figure.left
    .map(({ reason, n }) => t('report.notes.reason', { reason: t(`quality.left.${reason}`), n: count(n) }))
    .join(t('report.notes.comma'));
  return (
    <div ref={here} className={classes.term} data-wanted={wanted || undefined}>
      <dt>{t(`quality.figure.${figure.key}.name`)}</dt>
      <dd>{t(`quality.figure.${figure.key}.definition`)}</dd>
      {left && <dd className={classes.left}>{t('figures.about.leftOut', { left })}</dd>}
    </div>
  );
}
