import { expect, test } from 'vitest';
import { measureOf, short, ticks, write } from './measure';

test.each([
  [{ unit: 'ratio', sense: 'atLeast', value: 0.9636 }, '96.4', 'percent'],
  [{ unit: 'ratio', sense: 'atMost', value: 0.02309 }, '2.31', 'percent'],
  [{ unit: 'seconds', value: 5400 }, '90.0', 'minutes'],
  [{ unit: 'seconds', value: 4 * 3600 }, '4.0', 'hours'],
  [{ unit: 'seconds', value: 3 * 86_400 }, '3.0', 'days'],
  [{ unit: 'seconds', value: 1234 * 86_400 }, '1,234.0', 'days'],
])('%o is written %s %s', (figure, written, unit) => {
  const measure = measureOf(figure);
  expect(write(figure.value, measure)).toBe(written);
  expect(measure.unit).toBe(unit);
});

test('without a value the target decides the unit', () => {
  expect(measureOf({ unit: 'seconds', value: null, target: 86_400 }).unit).toBe('hours');
});

test('a target has no empty decimals, a fall has a true minus, and nothing is minus zero', () => {
  const percent = measureOf({ unit: 'ratio' });
  expect(short(0.95, percent)).toBe('95');
  expect(short(0.025, percent)).toBe('2.5');
  expect(write(-0.006, percent)).toBe('−0.6');
  expect(write(-0.0001, percent)).toBe('0.0');
});

test.each([
  [0, 142, [0, 50, 100, 150]],
  [0.82, 0.94, [0.8, 0.85, 0.9, 0.95]],
  [0, 0, [0, 1]],
  [5, 5, [4, 6]],
])('ticks from %d to %d are round', (low, high, expected) => {
  const found = ticks(low, high);
  expect(found[0]).toBeLessThanOrEqual(low);
  expect(found.at(-1)).toBeGreaterThanOrEqual(high);
  if (expected.length > 2) expect(found).toEqual(expected);
});
