import { describe, expect, test } from 'vitest';
import { i18n } from '../i18n';
import { type Here, writeDay, writeLength, writeMoment, writeWhen } from './time';

const now = new Date('2026-11-20T06:36:00Z');
const here = (language: string): Here => ({
  t: i18n.getFixedT(language),
  language,
  zone: 'Asia/Shanghai',
  now,
});

describe('writeWhen', () => {
  test.each([
    ['2026-11-20T03:08:00Z', '今天 11:08', 'Today 11:08'],
    ['2026-11-19T15:59:00Z', '11-19 23:59', '19 Nov 23:59'],
    ['2026-11-19T16:00:00Z', '今天 00:00', 'Today 00:00'],
    ['2025-12-03T02:00:00Z', '2025-12-03', '3 Dec 2025'],
  ])('%s is %s, in English %s', (instant, zh, en) => {
    expect(writeWhen(new Date(instant), here('zh-CN'))).toBe(zh);
    expect(writeWhen(new Date(instant), here('en'))).toBe(en);
  });

  test('begins with no capital letter within a sentence', () => {
    const today = new Date('2026-11-20T03:08:00Z');
    expect(writeWhen(today, here('en'), true)).toBe('today 11:08');
    expect(writeWhen(today, here('zh-CN'), true)).toBe('今天 11:08');
  });
});

test.each(['0001-01-01T00:00:00Z', '', 'nonsense'])(
  'a time that is not known (%s) is not written',
  (instant) => {
    expect(writeWhen(new Date(instant), here('zh-CN'))).toBe('');
  },
);

test('what is no day is written as it came', () => {
  expect(writeDay('11/16/2026', here('zh-CN'))).toBe('11/16/2026');
});

test('a day drops its year only when it is this one', () => {
  expect(writeDay('2026-12-02', here('zh-CN'))).toBe('12-02');
  expect(writeDay('2027-11-10', here('zh-CN'))).toBe('2027-11-10');
});

test('the moment names the weekday', () => {
  expect(writeMoment(now, here('zh-CN'))).toBe('11 月 20 日 周五 14:36');
  expect(writeMoment(now, here('en'))).toBe('Fri 20 Nov 14:36');
});

describe('writeLength', () => {
  test.each([
    [42 * 60, '42m', '42m'],
    [2 * 3600 + 8 * 60, '2h 08m', '2h 08m'],
    [2 * 86400, '2 天', '2 days'],
    [86400, '1 天', '1 day'],
    [2 * 86400 + 4 * 3600, '2 天 4h', '2d 4h'],
    [-5, '0m', '0m'],
  ])('%d seconds are %s', (seconds, zh, en) => {
    expect(writeLength(seconds, i18n.getFixedT('zh-CN'), 'zh-CN')).toBe(zh);
    expect(writeLength(seconds, i18n.getFixedT('en'), 'en')).toBe(en);
  });
});
