import { IconCheckbox } from '@tabler/icons-react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Channel } from '../parts/Channel';
import { ClockChip } from '../parts/ClockChip';
import { Priority } from '../parts/Priority';
import { StatusShape } from '../parts/StatusShape';
import { useNarrow } from '../parts/useWidth';
import { hasClock, showClock } from './clock';
import type { Brief } from './queries';
import classes from './TicketRow.module.css';

/** The shape to show: a ticket that came back stands out until it is settled again. */
export function shapeOf({ state, reopened }: { state: string; reopened: number }): string {
  return state === 'open' && reopened > 0 ? 'reopened' : state;
}

/** Two lines: what it is about and whose it is; how urgent, who asks and how long there is. */
export function TicketRow({ row, marked }: { row: Brief; marked?: boolean }) {
  const { t, language } = useText();
  const { now, when } = useFormat();
  const narrow = useNarrow();
  const finished = ['resolved', 'closed', 'spam', 'cancelled'].includes(row.state);
  const owner = row.ownerName || row.ownerWords;
  const clock = hasClock(row.clock) && showClock(row.clock, now, t, language, row.stateSince);
  return (
    <div className={classes.row} data-awaiting={row.awaiting || undefined}>
      {row.awaiting && <span className={classes.dot} role="img" aria-label={t('tickets.awaiting')} />}
      <div className={classes.line}>
        {marked ? (
          <IconCheckbox
            size={16}
            stroke={1.6}
            role="img"
            aria-label={t('tickets.markedRow')}
            className={classes.mark}
          />
        ) : (
          <StatusShape of={shapeOf(row)} />
        )}
        <span className={classes.subject}>{row.subject || t('tickets.noSubject')}</span>
        <Avatar name={owner} label={owner || t('common.unassigned')} />
      </div>
      <div className={classes.line}>
        <span className={classes.priority}>
          {(row.priority === 'high' || row.priority === 'urgent') && <Priority of={row.priority} />}
        </span>
        <span className={classes.from}>
          <Channel of={row.channel} />
          {!narrow && <span className={classes.number}>{row.number}</span>}
          <span className={classes.customer}>{row.customerName || t('tickets.noCustomer')}</span>
        </span>
        {clock && !finished ? (
          <ClockChip {...clock} />
        ) : (
          <span className={`${classes.last} tabular`}>{when(row.lastAt)}</span>
        )}
      </div>
    </div>
  );
}
