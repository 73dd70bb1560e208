import { useLocation } from 'wouter';
import { useText } from '../i18n/useText';
import { type Action, actionsFor, useActions } from './actions';
import { type Finds, useFinds, useRecent } from './queries';
import { ActionLine, CustomerLine, RecentLine, ReturnLine, type Row, rowsOf, TicketLine } from './rows';
import { asked, type Scope } from './scope';

/** Rows under one head, and how many there are in all. */
export type Group = { id: string; title: string; count?: string; rows: Row[] };

const nearAtHand = 9;
const besideFinds = 4;
/** How many of each kind stand beside those of others, so that what can be done is still seen. */
const together: Record<string, number> = { tickets: 3, returns: 2, customers: 2 };

/** What the palette shows for some words, and whether that is the answer to them already. */
export function useGroups(scope: Scope, words: string, onHelp: () => void) {
  const { t } = useText();
  const [, go] = useLocation();
  const question = asked(scope, words);
  const finds = useFinds(question);
  const recent = useRecent();
  const actions = useActions(words, onHelp);

  const rowOf = (action: Action): Row => ({
    id: action.id,
    shows: <ActionLine of={action} words={words} />,
    open: action.act,
  });
  const doing = (most: number): Group => ({
    id: 'actions',
    title: t('palette.actions'),
    rows: actionsFor(actions, words).slice(0, most).map(rowOf),
  });
  const looked: Group = {
    id: 'recent',
    title: t('palette.recent'),
    rows: (recent.data ?? []).map((one) => ({
      id: `${one.kind} ${one.id}`,
      shows: <RecentLine of={one} />,
      open: () => go(one.kind === 'ticket' ? `/tickets/all/${one.id}` : `/${one.kind}s/${one.id}`),
    })),
  };
  const found = question && finds.data ? foundGroups(finds.data, words, scope === 'all', t, go) : [];
  const groups =
    scope === 'actions'
      ? [doing(Number.POSITIVE_INFINITY)]
      : words === ''
        ? [looked, doing(nearAtHand)]
        : scope === 'all'
          ? [...found, doing(besideFinds)]
          : found;
  return {
    groups: groups.filter(({ rows }) => rows.length > 0),
    settled: question === '' || (finds.data !== undefined && !finds.isPlaceholderData) || finds.isError,
    error: question === '' ? null : finds.error,
  };
}

type Say = ReturnType<typeof useText>['t'];

function foundGroups(finds: Finds, words: string, all: boolean, t: Say, go: (path: string) => void): Group[] {
  const few = <T extends { rows: unknown[] }>(kind: string, of: T): T =>
    all ? { ...of, rows: of.rows.slice(0, together[kind]) } : of;
  const tickets = few('tickets', finds.tickets);
  const returns = few('returns', finds.returns);
  const customers = few('customers', finds.customers);
  const count = (of: { rows: unknown[]; total: number; more: boolean }) =>
    of.total > of.rows.length || of.more
      ? t('palette.count', { total: of.more ? `${of.total}+` : String(of.total), shown: of.rows.length })
      : undefined;
  return [
    {
      ...{ id: 'tickets', title: t('nav.tickets'), count: count(tickets) },
      rows: rowsOf('ticket', tickets.rows, (one) => <TicketLine of={one} words={words} />, go),
    },
    {
      ...{ id: 'returns', title: t('nav.returns'), count: count(returns) },
      rows: rowsOf('return', returns.rows, (one) => <ReturnLine of={one} words={words} />, go),
    },
    {
      ...{ id: 'customers', title: t('nav.customers'), count: count(customers) },
      rows: rowsOf('customer', customers.rows, (one) => <CustomerLine of={one} words={words} />, go),
    },
  ];
}
