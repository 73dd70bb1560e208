import { Progress } from '@mantine/core';
import { IconAlertTriangle, IconClock, IconRefresh } from '@tabler/icons-react';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { Empty } from '../parts/State';
import type { Coverage, Report } from './queries';
import classes from './Tables.module.css';
import { nameDay } from './words';

/** For each course how many of those who need it hold it, and who does not. */
export function CertificationCard({ report }: { report: Report }) {
  const { t } = useText();
  const { full } = useFormat();
  const title = t('report.certification.title');
  // Gaps first: what needs nobody's hand comes last.
  const needed = report.certification
    .filter(({ required }) => required > 0)
    .sort((a, b) => (a.coverage ?? 0) - (b.coverage ?? 0));
  // A period that has ended is judged by its last day.
  const ended = report.to < dayIn(new Date(report.asOf), report.zone);
  const time = ended ? nameDay(report.to, t) : full(report.asOf);
  return (
    <Card label={title} title={title} sub={t('report.certification.sub', { time })}>
      {needed.length === 0 ? (
        <Empty title={t('report.certification.none')} body={t('figures.certification.noneBody')} />
      ) : (
        <ul className={classes.courses}>
          {needed.map((each) => (
            <Course key={each.course} of={each} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Course({ of }: { of: Coverage }) {
  const { t } = useText();
  const { percent } = useFormat();
  const { course, required, valid, expiring, refresh, expired, coverage, people } = of;
  const share = coverage ?? 0;
  const names = people.join(t('common.listSeparator'));
  return (
    <li className={classes.course}>
      <span className={classes.courseName} title={course}>
        {course}
      </span>
      <Progress value={share * 100} size={6} radius={3} aria-label={`${course} ${percent(share, 0)}`} />
      <span className={classes.held}>{t('figures.certification.of', { valid, required })}</span>
      <b className={classes.share}>{percent(share, 0)}</b>
      {(expiring > 0 || refresh > 0 || people.length > 0) && (
        <div className={classes.courseFoot}>
          {expired > 0 && (
            <Chip small tone="bad" icon={<IconAlertTriangle size={12} stroke={1.8} />}>
              {t('figures.certification.expired', { count: expired })}
            </Chip>
          )}
          {expiring > 0 && (
            <Chip small tone="warn" icon={<IconClock size={12} stroke={1.8} />}>
              {t('figures.certification.expiring', { count: expiring })}
            </Chip>
          )}
          {refresh > 0 && (
            <Chip small tone="accent" icon={<IconRefresh size={12} stroke={1.8} />}>
              {t('figures.certification.refresh', { count: refresh })}
            </Chip>
          )}
          {names && <span title={names}>{t('figures.certification.lack', { people: names })}</span>}
        </div>
      )}
    </li>
  );
}
