import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { ClockChip, ClockFace } from '../parts/ClockChip';
import { SideSection } from '../parts/SideSection';
import classes from './Clocks.module.css';
import { hasClock, secondsLeft, shareLeft, showClock, toneOf } from './clock';
import type { Clock, TicketDetail } from './queries';

/** What is due next and when it must be solved; the narrow head has room for the first alone. */
export function HeadClocks({ detail, narrow }: { detail: TicketDetail; narrow: boolean }) {
  const { t, language } = useText();
  const { now, full } = useFormat();
  const running = detail.clocks.filter((clock) => hasClock(clock) && !clock.doneAt);
  const next = [...running].sort((a, b) => urgency(a, now) - urgency(b, now))[0];
  const solve = running.find(({ metric }) => metric === 'resolve');
  const shown = [next, narrow || solve === next ? undefined : solve].filter((clock) => clock !== undefined);
  const chips = shown.map((clock) => {
    const { tone, left, text } = showClock(clock, now, t, language, detail.ticket.stateSince);
    const due = clock.dueAt ? t('tickets.clock.due', { time: full(clock.dueAt) }) : undefined;
    return (
      <ClockChip
        key={clock.metric}
        tall
        tone={tone}
        left={left}
        title={due}
        text={`${t(`tickets.clock.short.${clock.metric}`)} ${text}`}
      />
    );
  });
  return <span className={classes.head}>{chips}</span>;
}

// What stands still is never next.
const urgency = (clock: Clock, now: Date) =>
  clock.dueAt ? secondsLeft(clock, now) : Number.POSITIVE_INFINITY;

/** Every clock of the ticket with its due time, how much is used, and what was paused. */
export function ClockSection({ detail }: { detail: TicketDetail }) {
  const { t } = useText();
  const { standard } = detail;
  const clocks = detail.clocks.filter(hasClock);
  if (clocks.length === 0) return null;
  return (
    <SideSection
      title={t('tickets.clocks')}
      fold="clocks"
      right={t('tickets.standard', { name: standard.name, version: standard.version })}
    >
      <ul className={classes.clocks}>
        {clocks.map((clock) => (
          <ClockLine key={clock.metric} clock={clock} detail={detail} />
        ))}
      </ul>
      {clocks.some(({ uncovered }) => uncovered) && (
        <p className={classes.odd}>{t('tickets.clock.uncovered')}</p>
      )}
    </SideSection>
  );
}

function ClockLine({ clock, detail }: { clock: Clock; detail: TicketDetail }) {
  const { t, language } = useText();
  const { now, whenWithin, length } = useFormat();
  const { tone, left, text } = showClock(clock, now, t, language, detail.ticket.stateSince);
  const word: Record<string, string> = {
    met: t('tickets.clock.metIn', { time: length(clock.spent) }),
    missed: t('tickets.clock.missedBy', { time: length(clock.spent) }),
    paused: text,
  };
  const due = clock.dueAt ? t('tickets.clock.dueAt', { time: whenWithin(clock.dueAt) }) : '';
  const said = word[tone] ?? [due, tone === 'calm' ? '' : text].filter(Boolean).join(' · ');
  return (
    <li className={classes.clock} data-tone={tone}>
      <ClockFace tone={tone} left={left} />
      <span className={classes.metric}>{t(`tickets.clock.metric.${clock.metric}`)}</span>
      <span className={`${classes.said} tabular`}>{said}</span>
      {!clock.doneAt && (
        <span className={classes.track} aria-hidden>
          <span className={classes.used} style={{ width: `${100 * usedOf(clock, now)}%` }} />
        </span>
      )}
      {clock.pausedFor > 0 && (
        <span className={classes.paused}>
          <ClockFace tone="paused" size={12} />
          {t('tickets.clock.pausedFor', { time: length(clock.pausedFor) })}
        </span>
      )}
    </li>
  );
}

const usedOf = (clock: Clock, now: Date) => (toneOf(clock, now) === 'late' ? 1 : 1 - shareLeft(clock, now));
