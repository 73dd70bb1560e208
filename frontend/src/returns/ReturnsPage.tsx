import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHourglass, IconLayoutKanban, IconPlus, IconTable, IconTableExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useDesk } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { TableDialog } from '../papers/TableDialog';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { named, useKeys } from '../parts/keys';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { Empty, ErrorState, NoResult } from '../parts/State';
import { useRemembered } from '../parts/useRemembered';
import { useNarrow } from '../parts/useWidth';
import { Board } from './Board';
import { Filters } from './Filters';
import { NewReturn } from './NewReturn';
import { type BoardColumn, useBoard } from './queries';
import { ReturnPage } from './ReturnPage';
import classes from './Returns.module.css';
import { ReturnsTable } from './ReturnsTable';

/** Returns: what is stuck and whom it waits for, one of them, or the request of a new one. */
export default function ReturnsPage() {
  const [isNew, asked] = useRoute<{ about?: string; id?: string }>('/returns/new/:about?/:id?');
  const [isOne, one] = useRoute<{ id: string }>('/returns/:id');
  if (isOne && one.id !== 'new') return <ReturnPage key={one.id} id={one.id} />;
  if (!isNew) return <Overview />;
  // A request begins in a ticket, /returns/new/<ticket>, or at an order, /returns/new/order/<order>.
  const order = asked.about === 'order' ? asked.id : '';
  return <Overview creating ticket={order ? '' : (asked.about ?? '')} order={order ?? ''} />;
}

type OverviewProps = { creating?: boolean; ticket?: string; order?: string };

function Overview({ creating, ticket = '', order = '' }: OverviewProps) {
  const { t } = useText();
  const [, go] = useLocation();
  const [asTable, setAsTable] = useRemembered('returns.table', false);
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), 150);
  const [waiting, setWaiting] = useState('');
  const board = useBoard(words, waiting);
  const [exporting, setExporting] = useState(false);
  const create = () => go('/returns/new');
  useKeys({ c: named('returns.new.title', create) });

  const clear = () => {
    setTyped('');
    setWaiting('');
  };
  const columns = board.data ?? [];
  const sums = totals(columns);
  const narrowed = words !== '' || waiting !== '';
  return (
    <>
      <PageHead
        title={t('returns.title')}
        sub={t('returns.open', { count: sums.open })}
        actions={
          <>
            <Totals {...sums} />
            <IconButton label={t('papers.table')} onClick={() => setExporting(true)}>
              <IconTableExport size={16} stroke={1.6} />
            </IconButton>
            <Button look="primary" hotkey="c" icon={<IconPlus size={16} stroke={1.6} />} onClick={create}>
              {t('returns.new.button')}
            </Button>
          </>
        }
      >
        <SegmentedControl
          aria-label={t('returns.shownAs')}
          value={asTable ? 'table' : 'board'}
          onChange={(value) => setAsTable(value === 'table')}
          data={[
            {
              value: 'board',
              label: <Shown icon={<IconLayoutKanban size={16} stroke={1.6} />} as="board" />,
            },
            { value: 'table', label: <Shown icon={<IconTable size={16} stroke={1.6} />} as="table" /> },
          ]}
        />
      </PageHead>
      <Filters words={typed} onWords={setTyped} waiting={waiting} onWaiting={setWaiting} />
      {board.error && !board.data && <ErrorState error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Loading rows={6} height={96} />}
      {board.data && sums.open + sums.finished === 0 && (
        <Nothing narrowed={narrowed} onCreate={create} onClear={clear} />
      )}
      {board.data &&
        sums.open + sums.finished > 0 &&
        (asTable ? <ReturnsTable columns={columns} /> : <Board columns={columns} />)}
      {exporting && (
        <TableDialog table={{ kind: 'returns', words, waiting }} onClose={() => setExporting(false)} />
      )}
      {creating && (
        <NewReturn
          ticket={ticket}
          order={order}
          onClose={() => (ticket ? history.back() : go('/returns', { replace: true }))}
          onOpened={(id) => go(`/returns/${id}`, { replace: true })}
        />
      )}
    </>
  );
}

function Shown({ icon, as }: { icon: React.ReactNode; as: string }) {
  const { t } = useText();
  return (
    <span className={classes.shown}>
      {icon}
      {t(`returns.as.${as}`)}
    </span>
  );
}

type Sums = { open: number; finished: number; slow: number; stuck: number; sum: number };

/** What is under way in all columns but the finished one. */
export function totals(columns: BoardColumn[]): Sums {
  const sums = { open: 0, finished: 0, slow: 0, stuck: 0, sum: 0 };
  for (const column of columns) {
    if (column.column === 'finished') {
      sums.finished += column.total;
      continue;
    }
    sums.open += column.total;
    sums.slow += column.slow;
    sums.stuck += column.stuck;
    sums.sum += column.sum;
  }
  return sums;
}

function Totals({ stuck, slow, sum }: Sums) {
  const { t } = useText();
  const { money } = useFormat();
  const narrow = useNarrow();
  const { currency } = useDesk().shop;
  return (
    <p className={classes.totals}>
      {stuck > 0 && (
        <b className={classes.stuck}>
          <IconHourglass size={16} stroke={1.6} aria-hidden />
          {t('returns.stuck', { count: stuck })}
        </b>
      )}
      {slow > 0 && <b className={classes.slow}>{t('returns.slow', { count: slow })}</b>}
      {!narrow && (
        <span>
          {t('returns.underWay')} <b className="tabular">{money({ minor: sum, currency })}</b>
        </span>
      )}
    </p>
  );
}

type NothingProps = { narrowed: boolean; onCreate: () => void; onClear: () => void };

function Nothing({ narrowed, onCreate, onClear }: NothingProps) {
  const { t } = useText();
  if (narrowed) {
    return (
      <NoResult title={t('returns.nothing.title')} body={t('returns.nothing.body')}>
        <Button onClick={onClear}>{t('common.clear')}</Button>
      </NoResult>
    );
  }
  return (
    <Empty title={t('returns.empty.title')} body={t('returns.empty.body')}>
      <Button look="primary" hotkey="c" onClick={onCreate}>
        {t('returns.new.button')}
      </Button>
    </Empty>
  );
}
