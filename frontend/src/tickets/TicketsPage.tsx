import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useText } from '../i18n/useText';
import type { ListHandle } from '../parts/FocusList';
import { named, useKeys } from '../parts/keys';
import { Empty } from '../parts/State';
import { useRemembered } from '../parts/useRemembered';
import { useNarrow } from '../parts/useWidth';
import { AssignMarked } from './AssignForm';
import { MarkedBar } from './MarkedBar';
import { NewTicket } from './NewTicket';
import { TicketList } from './TicketList';
import { TicketPane } from './TicketPane';
import classes from './Tickets.module.css';
import { isView, Views } from './Views';

/** Three panes: the views, the list of one of them, and a ticket with everything beside it. */
export default function TicketsPage() {
  const { t } = useText();
  const narrow = useNarrow();
  const [, route] = useRoute<{ view?: string; id?: string }>('/tickets/:view?/:id?');
  const [, go] = useLocation();
  // /tickets/new asks for a new ticket, over the view that work begins with.
  const asked = route?.view === 'new';
  const view = isView(route?.view ?? '') ? (route?.view as string) : 'open';
  const brought = (history.state ?? {}) as { subject?: string; words?: string };
  const id = route?.id ?? '';
  const list = useRef<ListHandle>(null);
  const pane = useRef<HTMLElement>(null);
  const [unfolded, setUnfolded] = useRemembered('views', true);
  const [side, setSide] = useRemembered('side', true);
  const [creating, setCreating] = useState(false);
  const [place, setPlace] = useState({ at: 0, of: 0 });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [handing, setHanding] = useState(false);
  const unmark = useCallback(() => setMarked(new Set()), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins afresh
  useEffect(unmark, [view]);
  const mark = () =>
    setMarked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const withViews = unfolded && !narrow;

  const show = (ticket: string) => go(`/tickets/${view}/${ticket}`, { replace: id !== '' });
  const enter = () => pane.current?.focus();

  useKeys({
    j: named('nav.key.next', () => list.current?.move(1)),
    k: named('nav.key.previous', () => list.current?.move(-1)),
    enter: named('nav.key.open', enter),
    c: named('tickets.new.title', () => setCreating(true)),
    '[': named('nav.key.views', () => setUnfolded(!unfolded)),
    ']': named('nav.key.side', () => setSide(!side)),
    escape: named('nav.key.back', () => (marked.size > 0 ? unmark() : list.current?.focus())),
    ...(id && { x: named('nav.key.mark', mark) }),
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
        asked={brought.words}
        selected={id}
        handle={list}
        onView={(key) => go(`/tickets/${key}`)}
        onUnfold={withViews || narrow ? undefined : () => setUnfolded(true)}
        folded={!withViews}
        onCreate={() => setCreating(true)}
        onSelect={show}
        onOpen={enter}
        onPlace={setPlace}
        marked={marked}
        foot={
          marked.size > 0 && (
            <MarkedBar marked={[...marked]} onAssign={() => setHanding(true)} onClear={unmark} />
          )
        }
      />
      {id ? (
        <TicketPane
          key={id}
          id={id}
          pane={pane}
          place={place}
          side={side}
          onHandOver={marked.size > 0 ? () => setHanding(true) : undefined}
          onMove={(by) => list.current?.move(by)}
          onSide={() => setSide(!side)}
        />
      ) : (
        <Empty title={t('tickets.none.title')} body={t('tickets.none.body')} />
      )}
      {handing && (
        <AssignMarked
          tickets={[...marked]}
          onDone={() => {
            setHanding(false);
            unmark();
          }}
          onClose={() => setHanding(false)}
        />
      )}
      {(creating || asked) && (
        <NewTicket
          subject={asked ? brought.subject : undefined}
          onClose={() => {
            setCreating(false);
            if (asked) go('/tickets/open', { replace: true });
          }}
          onOpened={(ticket) => {
            setCreating(false);
            show(ticket);
          }}
        />
      )}
    </div>
  );
}
