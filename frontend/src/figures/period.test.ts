import { describe, expect, test } from 'vitest';
import { addressOf, daysIn, lengthOf, readAddress, spanOf, step, weekOf } from './period';

describe('a period', () => {
  test.each([
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-23', '2026-11-23', '2026-11-29'],
    ['week', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-20', '2026-10-01', '2026-12-31'],
    ['custom', '2026-11-20', '2026-10-22', '2026-11-20'],
  ] as const)('a %s around %s', (length, day, from, to) => {
    expect(spanOf(length, day)).toEqual({ from, to });
  });

  test.each([
    ['month', '2026-01-15', -1, '2025-12-01', '2025-12-31'],
    ['month', '2026-01-31', 1, '2026-02-01', '2026-02-28'],
    ['quarter', '2026-12-31', 1, '2027-01-01', '2027-03-31'],
    ['week', '2026-03-29', 1, '2026-03-30', '2026-04-05'],
  ] as const)('a %s around %s moves by %d', (length, day, by, from, to) => {
    expect(step(length, spanOf(length, day), by)).toEqual({ from, to });
  });

  test('a run of days moves by its own length', () => {
    const ten = { from: '2026-11-11', to: '2026-11-20' };
    expect(daysIn(ten)).toBe(10);
    expect(step('custom', ten, -1)).toEqual({ from: '2026-11-01', to: '2026-11-10' });
  });

  test.each([
    ['2026-11-20', 2026, 47],
    ['2027-01-03', 2026, 53],
    ['2024-12-30', 2025, 1],
    ['2021-01-01', 2020, 53],
  ])('%s lies in week %d-%d', (day, year, week) => {
    expect(weekOf(day)).toEqual({ year, week });
  });

  test('a whole piece of the calendar is known for what it is', () => {
    expect(lengthOf({ from: '2026-11-16', to: '2026-11-22' })).toBe('week');
    expect(lengthOf({ from: '2026-10-01', to: '2026-12-31' })).toBe('quarter');
    expect(lengthOf({ from: '2026-10-01', to: '2026-10-30' })).toBe('custom');
  });

  test('its address says which it is, and nonsense leads to this month', () => {
    const address = addressOf('month', spanOf('month', '2026-10-09'));
    expect(address).toBe('/figures/month/2026-10-01/2026-10-31');
    const today = '2026-11-20';
    expect(readAddress({ length: 'month', from: '2026-10-01' }, today).span.to).toBe('2026-10-31');
    expect(readAddress({ length: 'year', from: '2026-13-41' }, today)).toEqual({
      length: 'month',
      span: { from: '2026-11-01', to: '2026-11-30' },
    });
    expect(readAddress({ length: 'custom', from: '2026-11-05', to: '2026-11-01' }, today).span).toEqual({
      from: '2026-11-05',
      to: '2026-11-05',
    });
  });
});
