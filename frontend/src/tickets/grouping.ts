import { dayIn } from '../format/time';
import { hasClock, toneOf } from './clock';
import type { Brief } from './queries';

/** Why rows stand together: past due, due today, due later, nothing promised, paused. */
export type Due = 'overdue' | 'today' | 'later' | 'noClock' | 'paused';

const order: Due[] = ['overdue', 'today', 'later', 'noClock', 'paused'];

/** Where a ticket belongs at `now`; a day ends at midnight in the shop's zone. */
export function dueOf({ clock }: Brief, now: Date, zone: string): Due {
  if (!hasClock(clock) || clock.doneAt) return 'noClock';
  const tone = toneOf(clock, now);
  if (tone === 'paused') return 'paused';
  if (tone === 'late') return 'overdue';
  if (!clock.dueAt) return 'noClock';
  return dayIn(new Date(clock.dueAt), zone) === dayIn(now, zone) ? 'today' : 'later';
}

/** Rows that stand together, in the order that came; `whole` when no later page can add to them. */
export type DueGroup = { due: Due; rows: Brief[]; whole: boolean };

/** Groups rows that came in order of due time. `complete` says that there is no page after them. */
export function groupByDue(rows: Brief[], now: Date, zone: string, complete: boolean): DueGroup[] {
  const dues = rows.map((row) => dueOf(row, now, zone));
  const present = order.filter((due) => dues.includes(due));
  return present.map((due, at) => ({
    due,
    rows: rows.filter((_, place) => dues[place] === due),
    whole: complete || at < present.length - 1,
  }));
}

/** The views whose rows come in order of due time. */
export const dueViews = new Set(['open', 'mine', 'unassigned', 'dueSoon', 'overdue']);
