import { useText } from '../i18n/useText';
import { StatusShape } from '../parts/StatusShape';
import type { TicketDetail } from './queries';
import classes from './TicketHead.module.css';
import { shapeOf } from './TicketRow';

/** The state as a word with its shape. */
export function StateWord({ detail }: { detail: TicketDetail }) {
  const { t } = useText();
  const shape = shapeOf({ state: detail.state, reopened: detail.ticket.reopened });
  return (
    <span className={classes.state}>
      <StatusShape of={shape} silent />
      <span className={classes.stateName}>{t(`tickets.state.${shape}`)}</span>
    </span>
  );
}
