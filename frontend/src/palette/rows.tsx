import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Chip } from '../parts/Chip';
import { ClockChip } from '../parts/ClockChip';
import { KeyCap } from '../parts/KeyCap';
import { StatusShape } from '../parts/StatusShape';
import { titleOf } from '../returns/BoardCard';
import { hasClock, showClock } from '../tickets/clock';
import { maskPhone } from '../tickets/mask';
import { shapeOf } from '../tickets/TicketRow';
import type { Action } from './actions';
import { Marked } from './mark';
import classes from './Palette.module.css';
import type { CustomerFind, Finds, Recent } from './queries';

/** One line of the palette: what it shows, and what happens when it is chosen. */
export type Row = { id: string; shows: ReactNode; open: () => void };

type LineProps = { icon: ReactNode; title: ReactNode; hints?: ReactNode[]; right?: ReactNode };

function Line({ icon, title, hints = [], right }: LineProps) {
  return (
    <>
      <span className={classes.icon}>{icon}</span>
      <span className={classes.title}>{title}</span>
      {hints.filter(Boolean).map((hint, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the hints of a line never change places
        <span key={at} className={classes.hint}>
          {hint}
        </span>
      ))}
      <span className={classes.right}>{right}</span>
    </>
  );
}

type Go = (path: string) => void;

/** A ticket that was found, with the clock that matters. */
export function TicketLine({ of, words }: { of: Finds['tickets']['rows'][number]; words: string }) {
  const { t, language } = useText();
  const { now, when } = useFormat();
  const finished = ['resolved', 'closed', 'spam', 'cancelled'].includes(of.state);
  const clock = !finished && hasClock(of.clock) && showClock(of.clock, now, t, language, of.stateSince);
  return (
    <Line
      icon={<StatusShape of={shapeOf(of)} />}
      title={<Marked text={of.subject} words={words} />}
      hints={[
        <Marked key="number" text={of.number} words={words} />,
        <Marked key="who" text={of.customerName} words={words} />,
      ]}
      right={
        clock ? (
          <ClockChip {...clock} />
        ) : (
          <span className={classes.hint}>
            {when(of.lastAt)} {t(`tickets.state.${of.state}`)}
          </span>
        )
      }
    />
  );
}

const paces: Record<string, 'bad' | 'warn' | 'accent'> = { stuck: 'bad', slow: 'warn' };

/** A return that was found, with how long it has been where it is. */
export function ReturnLine({ of, words }: { of: Finds['returns']['rows'][number]; words: string }) {
  const { t } = useText();
  const { now, length } = useFormat();
  const finished = of.column === 'finished';
  const age = length((now.getTime() - new Date(of.since).getTime()) / 1000);
  const state = t(`returns.state.${of.state}`);
  return (
    <Line
      icon={<IconArrowBackUp size={16} stroke={1.6} aria-hidden />}
      title={<Marked text={titleOf(of, t('returns.andMore'))} words={words} />}
      hints={[
        <Marked key="number" text={of.number} words={words} />,
        <Marked key="who" text={of.customerName} words={words} />,
      ]}
      right={
        finished ? (
          <span className={classes.hint}>{state}</span>
        ) : (
          <Chip tone={paces[of.pace] ?? 'accent'}>
            {of.pace === 'onPace' ? state : `${state} · ${t(`returns.pace.${of.pace}`)}`} {age}
          </Chip>
        )
      }
    />
  );
}

/** A customer that was found, by their details or by what they bought. */
export function CustomerLine({ of, words }: { of: CustomerFind; words: string }) {
  const { t } = useText();
  const { whenWithin } = useFormat();
  return (
    <Line
      icon={<Avatar name={of.name} size={18} />}
      title={<Marked text={of.name || t('customers.unnamed')} words={words} />}
      hints={[
        maskPhone(of.phone),
        of.bought && (
          <>
            <Marked text={of.bought} words={words} />
            {of.signedAt && ` · ${t('palette.signed', { time: whenWithin(of.signedAt) })}`}
          </>
        ),
      ]}
      right={<span className={classes.hint}>{t('customers.tickets', { count: of.tickets })}</span>}
    />
  );
}

/** A record that was looked at lately. */
export function RecentLine({ of }: { of: Recent }) {
  const { t } = useText();
  const icon =
    of.kind === 'ticket' ? (
      <StatusShape of={of.state} />
    ) : of.kind === 'return' ? (
      <IconArrowBackUp size={16} stroke={1.6} aria-hidden />
    ) : (
      <Avatar name={of.title} size={18} />
    );
  const number = of.kind === 'customer' ? maskPhone(of.number) : of.number;
  const state = of.kind === 'return' && t(`returns.state.${of.state}`);
  return (
    <Line
      icon={icon}
      title={of.title || t('customers.unnamed')}
      hints={[number, of.who]}
      right={state && <span className={classes.hint}>{state}</span>}
    />
  );
}

/** Something that can be done, with its key. */
export function ActionLine({ of, words }: { of: Action; words: string }) {
  const Icon = of.icon;
  return (
    <Line
      icon={<Icon size={16} stroke={1.6} />}
      title={<Marked text={of.name} words={words} />}
      hints={[of.hint]}
      right={of.hotkey?.split(' ').map((key) => <KeyCap key={key} of={key} />)}
    />
  );
}

/** Where a record's page is. */
export const pageOf = (kind: string, id: string) =>
  kind === 'ticket' ? `/tickets/all/${id}` : kind === 'return' ? `/returns/${id}` : `/customers/${id}`;

/** The rows of one kind of finds. */
export function rowsOf<T extends { id: string }>(
  kind: string,
  found: T[],
  line: (one: T) => ReactNode,
  go: Go,
): Row[] {
  return found.map((one) => ({
    id: `${kind} ${one.id}`,
    shows: line(one),
    open: () => go(pageOf(kind, one.id)),
  }));
}
