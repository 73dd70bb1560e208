import { expect, test } from 'vitest';
import type { Template } from './queries';
import { fill, matching, slashAt, wordsIn } from './template';

const places = { customer: '林静怡', number: 'T-B-261115-42', order: '', agent: '陈思远' };

test('fills what is known, in either language, and leaves the rest to be seen', () => {
  expect(fill('{客户}您好，{单号}，{订单}', places)).toBe('林静怡您好，T-B-261115-42，{订单}');
  expect(fill('Dear {Customer}, – {agent} {else}', places)).toBe('Dear 林静怡, – 陈思远 {else}');
  expect(fill('{客户}', { ...places, customer: '{单号}' })).toBe('{单号}');
});

test('a template speaks the customer’s language where it can', () => {
  expect(wordsIn({ zh: '您好', en: 'Hello' }, 'en')).toBe('Hello');
  expect(wordsIn({ zh: '您好', en: '' }, 'en')).toBe('您好');
  expect(wordsIn({ zh: '', en: 'Hello' }, 'zh-CN')).toBe('Hello');
});

test('words look through names and texts, and retired ones are gone', () => {
  const one = (name: string, retiredAt = '') =>
    ({ id: name, name, zh: '滤芯', en: 'filter', retiredAt }) as Template;
  const all = [one('少发'), one('异响', '2026-11-20T06:36:00Z')];
  expect(matching(all, '滤芯').map(({ name }) => name)).toEqual(['少发']);
  expect(matching(all, 'FILTER 少')).toHaveLength(1);
  expect(matching(all, '门锁')).toEqual([]);
});

test.each([
  ['', '/', 1, 0],
  ['您好\n', '您好\n/', 4, 3],
  ['\n您好', '/\n您好', 1, 0],
  ['', '、', 1, 0],
  ['a', 'a/', 2, undefined],
  ['b', '/b', 1, undefined],
  ['//', '/', 1, undefined],
  ['', '//', 2, undefined],
])('%j → %j asks at %j', (before, now, caret, at) => {
  expect(slashAt(before, now, caret)).toBe(at);
});
