import { describe, expect, test } from 'vitest';
import { i18n } from '../i18n';
import { loginFrom } from '../setup/AdminStep';
import { readCustomer } from './CustomerField';
import { spoken } from './Entry';
import { maskPhone } from './mask';
import { movesFrom } from './StateMenu';
import { addMonths } from './TicketSide';

describe('a customer typed in one line', () => {
  test.each([
    ['林静怡 13812346207', '林静怡', '13812346207'],
    ['林静怡', '林静怡', ''],
    ['+86 138-1234-6207', '', '+8613812346207'],
    ['Olivia Chen 186 1234 9034', 'Olivia Chen', '18612349034'],
    ['3 号楼', '3 号楼', ''],
  ])('%s', (typed, name, phone) => {
    expect(readCustomer(typed)).toEqual({ name, phone });
  });
});

test('a phone number shows its ends only', () => {
  expect(maskPhone('138-1234-6207')).toBe('138 **** 6207');
  expect(maskPhone('12345')).toBe('12345');
});

test('a warranty ends on the last day of a shorter month', () => {
  expect(addMonths('2026-11-10', 12)).toBe('2027-11-10');
  expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
});

test('a login comes from a Latin name only', () => {
  expect(loginFrom('Siyuan Chen')).toBe('siyuan.chen');
  expect(loginFrom('José Núñez')).toBe('jose.nunez');
  expect(loginFrom('陈思远')).toBe('');
});

test('a closed ticket can only be opened again, a dismissed one not at all', () => {
  expect(movesFrom('closed').map(({ to }) => to)).toEqual(['reopened']);
  expect(movesFrom('spam')).toEqual([]);
  expect(movesFrom('waitingCustomer').map(({ to }) => to)).not.toContain('waitingCustomer');
});

test('a line of the history speaks words, not codes', () => {
  const say = (params: Record<string, string>) => spoken(params, i18n.getFixedT('zh-CN'), () => '陈思远');
  expect(say({ from: 'open', to: 'waitingCustomer' })).toEqual({ from: '处理中', to: '等待客户' });
  expect(say({ field: 'priority', value: 'high' })).toEqual({ field: '优先级', value: '高' });
  expect(say({ owner: 'P1' })).toEqual({ owner: '陈思远' });
  expect(say({ field: 'subject', value: 'high' }).value).toBe('high');
});
