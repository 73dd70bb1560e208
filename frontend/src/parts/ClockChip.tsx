import { IconCheck, IconPlayerPauseFilled } from '@tabler/icons-react';
import classes from './ClockChip.module.css';

/** How a clock stands: time enough, under a quarter left, past due, paused, or done in time. */
export type ClockTone = 'calm' | 'soon' | 'late' | 'paused' | 'met' | 'missed';

type ClockChipProps = {
  tone: ClockTone;
  /** The share of the time that is left, 0 to 1. */
  left?: number;
  text: string;
  /** Due time, standard and calendar, on hover. */
  title?: string;
  tall?: boolean;
};

/** A clock in a chip: the amber or red ones are the loudest thing on the screen. */
export function ClockChip({ tone, left = 1, text, title, tall }: ClockChipProps) {
  return (
    <span className={classes.clock} data-tone={tone} data-tall={tall || undefined} title={title}>
      <ClockFace tone={tone} left={left} />
      {text}
    </span>
  );
}

/** The face alone: a ring that empties, a mark when late, bars when paused, a tick when met. */
export function ClockFace({ tone, left = 1, size = 14 }: { tone: ClockTone; left?: number; size?: number }) {
  if (tone === 'paused')
    return <IconPlayerPauseFilled size={size - 2} className={classes.face} aria-hidden />;
  if (tone === 'met') return <IconCheck size={size} stroke={1.8} className={classes.face} aria-hidden />;
  if (tone === 'late' || tone === 'missed') return <Late size={size} />;
  return <Ring left={left} size={size} />;
}

function Late({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" className={classes.face} aria-hidden>
      <circle cx={7} cy={7} r={6.2} className={classes.disc} />
      <path d="M7 3.9v3.4" className={classes.mark} />
      <circle cx={7} cy={9.8} r={0.95} className={classes.dot} />
    </svg>
  );
}

const round = 2 * Math.PI * 5;

function Ring({ left, size }: { left: number; size: number }) {
  const share = Math.min(1, Math.max(0.04, left));
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" className={classes.face} aria-hidden>
      <circle cx={7} cy={7} r={5} className={classes.track} />
      <circle
        cx={7}
        cy={7}
        r={5}
        className={classes.rest}
        strokeDasharray={`${share * round} ${round}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  );
}
