import { describe, expect, test } from 'vitest';
import { readMoney, writeMoney } from './money';

describe('writeMoney', () => {
  test.each([
    [169900, 'CNY', false, '¥1,699.00'],
    [169900, 'CNY', true, '¥1,699'],
    [169950, 'CNY', true, '¥1,699.50'],
    [1200, 'JPY', false, '¥1,200'],
    [-12900, 'CNY', false, '-¥129.00'],
  ])('%d %s short=%s is %s', (minor, currency, short, text) => {
    expect(writeMoney({ minor, currency }, 'zh-CN', short)).toBe(text);
  });
});

describe('readMoney', () => {
  test.each([
    ['1,699.00', 169900],
    ['1699', 169900],
    ['3.5', 350],
    ['-3.50', -350],
    ['0.10', 10],
  ])('%s is %d', (text, minor) => {
    expect(readMoney(text, 'CNY')).toEqual({ minor, currency: 'CNY' });
  });

  test.each(['', 'abc', '1.234', '1e3', '--2'])('%s is refused', (text) => {
    expect(readMoney(text, 'CNY')).toBeUndefined();
  });
});
