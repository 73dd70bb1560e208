import { useState } from 'react';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Confirm } from '../parts/Confirm';
import { useMay, useWhoMay } from '../parts/useMay';
import { type Awaited, type SyncStatus, usePassOver } from './queries';
import classes from './Sync.module.css';
import { deciding, useSpan } from './words';

/**
 * For whom payments wait since the hub lost something, and until when; a supervisor may then go on without them.
 * Nothing while none waits.
 */
export function AwayCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { now, whenWithin } = useFormat();
  const may = useMay();
  const supervisors = useWhoMay('supervisor', 'admin').join(t('common.listSeparator')) || t('common.none');
  const [asking, setAsking] = useState(false);
  const { waits } = status;
  if (waits.for.length === 0) return null;
  const stands = deciding(status, now);
  const from = whenWithin(waits.from);
  return (
    <Card flush title={t('sync.away.title', { count: waits.for.length })}>
      <div className={classes.away}>
        <p>{t('sync.away.body', { at: whenWithin(waits.since) })}</p>
        <p>{t('sync.away.once')}</p>
      </div>
      <ul aria-label={t('sync.away.list')} className={`${classes.peers} ${classes.awayOnes}`}>
        {waits.for.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      <footer className={classes.decide}>
        <p id="away-reason">
          {stands === 'early' && t('sync.away.until', { at: from })}
          {stands === 'offline' && t('sync.away.offline')}
          {stands === 'now' && t('sync.away.mayNow')}
          {!may('supervisor') && ` ${t('sync.away.who', { people: supervisors })}`}
        </p>
        {may('supervisor') && (
          <Button disabled={stands !== 'now'} aria-describedby="away-reason" onClick={() => setAsking(true)}>
            {t('sync.away.goOn')}
          </Button>
        )}
      </footer>
      {asking && <GoOn away={waits.for} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function useName() {
  const { t } = useText();
  return (one: Awaited) => one.name || t('sync.away.unnamed', { id: one.id });
}

function Row({ one }: { one: Awaited }) {
  const { t } = useText();
  const { ago } = useSpan();
  const name = useName();
  return (
    <li className={classes.peer}>
      <span className={classes.letter}>{one.letter || '?'}</span>
      <span className={classes.peerName}>{name(one)}</span>
      <span className={classes.peerSeen}>
        {isKnown(one.seen) ? t('sync.away.seen', { ago: ago(one.seen) }) : t('sync.away.never')}
      </span>
    </li>
  );
}

function GoOn({ away, onClose }: { away: Awaited[]; onClose: () => void }) {
  const { t } = useText();
  const name = useName();
  const pass = usePassOver();
  const names = away.map(name).join(t('common.listSeparator'));
  return (
    <Confirm
      title={t('sync.away.goOnTitle')}
      action={t('sync.away.goOnDo')}
      danger
      onConfirm={() => pass.mutateAsync([{ away: away.map(({ id }) => id) }])}
      onClose={onClose}
    >
      <p className={classes.said}>{t('sync.away.goOnBody', { names })}</p>
      <p className={classes.said}>{t('sync.away.risk')}</p>
      <p className={classes.said}>{t('sync.away.scope')}</p>
    </Confirm>
  );
}
