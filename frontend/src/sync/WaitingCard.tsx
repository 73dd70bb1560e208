import { IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useNames } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { useSay } from '../parts/useSay';
import { When } from '../parts/When';
import { spoken } from '../tickets/Entry';
import { type SyncStatus, useWaiting, type Waiting } from './queries';
import classes from './Sync.module.css';

// So many rows are shown before somebody asks for all.
const few = 8;

/** What waits to go, the longest first: which record, what happened, since when. Nothing when nothing waits. */
export function WaitingCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { count } = useFormat();
  const [all, showAll] = useState(false);
  const waiting = useWaiting(status);
  if (status.toGo === 0) return null;
  const known = waiting.data?.length ?? status.toGo;
  const folded = !all && known > few;
  const more = status.toGo - known;
  return (
    <Card
      flush
      title={
        <span className={classes.head}>
          <IconArrowUp size={16} stroke={1.6} aria-hidden />
          {t('sync.waiting.title')}
        </span>
      }
      sub={t('sync.waiting.sub')}
    >
      <Loaded query={waiting}>
        {(changes) => (
          <ul aria-label={t('sync.waiting.title')} className={classes.changes}>
            {changes.slice(0, folded ? few : undefined).map((change) => (
              <Row key={change.since + change.of.id + change.line.what} change={change} />
            ))}
          </ul>
        )}
      </Loaded>
      {folded ? (
        <div className={classes.foot}>
          <Button size="toolbar" onClick={() => showAll(true)}>
            {t('sync.waiting.show', { count: known })}
          </Button>
        </div>
      ) : (
        more > 0 && <p className={classes.foot}>{t('sync.waiting.more', { n: count(more) })}</p>
      )}
    </Card>
  );
}

function Row({ change }: { change: Waiting }) {
  const { t } = useText();
  const say = useSay();
  const nameOf = useNames();
  const { number, title, link, line, since } = change;
  const name = number || title || t('sync.waiting.unnamed');
  const what = say(line.key, spoken(line.params, t, nameOf));
  const who = line.who ? nameOf(line.who) : '';
  const told = [what, who].filter(Boolean).join(' · ');
  return (
    <li className={classes.change}>
      <span className={classes.of} title={[number, title].filter(Boolean).join(' · ')}>
        {link ? <Link href={link}>{name}</Link> : name}
      </span>
      <span className={classes.happened} title={told}>
        {what}
        {who && <span className={classes.by}> · {who}</span>}
      </span>
      <span className={classes.peerSeen}>
        <When at={since} />
      </span>
    </li>
  );
}
