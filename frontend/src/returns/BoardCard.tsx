import { IconAlertTriangle, IconClock, IconDoorExit, IconPackage, IconPlane } from '@tabler/icons-react';
import type { FocusEventHandler, KeyboardEventHandler } from 'react';
import { Link } from 'wouter';
import { useNames } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Money } from '../parts/Money';
import { useSay } from '../parts/useSay';
import classes from './BoardCard.module.css';
import type { Brief } from './queries';
import { Waiting } from './Waiting';
import { shortNumber } from './words';

const methods: Record<string, typeof IconPackage> = {
  doorPickUp: IconDoorExit,
  dropOff: IconPackage,
  overseasWarehouse: IconPlane,
};

type BoardCardProps = {
  card: Brief;
  'data-at': string;
  tabIndex: number;
  onFocus: FocusEventHandler;
  onKeyDown: KeyboardEventHandler;
};

/** A return on the board: whose, what, for how long here, whom it waits for, and what is the matter. */
export function BoardCard({ card, ...place }: BoardCardProps) {
  const { t } = useText();
  const say = useSay();
  const { now, length } = useFormat();
  const nameOf = useNames();
  const Method = methods[card.method] ?? IconPackage;
  const finished = card.column === 'finished';
  const age = (now.getTime() - new Date(card.since).getTime()) / 1000;
  return (
    <Link href={`/returns/${card.id}`} className={classes.card} data-pace={card.pace} {...place}>
      <span className={classes.row}>
        <span className={classes.number}>{shortNumber(card.number)}</span>
        <Method
          size={16}
          stroke={1.6}
          role="img"
          aria-label={t(`returns.method.${card.method}`)}
          className={classes.method}
        />
      </span>
      <b className={classes.title}>{titleOf(card, t('returns.andMore'))}</b>
      <span className={classes.row}>
        <span className={classes.customer}>{card.customerName}</span>
        <Money of={card.amount} short />
      </span>
      {card.whyKey && <span className={classes.why}>{say(card.whyKey, card.whyParams)}</span>}
      <span className={classes.row}>
        <span className={classes.age}>
          {finished ? (
            t(`returns.state.${card.state}`)
          ) : (
            <>
              <Pace of={card.pace} />
              <span className="tabular">{length(age)}</span>
            </>
          )}
        </span>
        <span className={classes.who}>
          <Waiting of={card.waiting} />
          <Avatar name={nameOf(card.owner ?? '')} size={18} />
        </span>
      </span>
    </Link>
  );
}

/** 净化器 AP-500 等 × 4: the first line that comes back, whether there are others, and how many units in all. */
export function titleOf(card: Pick<Brief, 'title' | 'more' | 'units'>, andMore: string): string {
  const title = card.more ? `${card.title} ${andMore}` : card.title;
  return card.units > 1 ? `${title} × ${card.units}` : title;
}

function Pace({ of }: { of: string }) {
  const { t } = useText();
  if (of === 'onPace') return null;
  const Icon = of === 'stuck' ? IconAlertTriangle : IconClock;
  return <Icon size={14} stroke={1.8} role="img" aria-label={t(`returns.pace.${of}`)} />;
}
