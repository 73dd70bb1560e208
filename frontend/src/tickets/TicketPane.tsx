import { type RefObject, useState } from 'react';
import { ConflictBanner } from '../conflicts/ConflictBanner';
import { useText } from '../i18n/useText';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { useNarrow } from '../parts/useWidth';
import { Composer, type Mode } from './Composer';
import { Dialogs, type Wanted } from './Dialogs';
import { IncidentNotice } from './IncidentNotice';
import { type TicketDetail, useTicket } from './queries';
import { TicketHead } from './TicketHead';
import classes from './TicketPane.module.css';
import { TicketSide } from './TicketSide';
import { Timeline } from './Timeline';

type TicketPaneProps = {
  id: string;
  pane: RefObject<HTMLElement | null>;
  place: { at: number; of: number };
  /** Whether the side panel is shown. */
  side: boolean;
  /** Tickets are marked: a hands those over. */
  onHandOver?: () => void;
  onMove: (by: number) => void;
  onSide: () => void;
};

/** One ticket: its head, what was said, the composer, and beside it customer, order, returns and clocks. */
export function TicketPane({ id, ...rest }: TicketPaneProps) {
  const { t } = useText();
  const ticket = useTicket(id);
  return (
    <Loaded query={ticket} meanwhile={<Loading rows={5} height={96} />} errorTitle={t('tickets.failed')}>
      {(detail) => <Shown detail={detail} {...rest} />}
    </Loaded>
  );
}

function Shown({
  detail,
  pane,
  place,
  side,
  onHandOver,
  onMove,
  onSide,
}: Omit<TicketPaneProps, 'id'> & { detail: TicketDetail }) {
  const { t } = useText();
  const narrow = useNarrow();
  const [wanted, setWanted] = useState<Wanted>();
  const [mode, setMode] = useState<Mode>('reply');
  const [call, setCall] = useState(0);
  const write = (as: Mode) => {
    setMode(as);
    setCall((n) => n + 1);
  };
  const finished = ['resolved', 'closed', 'spam', 'cancelled'].includes(detail.state);
  useKeys({
    r: named('tickets.reply', () => write('reply')),
    n: named('tickets.note', () => write('note')),
    a: named('tickets.assign.title', onHandOver ?? (() => setWanted({ what: 'assign' }))),
    e: named(finished ? 'tickets.reopen.title' : 'tickets.resolve.title', () =>
      setWanted({ what: finished ? 'reopen' : 'resolve' }),
    ),
  });

  return (
    <div className={classes.pane} data-side={side || undefined}>
      <article className={classes.talk} ref={pane} tabIndex={-1} aria-label={detail.ticket.subject}>
        <TicketHead
          detail={detail}
          place={place}
          narrow={narrow}
          side={side}
          onMove={onMove}
          onSide={onSide}
          onWant={setWanted}
        />
        <IncidentNotice returns={detail.returns} />
        <ConflictBanner of={[{ kind: 'ticket', id: detail.ticket.id }]} />
        <Timeline detail={detail} />
        <Composer detail={detail} mode={mode} onMode={setMode} call={call} />
      </article>
      {side && <TicketSide detail={detail} />}
      {wanted && <Dialogs detail={detail} wanted={wanted} onClose={() => setWanted(undefined)} />}
      <span className="visually-hidden" role="status">
        {t('tickets.openedAloud', { number: detail.ticket.number, subject: detail.ticket.subject })}
      </span>
    </div>
  );
}
