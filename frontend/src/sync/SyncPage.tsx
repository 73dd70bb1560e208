import { IconPlus, IconRefresh, IconSettings } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { asProblem } from '../bridge/problem';
import { ConflictsHere } from '../conflicts/ConflictsHere';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Refused } from '../parts/Form';
import { useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { PageHead } from '../parts/PageHead';
import { useMay } from '../parts/useMay';
import { Alone } from './Alone';
import { Answers } from './Answers';
import { AwayCard } from './AwayCard';
import { HoldsCard } from './HoldsCard';
import { PlaceCard } from './PlaceCard';
import { type SyncStatus, useSync, useSyncNow } from './queries';
import { RoundsCard } from './RoundsCard';
import classes from './Sync.module.css';
import { Copied, Trouble } from './Trouble';
import { WaitingCard } from './WaitingCard';
import { usePlan } from './words';

/** How this workstation stands with the others: four answers first, then the place and its workstations,
 * what waits, and what wants a decision. */
export default function SyncPage() {
  const status = useSync();
  return <Loaded query={status}>{(data) => <Page status={data} />}</Loaded>;
}

function Page({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const may = useMay();
  const [, go] = useLocation();
  const now = useSyncNow();
  const shared = status.link.kind !== '';
  const sync = () => now.mutate([]);
  useKeys({ s: sync }, shared);
  return (
    <>
      <PageHead
        title={t('sync.title')}
        sub={shared ? <Rhythm status={status} /> : t('sync.aloneSub')}
        actions={
          <>
            {shared && may('admin') && (
              <Button
                icon={<IconPlus size={16} stroke={1.6} aria-hidden />}
                onClick={() => go('/settings/sync')}
              >
                {t(status.link.kind === 'hub' ? 'sync.pairNew' : 'sync.set.invite')}
              </Button>
            )}
            <Button
              icon={<IconSettings size={16} stroke={1.6} aria-hidden />}
              onClick={() => go('/settings/sync')}
            >
              {t('sync.settings')}
            </Button>
            {shared && (
              <Button
                look="primary"
                hotkey="s"
                icon={<IconRefresh size={16} stroke={1.6} aria-hidden />}
                busy={status.running || now.isPending}
                onClick={sync}
              >
                {t('sync.now')}
              </Button>
            )}
          </>
        }
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('sync.title')}>
        {now.error && <Refused problem={asProblem(now.error)} />}
        <Copied status={status} />
        {shared ? (
          <>
            <Trouble status={status} onRetry={sync} />
            <Answers status={status} />
            <AwayCard status={status} />
            <div className={classes.columns}>
              <div>
                <PlaceCard status={status} />
                <HoldsCard status={status} />
                <WaitingCard status={status} />
              </div>
              <div>
                <ConflictsHere />
                <RoundsCard status={status} />
              </div>
            </div>
          </>
        ) : (
          <>
            <Alone />
            {status.holds > 0 && <HoldsCard status={status} />}
            <ConflictsHere />
          </>
        )}
      </div>
    </>
  );
}

function Rhythm({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { whenWithin } = useFormat();
  const plan = usePlan()(status.spec);
  const seconds = status.nudge;
  if (!isKnown(status.next)) return t('sync.rhythmOnly', { plan, seconds });
  return t('sync.rhythm', { plan, seconds, next: whenWithin(status.next) });
}
