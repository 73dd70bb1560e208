import { IconAlertOctagon, IconArrowRight } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useText } from '../i18n/useText';
import type { TicketDetail } from './queries';
import classes from './TicketPane.module.css';

/** Money of one of the ticket's returns went out twice: said above the conversation until somebody settles it. */
export function IncidentNotice({ returns }: { returns: TicketDetail['returns'] }) {
  const { t } = useText();
  return returns
    .filter((one) => one.incident)
    .map((one) => (
      <div key={one.id} className={classes.incident} role="alert">
        <IconAlertOctagon size={16} stroke={1.6} aria-hidden />
        <p>
          <b>{t('returns.incident.onTicket', { number: one.number })}</b> {t('returns.incident.blocks')}
        </p>
        <Link href={`/returns/${one.id}`}>
          {t('returns.incident.look')}
          <IconArrowRight size={14} stroke={1.8} aria-hidden />
        </Link>
      </div>
    ));
}
