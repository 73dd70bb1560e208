import { Menu, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconChevronDown,
  IconLayoutSidebarLeftExpand,
  IconPlus,
  IconSearch,
  IconTableExport,
} from '@tabler/icons-react';
import { type ReactNode, type Ref, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { TableDialog } from '../papers/TableDialog';
import { Button } from '../parts/Button';
import { FocusList, type Group, type ListHandle } from '../parts/FocusList';
import { IconButton } from '../parts/IconButton';
import { KeyCap } from '../parts/KeyCap';
import { named, useKeys } from '../parts/keys';
import { Loading } from '../parts/Loading';
import { Empty, ErrorState, NoResult } from '../parts/State';
import { dueViews, groupByDue } from './grouping';
import { type Brief, useTickets, useViews } from './queries';
import classes from './TicketList.module.css';
import { TicketRow } from './TicketRow';
import { useHeld } from './useHeld';
import { ViewIcon } from './Views';

type TicketListProps = {
  view: string;
  /** Words to look for that came with the address. */
  asked?: string;
  selected: string;
  handle: Ref<ListHandle>;
  /** The views have no pane of their own: the title leads to them. */
  folded: boolean;
  onView: (key: string) => void;
  onUnfold?: () => void;
  onCreate: () => void;
  onSelect: (id: string) => void;
  onOpen: () => void;
  /** Tickets marked for a common step. */
  marked: ReadonlySet<string>;
  foot?: ReactNode;
  /** Where the selected ticket stands among those loaded. */
  onPlace: (place: { at: number; of: number }) => void;
};

const idOf = (row: Brief) => row.id;

/** The list of a view, grouped by what is due, or what a search found in all tickets. */
export function TicketList(props: TicketListProps) {
  const { view, asked, selected, handle, folded, onView, onUnfold, onCreate, onSelect, onOpen, onPlace } =
    props;
  const { marked, foot } = props;
  const { t } = useText();
  const { now, zone } = useFormat();
  const [searching, setSearching] = useState(false);
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 150);
  const words = searching ? wanted : '';
  const tickets = useTickets(view, words);
  const views = useViews();
  const search = useRef<HTMLInputElement>(null);

  const fresh = useMemo(() => tickets.data?.pages.flatMap(({ rows }) => rows), [tickets.data]);
  const held = useHeld(fresh, `${view} ${words}`);
  const rows = held.rows;
  const complete = !tickets.hasNextPage;
  const groups = useMemo((): Group<Brief>[] => {
    if (!rows) return [];
    if (words || !dueViews.has(view)) return [{ key: 'all', items: rows }];
    return groupByDue(rows, now, zone, complete).map(({ due, rows: items, whole }) => ({
      key: due,
      items,
      head: <GroupHead due={due} count={whole ? items.length : undefined} />,
    }));
  }, [rows, words, view, now, zone, complete]);

  const inOrder = useMemo(() => groups.flatMap(({ items }) => items), [groups]);
  const count = views.data?.find(({ key }) => key === view)?.count ?? 0;
  const at = inOrder.findIndex(({ id }) => id === selected);
  const total = words || count < inOrder.length ? inOrder.length : count;
  useEffect(() => onPlace({ at: at + 1, of: total }), [at, total, onPlace]);

  useEffect(() => {
    if (!asked) return;
    setSearching(true);
    setTyped(asked);
  }, [asked]);

  const stop = () => {
    setSearching(false);
    setTyped('');
  };
  // At once: the next key may come before a timer does, and belongs to the field.
  const seek = () => {
    flushSync(() => setSearching(true));
    search.current?.focus();
  };
  useKeys({ '/': named('nav.key.search', seek) });

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = tickets;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <section className={classes.list} aria-label={t('tickets.list')} {...held.watch}>
      <header className={classes.head}>
        {searching ? (
          <TextInput
            ref={search}
            size="xs"
            className={classes.search}
            aria-label={t('tickets.search')}
            placeholder={t('tickets.search')}
            leftSection={<IconSearch size={16} stroke={1.6} />}
            rightSection={<KeyCap of="escape" />}
            rightSectionWidth={40}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Escape') {
                event.stopPropagation();
                stop();
              }
              if ((event.key === 'Enter' || event.key === 'ArrowDown') && inOrder[0]) {
                event.preventDefault();
                onSelect(inOrder[0].id);
                event.currentTarget
                  .closest('section')
                  ?.querySelector<HTMLElement>('[role="listbox"]')
                  ?.focus();
              }
            }}
          />
        ) : (
          <>
            {onUnfold && (
              <IconButton label={t('tickets.unfold')} aria-keyshortcuts="[" onClick={onUnfold}>
                <IconLayoutSidebarLeftExpand size={16} stroke={1.6} />
              </IconButton>
            )}
            {folded ? <ViewMenu view={view} onView={onView} /> : <h2>{t(`tickets.view.${view}`)}</h2>}
            <span className={classes.count}>{t('tickets.count', { count })}</span>
            <IconButton label={t('tickets.search')} aria-keyshortcuts="/" onClick={seek}>
              <IconSearch size={16} stroke={1.6} />
            </IconButton>
            <Export view={view} words="" />
            {folded && (
              <IconButton label={t('tickets.new.title')} aria-keyshortcuts="C" onClick={onCreate}>
                <IconPlus size={16} stroke={1.6} />
              </IconButton>
            )}
          </>
        )}
        {words && <Export view={view} words={words} />}
      </header>
      {held.waiting > 0 && (
        <button type="button" className={classes.waiting} onClick={held.release}>
          {t('tickets.arrived', { count: held.waiting })}
        </button>
      )}
      {tickets.error && !rows && <ErrorState error={tickets.error} onRetry={() => void tickets.refetch()} />}
      {!rows && !tickets.error && <Loading rows={9} />}
      {rows?.length === 0 &&
        (words ? <Nothing words={words} onClear={stop} /> : <AllDone view={view} onView={onView} />)}
      {rows && rows.length > 0 && (
        <FocusList
          label={words ? t('tickets.found', { words }) : t(`tickets.view.${view}`)}
          groups={groups}
          idOf={idOf}
          rowHeight={60}
          headHeight={28}
          selected={selected}
          onSelect={onSelect}
          onOpen={onOpen}
          onEnd={more}
          handle={handle}
          marked={marked}
        >
          {(row) => <TicketRow row={row} marked={marked.has(row.id)} />}
        </FocusList>
      )}
      {foot}
    </section>
  );
}

function Export({ view, words }: { view: string; words: string }) {
  const { t } = useText();
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <IconButton label={t('papers.table')} onClick={() => setExporting(true)}>
        <IconTableExport size={16} stroke={1.6} />
      </IconButton>
      {exporting && (
        <TableDialog table={{ kind: 'tickets', view, words }} onClose={() => setExporting(false)} />
      )}
    </>
  );
}

function GroupHead({ due, count }: { due: string; count?: number }) {
  const { t } = useText();
  return (
    <>
      <span className={classes.due} data-due={due}>
        {t(`tickets.due.${due}`)}
      </span>
      {count !== undefined && <span className={classes.groupCount}>{count}</span>}
    </>
  );
}

function ViewMenu({ view, onView }: Pick<TicketListProps, 'view' | 'onView'>) {
  const { t } = useText();
  const views = useViews();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.title}>
          <h2>{t(`tickets.view.${view}`)}</h2>
          <IconChevronDown size={14} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {views.data?.map(({ key, count }) => (
          <Menu.Item
            key={key}
            leftSection={<ViewIcon of={key} />}
            rightSection={<span className={classes.groupCount}>{count}</span>}
            onClick={() => onView(key)}
          >
            {t(`tickets.view.${key}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Nothing({ words, onClear }: { words: string; onClear: () => void }) {
  const { t } = useText();
  return (
    <NoResult title={t('tickets.nothing.title', { words })} body={t('tickets.nothing.body')}>
      <Button hotkey="escape" onClick={onClear}>
        {t('common.clear')}
      </Button>
    </NoResult>
  );
}

/** Views whose being empty is good news. */
const wellDone = new Set(['open', 'mine', 'unassigned', 'awaitingReply', 'dueSoon', 'overdue']);

function AllDone({ view, onView }: Pick<TicketListProps, 'view' | 'onView'>) {
  const { t } = useText();
  const next = view === 'open' ? 'all' : 'open';
  return (
    <Empty
      good={wellDone.has(view)}
      title={t(`tickets.empty.${view}.title`)}
      body={t(`tickets.empty.${view}.body`)}
    >
      {view !== 'all' && (
        <Button onClick={() => onView(next)}>{t('tickets.see', { view: t(`tickets.view.${next}`) })}</Button>
      )}
    </Empty>
  );
}
