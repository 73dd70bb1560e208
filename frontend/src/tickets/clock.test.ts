import { describe, expect, test } from 'vitest';
import { i18n } from '../i18n';
import { showClock, toneOf } from './clock';
import type { Clock } from './queries';

const now = new Date('2026-11-20T06:00:00Z');
const clock = (part: Partial<Clock>): Clock => ({
  metric: 'nextReply',
  state: 'running',
  startedAt: '2026-11-20T02:00:00Z',
  dueAt: '2026-11-20T07:00:00Z',
  doneAt: '',
  target: 4 * 3600,
  spent: 2 * 3600,
  pausedFor: 0,
  left: 3600,
  wall: false,
  uncovered: false,
  ...part,
});

describe('toneOf', () => {
  test.each([
    ['half left', {}, 'calm'],
    ['under a quarter left', { spent: 3.2 * 3600 }, 'soon'],
    ['exactly a quarter left', { spent: 3 * 3600 }, 'calm'],
    ['by the wall clock', { wall: true, dueAt: '2026-11-20T06:30:00Z' }, 'soon'],
    ['past due', { dueAt: '2026-11-20T05:59:00Z' }, 'late'],
    ['due at this very second', { dueAt: '2026-11-20T06:00:00Z', spent: 4 * 3600 }, 'soon'],
    ['paused', { state: 'paused', dueAt: '' }, 'paused'],
    ['done in time', { state: 'met', doneAt: '2026-11-20T05:00:00Z' }, 'met'],
    ['done too late', { state: 'breached', doneAt: '2026-11-20T08:00:00Z' }, 'missed'],
  ])('%s', (_, part, tone) => {
    expect(toneOf(clock(part), now)).toBe(tone);
  });
});

test('a clock says what is left, past, or how long it stood still', () => {
  const say = (part: Partial<Clock>, since?: string) =>
    showClock(clock(part), now, i18n.getFixedT('zh-CN'), 'zh-CN', since).text;
  expect(say({})).toBe('剩 1h 00m');
  expect(say({ dueAt: '2026-11-20T04:48:00Z' })).toBe('超 1h 12m');
  expect(say({ state: 'paused', dueAt: '' }, '2026-11-18T06:00:00Z')).toBe('停 2 天');
  expect(say({ state: 'met', doneAt: '2026-11-20T05:00:00Z', spent: 23 * 3600 + 12 * 60 })).toBe(
    '达标 23h 12m',
  );
});
