import { expect, test } from 'vitest';
import { detail, line } from '../testing/returns';
import { actsOf, stripOf } from './next';

test.each([
  ['a request that the policy allows is approved', detail({ state: 'requested' }), 'approve'],
  [
    'one that it refuses is rejected, and may be approved otherwise',
    detail({ state: 'requested', decision: { allowed: false } }),
    'reject',
  ],
  ['an answer is awaited', detail({ state: 'needsInformation' }), 'give'],
  ['what was approved is sent', detail({ state: 'approved' }), 'shipBack'],
  [
    'what travels is received',
    detail({ state: 'inTransit', lines: [line({ reception: 'inTransit' })] }),
    'receive',
  ],
  [
    'quarantine comes before inspection',
    detail({ state: 'received', lines: [line({ received: 1, hygiene: 'quarantined' })] }),
    'disinfect',
  ],
  [
    'then it is inspected',
    detail({ state: 'received', lines: [line({ received: 1, hygiene: 'disinfected' })] }),
    'inspect',
  ],
  [
    'then it goes somewhere',
    detail({
      state: 'received',
      lines: [
        line({ received: 1, hygiene: 'disinfected', inspection: 'accepted', inspections: 1, accepted: 1 }),
      ],
    }),
    'dispose',
  ],
  ['then it is paid', detail({ state: 'decided', refundableNow: 100 }), 'refund'],
  ['what is held is paid out', detail({ state: 'decided', held: true }), 'execute'],
  ['and what is paid is settled', detail({ state: 'decided', unsettled: '' }), 'settle'],
])('%s', (_, given, next) => {
  expect(actsOf(given)[0]).toBe(next);
});

test('nothing is left to do with what ended', () => {
  expect(actsOf(detail({ state: 'settled' }))).toEqual([]);
  expect(actsOf(detail({ state: 'cancelled' }))).toEqual([]);
});

test('two inspections that differ are inspected again, also after disposal', () => {
  const apart = line({
    received: 1,
    hygiene: 'disinfected',
    inspections: 2,
    apart: true,
    disposition: 'restock',
  });
  expect(actsOf(detail({ state: 'decided', lines: [apart] }))).toContain('inspect');
});

test('the strip marks the day of the request', () => {
  expect(stripOf(6, 7).map(({ as }) => as)).toEqual(['past', 'past', 'past', 'past', 'past', 'now', 'left']);
});

test('a long window leaves days out, a late request stands after the last', () => {
  expect(stripOf(15, 30).map(({ day, as }) => (as === 'gap' ? '…' : day))).toEqual([
    1,
    2,
    '…',
    14,
    15,
    16,
    '…',
    29,
    30,
  ]);
  expect(stripOf(9, 7).at(-1)).toEqual({ day: 9, as: 'late' });
});
