import { Link } from 'wouter';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { Empty } from '../parts/State';
import { When } from '../parts/When';
import type { Breached } from './queries';
import classes from './Tables.module.css';

type BreachedCardProps = { breached: Breached[]; total: number };

/** The clocks that ran out in the period; each leads to its ticket. */
export function BreachedCard({ breached, total }: BreachedCardProps) {
  const { t } = useText();
  const { count, length } = useFormat();
  const title = t('report.breached.title');
  if (breached.length === 0) {
    return (
      <Card title={title} label={title}>
        <Empty good title={t('report.breached.none')} />
      </Card>
    );
  }
  const more = total > breached.length;
  return (
    <Card
      flush
      label={title}
      title={title}
      sub={
        more
          ? t('report.breached.some', { n: count(total), shown: breached.length })
          : t('report.breached.sub', { count: total })
      }
    >
      <div className={classes.frame}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('report.breached.number')}</th>
              <th scope="col">{t('report.breached.customer')}</th>
              <th scope="col" className={classes.wide}>
                {t('report.breached.subject')}
              </th>
              <th scope="col">{t('report.breached.clock')}</th>
              <th scope="col">{t('report.breached.due')}</th>
              <th scope="col">{t('report.breached.late')}</th>
              <th scope="col">{t('report.breached.owner')}</th>
              <th scope="col">{t('report.breached.state')}</th>
            </tr>
          </thead>
          <tbody>
            {breached.map((each) => (
              <tr key={`${each.ticket} ${each.metric}`}>
                <td>
                  <Link href={`/tickets/all/${each.ticket}`}>{each.number}</Link>
                </td>
                <td className={classes.short} title={each.customer}>
                  {each.customer || '–'}
                </td>
                <td className={classes.wide} title={each.subject}>
                  {each.subject}
                </td>
                <td>{t(`quality.metric.${each.metric}`)}</td>
                <td>
                  <When at={each.dueAt} />
                </td>
                <td>
                  {each.open ? (
                    <Chip small strong tone="bad">
                      {t('figures.breached.still', { length: length(each.late) })}
                    </Chip>
                  ) : (
                    length(each.late)
                  )}
                </td>
                <td className={classes.short} title={each.owner}>
                  {each.owner || t('report.breached.nobody')}
                </td>
                <td>{t(`tickets.state.${each.state}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
