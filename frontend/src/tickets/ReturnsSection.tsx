import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { SideSection } from '../parts/SideSection';
import type { TicketDetail } from './queries';
import classes from './TicketSide.module.css';

const stages = ['request', 'review', 'sendBack', 'receive', 'disinfect', 'inspect', 'dispose', 'refund'];

/** The returns of the ticket, each with where its goods are. Without an order there is nothing to send back. */
export function ReturnsSection({ detail }: { detail: TicketDetail }) {
  const { t } = useText();
  const { ticket, returns } = detail;
  if (!ticket.order && returns.length === 0) return null;
  return (
    <SideSection
      title={t('tickets.returns')}
      count={returns.length || undefined}
      fold="returns"
      right={
        ticket.order && (
          <Link
            href={`/returns/new/${ticket.id}`}
            className={classes.open}
            aria-label={t('tickets.newReturn')}
          >
            <IconPlus size={16} stroke={1.6} aria-hidden />
          </Link>
        )
      }
    >
      {returns.length === 0 && <p className={classes.sub}>{t('tickets.noReturns')}</p>}
      {returns.map((one) => (
        <Progress key={one.id} one={one} />
      ))}
    </SideSection>
  );
}

function Progress({ one }: { one: TicketDetail['returns'][number] }) {
  const { t } = useText();
  const { now, length } = useFormat();
  const ended = one.stage === 'finished';
  // Customs is a part of the way back.
  const at = ended ? stages.length : stages.indexOf(one.stage === 'customs' ? 'sendBack' : one.stage);
  const since = (now.getTime() - new Date(one.since).getTime()) / 1000;
  return (
    <div className={classes.return}>
      <Link href={`/returns/${one.id}`}>{one.number}</Link>
      <span className={classes.steps} aria-hidden>
        {stages.map((stage, place) => (
          <span key={stage} data-stands={place < at ? 'done' : place === at ? 'now' : 'later'} />
        ))}
      </span>
      <p className={classes.stage}>
        <b>{ended ? t(`returns.state.${one.state}`) : t(`returns.stage.${one.stage}`)}</b>
        {!ended && <span>{t('tickets.step', { at: at + 1, of: stages.length })}</span>}
        {!ended && <span className={`${classes.since} tabular`}>{length(since)}</span>}
      </p>
    </div>
  );
}
