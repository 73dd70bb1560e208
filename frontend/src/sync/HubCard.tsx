import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem, Problem, problemText } from '../bridge/problem';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { Confirm } from '../parts/Confirm';
import { Refused } from '../parts/Form';
import { When } from '../parts/When';
import classes from '../settings/Settings.module.css';
import { CodeDialog } from './CodeDialog';
import { type HubPage, useRevokeAtHub, useRunHub, useStopHub } from './queries';

type Asking = { what: 'code' } | { what: 'stop' } | { what: 'revoke'; id: string; name: string };

/** The hub that this program runs: where others reach it, who they are, and what an admin can do there. */
export function HubCard({ hub, admin }: { hub: HubPage; admin: boolean }) {
  const { t } = useText();
  const { count } = useFormat();
  const [asking, setAsking] = useState<Asking>();
  const run = useRunHub();
  const stop = useStopHub();
  const revoke = useRevokeAtHub();
  const close = () => setAsking(undefined);
  const size = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return (
    <Card
      flush
      title={t('sync.hub.title')}
      sub={
        hub.running ? (
          <Chip small tone="ok">
            {t('sync.hub.running')}
          </Chip>
        ) : (
          <Chip small tone="warn">
            {t('sync.hub.stopped')}
          </Chip>
        )
      }
      right={
        admin && (
          <Acts
            hub={hub}
            busy={run.isPending}
            onAsk={setAsking}
            onRun={() => run.mutate([{ listen: hub.listen }])}
          />
        )
      }
    >
      {run.error && <Refused problem={asProblem(run.error)} />}
      {hub.problem && (
        <p className={classes.warn}>
          {problemText(new Problem(hub.problem.code, hub.problem.params, '', hub.problem.ref), t)}
        </p>
      )}
      {hub.running && (
        <dl className={`${classes.facts} ${classes.inset}`}>
          <dt>{t('sync.hub.addresses')}</dt>
          <dd>{hub.addresses.join(t('common.listSeparator'))}</dd>
          <dt>{t('sync.hub.size')}</dt>
          <dd>
            {t('sync.hub.sizeOf', {
              messages: count(hub.messages),
              size: size(hub.bytes),
              free: size(hub.free),
            })}
          </dd>
          <dt>{t('sync.hub.folder')}</dt>
          <dd>{hub.folder}</dd>
        </dl>
      )}
      {hub.members.length > 0 && (
        <table className={classes.table} aria-label={t('sync.hub.members')}>
          <thead>
            <tr>
              <th scope="col">{t('sync.hub.member')}</th>
              <th scope="col">{t('sync.hub.joined')}</th>
              <th scope="col">{t('sync.hub.had')}</th>
              <th scope="col" aria-label={t('settings.schedule.acts')} />
            </tr>
          </thead>
          <tbody>
            {hub.members.map((member) => (
              <tr key={member.id} data-off={member.revoked || undefined}>
                <td>
                  <b>{member.me ? t('sync.peer.me', { name: member.name }) : member.name}</b>{' '}
                  <Chip small tone={member.connected ? 'ok' : 'neutral'}>
                    {t(
                      member.revoked
                        ? 'sync.hub.revoked'
                        : member.connected
                          ? 'sync.hub.connected'
                          : 'sync.hub.away',
                    )}
                  </Chip>
                </td>
                <td>
                  <When at={member.joined} />
                </td>
                <td>{isKnown(member.had) && <When at={member.had} />}</td>
                <td data-right>
                  {admin && !member.me && !member.revoked && (
                    <Button
                      size="toolbar"
                      aria-label={t('sync.hub.revokeOf', { name: member.name })}
                      onClick={() => setAsking({ what: 'revoke', id: member.id, name: member.name })}
                    >
                      {t('sync.hub.revoke')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asking?.what === 'code' && <CodeDialog onClose={close} />}
      {asking?.what === 'stop' && (
        <Confirm
          title={t('sync.hub.stopTitle')}
          action={t('sync.hub.stopDo')}
          danger
          onConfirm={() => stop.mutateAsync([])}
          onClose={close}
        >
          <p>{t('sync.hub.stopBody')}</p>
        </Confirm>
      )}
      {asking?.what === 'revoke' && (
        <Confirm
          title={t('sync.hub.revokeTitle', { name: asking.name })}
          action={t('sync.hub.revokeDo', { name: asking.name })}
          danger
          onConfirm={() => revoke.mutateAsync([asking.id])}
          onClose={close}
        >
          <p>{t('sync.hub.revokeBody')}</p>
        </Confirm>
      )}
    </Card>
  );
}

type ActsProps = { hub: HubPage; busy: boolean; onAsk: (what: Asking) => void; onRun: () => void };

function Acts({ hub, busy, onAsk, onRun }: ActsProps) {
  const { t } = useText();
  if (!hub.running)
    return (
      <Button size="toolbar" busy={busy} onClick={onRun}>
        {t('sync.hub.start')}
      </Button>
    );
  return (
    <>
      <Button size="toolbar" onClick={() => onAsk({ what: 'stop' })}>
        {t('sync.hub.stop')}
      </Button>
      <Button
        size="toolbar"
        look="primary"
        icon={<IconPlus size={14} stroke={1.6} aria-hidden />}
        onClick={() => onAsk({ what: 'code' })}
      >
        {t('sync.pairNew')}
      </Button>
    </>
  );
}
