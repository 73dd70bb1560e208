import { expect, test } from 'vitest';
import { brief } from '../testing/tickets';
import { dueOf, groupByDue } from './grouping';

const now = new Date('2026-11-20T06:36:00Z');
const zone = 'Asia/Shanghai';
const due = (dueAt: string, state = 'running') => brief({ clock: { dueAt, state } });

test('a day ends at midnight in the shop', () => {
  expect(dueOf(due('2026-11-20T15:59:59Z'), now, zone)).toBe('today');
  expect(dueOf(due('2026-11-20T16:00:00Z'), now, zone)).toBe('later');
});

test('what is past due comes first, what is paused last, whatever came', () => {
  const rows = [due('', 'paused'), due('2026-11-20T05:00:00Z'), due('2026-11-22T05:00:00Z'), due('', 'none')];
  const groups = groupByDue(rows, now, zone, true);
  expect(groups.map((g) => g.due)).toEqual(['overdue', 'later', 'noClock', 'paused']);
});

test('the last group may go on while there are more pages', () => {
  const rows = [due('2026-11-20T05:00:00Z'), due('2026-11-20T08:00:00Z')];
  expect(groupByDue(rows, now, zone, false).map((g) => g.whole)).toEqual([true, false]);
  expect(groupByDue(rows, now, zone, true).map((g) => g.whole)).toEqual([true, true]);
});

test('a ticket done in time has nothing due', () => {
  const row = brief({
    clock: { state: 'met', doneAt: '2026-11-20T05:00:00Z', dueAt: '2026-11-20T05:30:00Z' },
  });
  expect(dueOf(row, now, zone)).toBe('noClock');
});
