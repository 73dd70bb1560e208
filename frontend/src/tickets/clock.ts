import type { TFunction } from 'i18next';
import { writeLength } from '../format/time';
import type { ClockTone } from '../parts/ClockChip';
import type { Clock } from './queries';

/** A clock as a chip shows it at a moment. */
export type Shown = { tone: ClockTone; left: number; text: string };

/** Whether there is anything to show: a clock that runs, stands still or was done. */
export function hasClock(clock: Clock): boolean {
  return clock.state !== 'none' && clock.state !== '';
}

/** Seconds until due at `now`, negative when past; what was left when it was read while no due time is known. */
export function secondsLeft(clock: Clock, now: Date): number {
  return clock.dueAt ? (new Date(clock.dueAt).getTime() - now.getTime()) / 1000 : clock.left;
}

/** The share of the target that is left, in the clock's own time: a calendar's clock stands still at night. */
export function shareLeft(clock: Clock, now: Date): number {
  if (clock.target <= 0) return 1;
  const left = clock.wall ? secondsLeft(clock, now) : clock.target - clock.spent;
  return Math.min(1, Math.max(0, left / clock.target));
}

/** Calm, amber under a quarter left, red from the moment due; paused and done ones apart. */
export function toneOf(clock: Clock, now: Date): ClockTone {
  if (clock.doneAt) return clock.state === 'met' ? 'met' : 'missed';
  if (clock.state === 'paused') return 'paused';
  if (clock.state === 'breached' || secondsLeft(clock, now) < 0) return 'late';
  return shareLeft(clock, now) < 0.25 ? 'soon' : 'calm';
}

/** Writes a clock: 剩 42m, 超 1h 12m, 停 2 天, 达标 23h 12m. `pausedSince` tells how long it has stood still. */
export function showClock(clock: Clock, now: Date, t: TFunction, language: string, pausedSince = ''): Shown {
  const tone = toneOf(clock, now);
  const stood = pausedSince ? (now.getTime() - new Date(pausedSince).getTime()) / 1000 : clock.pausedFor;
  const lengths: Record<ClockTone, number> = {
    calm: secondsLeft(clock, now),
    soon: secondsLeft(clock, now),
    late: -secondsLeft(clock, now),
    paused: stood,
    met: clock.spent,
    missed: clock.spent,
  };
  const time = writeLength(lengths[tone], t, language);
  return { tone, left: shareLeft(clock, now), text: t(`tickets.clock.${tone}`, { time }) };
}
