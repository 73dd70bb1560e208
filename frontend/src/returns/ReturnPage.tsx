import { useState } from 'react';
import { useLocation } from 'wouter';
import { ConflictBanner } from '../conflicts/ConflictBanner';
import { useText } from '../i18n/useText';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { Dialogs, type Wanted } from './Dialogs';
import { Gates } from './Gates';
import { History } from './History';
import { IncidentBanner } from './IncidentBanner';
import { Ledger } from './Ledger';
import { LinesCard } from './LinesCard';
import { actsOf, inspectable, reinspectable } from './next';
import { PhotosCard } from './PhotosCard';
import { PolicyCard } from './PolicyCard';
import { type ReturnDetail, useReturn } from './queries';
import { Rail } from './Rail';
import { ReturnHead } from './ReturnHead';
import classes from './ReturnPage.module.css';
import { ShipmentStrip } from './ShipmentStrip';

/** One return: where its goods are, what each line still needs, why the policy said yes, what may be paid now. */
export function ReturnPage({ id }: { id: string }) {
  const { t } = useText();
  const detail = useReturn(id);
  return (
    <Loaded query={detail} errorTitle={t('returns.failed')} meanwhile={<Loading rows={6} height={72} />}>
      {(shown) => <Shown detail={shown} />}
    </Loaded>
  );
}

function Shown({ detail }: { detail: ReturnDetail }) {
  const { t } = useText();
  const [, go] = useLocation();
  const [wanted, want] = useState<Wanted>();
  const acts = actsOf(detail);
  const { lines } = detail.return;
  const mayInspect = lines.some(inspectable) || lines.some(reinspectable);
  useKeys({
    escape: named('nav.key.back', () => go('/returns')),
    ...(mayInspect && { i: named('returns.ask.inspect.title', () => want({ what: 'inspect' })) }),
  });
  return (
    <>
      <ReturnHead detail={detail} acts={acts} onWant={want} />
      <Rail steps={detail.rail} stage={detail.return.stage} />
      <div className={classes.body}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <div className={classes.main} role="region" aria-label={t('returns.goodsAndPolicy')} tabIndex={0}>
          <IncidentBanner detail={detail} onWant={want} />
          <ConflictBanner
            of={[
              { kind: 'return', id: detail.return.id },
              { kind: 'ledger', id: detail.ledger.id },
            ]}
          />
          <Gates detail={detail} />
          <LinesCard detail={detail} onWant={want} />
          <div className={classes.pair}>
            <PolicyCard detail={detail} />
            <PhotosCard detail={detail} />
          </div>
          <ShipmentStrip detail={detail} />
        </div>
        <aside className={classes.side} aria-label={t('returns.money')}>
          <IncidentBanner detail={detail} onWant={want} small />
          <Ledger detail={detail} onWant={want} />
          <History lines={detail.lines} />
        </aside>
      </div>
      {wanted && <Dialogs detail={detail} wanted={wanted} onClose={() => want(undefined)} />}
    </>
  );
}
