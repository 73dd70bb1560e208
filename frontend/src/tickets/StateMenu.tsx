import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { StatusShape } from '../parts/StatusShape';
import type { Wanted } from './Dialogs';
import { type TicketDetail, useResume } from './queries';
import { StateWord } from './StateWord';
import classes from './TicketHead.module.css';

/** A move that a ticket in some state may make: at once, or by a dialog that asks more. */
export type Move = { to: string; want?: Wanted };

const waits = ['waitingCustomer', 'waitingThirdParty', 'waitingColleagues'];

/** The moves out of a state, as the rules allow them; Go has the last word. */
export function movesFrom(state: string): Move[] {
  const wait = (to: string): Move => ({ to, want: { what: 'wait', for: to } });
  const resume: Move = { to: 'open' };
  const resolve: Move = { to: 'resolved', want: { what: 'resolve' } };
  switch (state) {
    case 'new':
      return [
        resume,
        ...waits.map(wait),
        resolve,
        { to: 'spam', want: { what: 'dismiss', as: 'spam' } },
        { to: 'cancelled', want: { what: 'dismiss', as: 'cancelled' } },
      ];
    case 'open':
      return [...waits.map(wait), resolve];
    case 'resolved':
      return [
        { to: 'closed', want: { what: 'close' } },
        { to: 'reopened', want: { what: 'reopen' } },
      ];
    case 'closed':
      return [{ to: 'reopened', want: { what: 'reopen' } }];
    default:
      return waits.includes(state)
        ? [resume, ...waits.filter((other) => other !== state).map(wait), resolve]
        : [];
  }
}

/** The state, and where it may go from here. */
export function StateMenu({ detail, onWant }: { detail: TicketDetail; onWant: (wanted: Wanted) => void }) {
  const { t } = useText();
  const resume = useResume();
  const moves = movesFrom(detail.state);
  const name = t('tickets.stateIs', { state: t(`tickets.state.${detail.state}`) });
  if (moves.length === 0) return <StateWord detail={detail} />;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="toolbar"
          className={classes.stateMenu}
          aria-label={name}
          right={<IconChevronDown size={14} stroke={1.6} />}
        >
          <StateWord detail={detail} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {moves.map(({ to, want }) => (
          <Menu.Item
            key={to}
            leftSection={<StatusShape of={to} silent />}
            onClick={() => (want ? onWant(want) : resume.mutate({ ticket: detail.ticket.id }))}
          >
            {t(`tickets.move.${to}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
