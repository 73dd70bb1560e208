import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { show } from '../testing/show';
import { brief } from '../testing/tickets';
import { type Action, actionsFor } from './actions';
import { found } from './mark';
import { Palette } from './Palette';
import { asked, nextScope, scopeOf } from './scope';

vi.setConfig({ testTimeout: 60_000 });

const nothing = {
  tickets: { rows: [], total: 0 },
  returns: { rows: [], total: 0 },
  customers: { rows: [], total: 0 },
};
const go = {
  Desk: { Find: vi.fn(), Recent: vi.fn(), State: vi.fn() },
  Tickets: { Views: vi.fn().mockResolvedValue([]) },
};

function open() {
  const page = show(<div />);
  page.client.setQueryData(['state'], { state: 'ready', person: { id: 'P1', roles: ['agent'] } });
  const close = vi.fn();
  page.rerender(
    page.wrap(
      <Router hook={useHashLocation}>
        <Palette onClose={close} onHelp={() => {}} />
      </Router>,
    ),
  );
  return { close, field: screen.getByRole('combobox') as HTMLInputElement };
}

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

beforeEach(() => {
  location.hash = '';
  go.Desk.Find.mockReset().mockResolvedValue(nothing);
  go.Desk.Recent.mockReset().mockResolvedValue([]);
  (window as unknown as { go: unknown }).go = { app: go };
});

test('the best hit is chosen already, and Enter opens it', async () => {
  go.Desk.Find.mockResolvedValue({
    ...nothing,
    tickets: { rows: [brief({ id: 'T7', subject: '净化器异响' })], total: 1 },
  });
  const { close, field } = open();
  type(field, '净化器');
  const hit = await screen.findByRole('option', { name: /净化器 ?异响/ }, { timeout: 20_000 });
  expect(hit).toHaveAttribute('aria-selected', 'true');
  expect(hit.querySelector('mark')).toHaveTextContent('净化器');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(close).toHaveBeenCalled();
  await waitFor(() => expect(location.hash).toBe('#/tickets/all/T7'), { timeout: 20_000 });
});

test('Enter before the answer waits for it, and opens nothing of older words', async () => {
  const { close, field } = open();
  let answer = (_: unknown) => {};
  go.Desk.Find.mockReturnValue(new Promise((done) => (answer = done)));
  type(field, '净化器');
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() => expect(go.Desk.Find).toHaveBeenCalledWith('净化器'), { timeout: 20_000 });
  expect(close).not.toHaveBeenCalled();
  answer({ ...nothing, tickets: { rows: [brief({ id: 'T7' })], total: 1 } });
  await waitFor(() => expect(location.hash).toBe('#/tickets/all/T7'), { timeout: 20_000 });
});

test('what is still composed is not looked for', async () => {
  const { field } = open();
  fireEvent.compositionStart(field);
  fireEvent.change(field, { target: { value: 'jing' }, isComposing: true });
  fireEvent.input(field, { target: { value: 'jinghua' }, isComposing: true });
  fireEvent.compositionEnd(field, { target: { value: '净化' } });
  await waitFor(() => expect(go.Desk.Find).toHaveBeenCalledWith('净化'), { timeout: 20_000 });
  expect(go.Desk.Find.mock.calls.flat()).toEqual(['净化']);
});

test('a sign before the words narrows, and Tab goes on to the next', () => {
  expect(scopeOf('#261115')).toEqual({ scope: 'numbers', words: '261115' });
  expect(scopeOf(' @ 林')).toEqual({ scope: 'people', words: '林' });
  expect(['林', '#林', '@林', '>林'].map(nextScope)).toEqual(['#林', '@林', '>林', '林']);
  expect([asked('people', '林'), asked('actions', '林'), asked('numbers', '')]).toEqual(['@林', '', '']);
});

test('marks every word, and those that touch as one', () => {
  expect(found('AP-500 净化器 ap-500', 'ap-500')).toEqual([
    [0, 6],
    [11, 17],
  ]);
  expect(found('净化器滤芯', '净化 化器')).toEqual([[0, 3]]);
  expect(found('İstanbul', 'i')).toEqual([]);
});

test('an action is found by all of its words, also by those it does not show', () => {
  const action = (name: string, also = ''): Action => ({
    id: name,
    name,
    also,
    icon: () => null,
    act: () => {},
  });
  const all = [action('换人', 'lock 锁定'), action('改用深色')];
  expect(actionsFor(all, '锁定').map(({ name }) => name)).toEqual(['换人']);
  expect(actionsFor(all, '')).toHaveLength(2);
  const taking = { ...action('新建工单：深色'), any: true };
  expect(actionsFor([taking, ...all], '深色').map(({ name }) => name)).toEqual([
    '改用深色',
    '新建工单：深色',
  ]);
});
