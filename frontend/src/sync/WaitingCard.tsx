import { Link } from 'wouter';
import { useNames } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { useSay } from '../parts/useSay';
import { When } from '../parts/When';
import { spoken } from '../tickets/Entry';
import { type SyncStatus, useWaiting, type Waiting } from './queries';
import classes from './Sync.module.css';

/** What waits to go, the longest first: which record, what happened, since when. Nothing when nothing waits. */
export function WaitingCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { count } = useFormat();
  const waiting = useWaiting(status);
  if (status.toGo === 0) return null;
  const more = status.toGo - (waiting.data?.length ?? status.toGo);
  return (
    <Card flush title={t('sync.waiting.title')} sub={t('sync.waiting.sub')}>
      <Loaded query={waiting}>
        {(changes) => (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('sync.waiting.since')}</th>
                <th scope="col">{t('sync.waiting.record')}</th>
                <th scope="col">{t('sync.waiting.what')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <Row key={change.since + change.of.id + change.line.what} change={change} />
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      {more > 0 && <p className={classes.foot}>{t('sync.waiting.more', { n: count(more) })}</p>}
    </Card>
  );
}

function Row({ change }: { change: Waiting }) {
  const { t } = useText();
  const say = useSay();
  const nameOf = useNames();
  const name = [change.number, change.title].filter(Boolean).join(' · ') || t('sync.waiting.unnamed');
  return (
    <tr>
      <td>
        <When at={change.since} />
      </td>
      <td className={classes.long}>{change.link ? <Link href={change.link}>{name}</Link> : name}</td>
      <td className={classes.long}>
        {say(change.line.key, spoken(change.line.params, t, nameOf))}
        {change.line.who && <span className={classes.by}> · {nameOf(change.line.who)}</span>}
      </td>
    </tr>
  );
}
