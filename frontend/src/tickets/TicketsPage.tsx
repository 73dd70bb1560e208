import { useRef, useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useText } from '../i18n/useText';
import type { ListHandle } from '../parts/FocusList';
import { useKeys } from '../parts/keys';
import { Empty } from '../parts/State';
import { useRemembered } from '../parts/useRemembered';
import { useNarrow } from '../parts/useWidth';
import { NewTicket } from './NewTicket';
import { TicketList } from './TicketList';
import { TicketPane } from './TicketPane';
import classes from './Tickets.module.css';
import { Views } from './Views';

/** Three panes: the views, the list of one of them, and a ticket with everything beside it. */
export default function TicketsPage() {
  const { t } = useText();
  const narrow = useNarrow();
  const [, route] = useRoute<{ view?: string; id?: string }>('/tickets/:view?/:id?');
  const [, go] = useLocation();
  const view = route?.view ?? 'open';
  const id = route?.id ?? '';
  const list = useRef<ListHandle>(null);
  const pane = useRef<HTMLElement>(null);
  const [unfolded, setUnfolded] = useRemembered('views', true);
  const [side, setSide] = useRemembered('side', true);
  const [creating, setCreating] = useState(false);
  const [place, setPlace] = useState({ at: 0, of: 0 });
  const withViews = unfolded && !narrow;

  const show = (ticket: string) => go(`/tickets/${view}/${ticket}`, { replace: id !== '' });
  const enter = () => pane.current?.focus();

  useKeys({
    j: () => list.current?.move(1),
    k: () => list.current?.move(-1),
    enter,
    c: () => setCreating(true),
    '[': () => setUnfolded(!unfolded),
    ']': () => setSide(!side),
    escape: () => list.current?.focus(),
  });

  return (
    <div className={classes.panes} data-views={withViews || undefined}>
      {withViews && (
        <Views
          view={view}
          onView={(key) => go(`/tickets/${key}`)}
          onFold={() => setUnfolded(false)}
          onCreate={() => setCreating(true)}
        />
      )}
      <TicketList
        view={view}
        selected={id}
        handle={list}
        onView={(key) => go(`/tickets/${key}`)}
        onUnfold={withViews || narrow ? undefined : () => setUnfolded(true)}
        folded={!withViews}
        onCreate={() => setCreating(true)}
        onSelect={show}
        onOpen={enter}
        onPlace={setPlace}
      />
      {id ? (
        <TicketPane
          key={id}
          id={id}
          pane={pane}
          place={place}
          side={side}
          onMove={(by) => list.current?.move(by)}
          onSide={() => setSide(!side)}
        />
      ) : (
        <Empty title={t('tickets.none.title')} body={t('tickets.none.body')} />
      )}
      {creating && (
        <NewTicket
          onClose={() => setCreating(false)}
          onOpened={(ticket) => {
            setCreating(false);
            show(ticket);
          }}
        />
      )}
    </div>
  );
}
