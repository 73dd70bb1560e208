import { expect, test } from 'vitest';
import { line } from '../testing/returns';
import { partsOf } from './Ledger';
import { amounts } from './LinesCard';
import type { Account } from './queries';
import { moneyFor } from './RefundForm';

const account = (part: Partial<Account>) =>
  ({ executed: 0, held: 0, waiting: 0, refundableNow: 0, missing: 0, full: 0, ...part }) as Account;

test('the bar is to scale of everything that may be refunded', () => {
  const parts = partsOf(account({ executed: 12900, held: 12900, missing: 169900, full: 195700 }));
  expect(parts.map(({ key }) => key)).toEqual(['executed', 'held', 'missing']);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(parts[0]?.share).toBeCloseTo(129 / 1957);
});

test('what waits for its hold to be confirmed is a part of its own', () => {
  const parts = partsOf(account({ held: 100, waiting: 300, full: 400 }));
  expect(parts.map(({ key, share }) => [key, share])).toEqual([
    ['held', 0.25],
    ['waiting', 0.75],
  ]);
});

test('what is paid above the cap makes the whole longer', () => {
  const parts = partsOf(account({ executed: 30000, full: 20000 }));
  expect(parts[0]?.share).toBe(1);
});

test('fewer units are refunded in proportion, to the nearest minor unit', () => {
  const two = { orderLine: 1, units: 3, minor: 10000 };
  expect([0, 1, 2, 3, 4].map((units) => moneyFor(two, units))).toEqual([0, 3333, 6667, 10000, 10000]);
});

test('what nobody knows yet is no zero', () => {
  const open = amounts(line(), true);
  expect(open.map(({ value }) => value)).toEqual([1, 1, undefined, undefined]);
  const short = amounts(line({ approved: 3, received: 2, reception: 'short' }), true);
  expect(short[2]).toMatchObject({ value: 2, short: true });
});
