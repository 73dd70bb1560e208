import { describe, expect, test } from 'vitest';
import { sizeOf } from '../format/size';
import { fromField, toField, unitOf } from './measures';
import { planOf } from './plan';
import { sectionOf } from './sections';

describe('targets', () => {
  test.each([
    ['csat', true, 850_000, '85'],
    ['complaintRate', true, 20_000, '2'],
    ['firstReplyInTime', true, 955_500, '95.55'],
    ['firstReplyTime', false, 86_400, '24'],
    ['returnCycle', false, 604_800, '7'],
  ])('%s is written and read again', (figure, rate, value, text) => {
    const unit = unitOf({ figure, rate });
    expect(toField(value, unit)).toBe(text);
    expect(fromField(text, unit)).toBe(value);
  });

  test.each([
    ['85%', 850_000],
    [' 85 ％', 850_000],
    ['0', 0],
    ['1,000', 10_000_000],
    ['-1', undefined],
    ['', undefined],
    ['many', undefined],
    ['1e3', undefined],
  ])('a field that says “%s” is %s', (text, value) => {
    expect(fromField(text, 'percent')).toBe(value);
  });
});

test.each([
  [0, '0', 'B'],
  [999, '999', 'B'],
  [1234, '1.2', 'kB'],
  [250_000, '250', 'kB'],
  [2_200_000_000, '2.2', 'GB'],
])('%d bytes are %s %s', (bytes, value, unit) => {
  expect(sizeOf(bytes)).toEqual({ value, unit });
});

test.each([
  ['30 2 * * *', { every: 'daily', time: '02:30' }],
  ['0 6 1 * *', { every: 'monthly', day: 1, time: '06:00' }],
  ['30 6 * * 1', { every: 'weekly', weekday: 1, time: '06:30' }],
  ['0 0 * * 7', { every: 'weekly', weekday: 0, time: '00:00' }],
  ['*/5 * * * *', { every: 'other', spec: '*/5 * * * *' }],
  ['0 0 1 1 *', { every: 'other', spec: '0 0 1 1 *' }],
  ['@daily', { every: 'other', spec: '@daily' }],
])('the plan %s in the terms of people', (spec, plan) => {
  expect(planOf(spec)).toEqual(plan);
});

test('an address without a part is the shop', () => {
  expect(sectionOf('schedule')).toBe('schedule');
  expect(sectionOf('people')).toBe('shop');
  expect(sectionOf(undefined)).toBe('shop');
});
