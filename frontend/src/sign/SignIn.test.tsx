import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { DeskState, Tile } from '../desk/queries';
import { show } from '../testing/show';
import { SignIn } from './SignIn';

const tile = (id: string, name: string, part: Partial<Tile> = {}): Tile =>
  ({
    id,
    name,
    roles: ['agent'],
    department: 'customerService',
    tier: 'regular',
    hasPin: true,
    seenAt: '',
    ...part,
  }) as Tile;
const people = [
  tile('a', '陈思远', { seenAt: '2026-11-20T06:30:00Z' }),
  tile('b', '何佳'),
  tile('c', '罗雨晴', { hasPin: false }),
];
const desk = {
  state: 'signIn',
  shop: { name: '栖木生活', zone: 'Asia/Shanghai' },
  station: { name: '前台 2 号机', letter: 'B' },
  firstPin: false,
  sign: { tries: 5, lockOut: 10 },
} as DeskState;

const go = { People: vi.fn(), SignIn: vi.fn(), FirstPIN: vi.fn(), SetLang: vi.fn() };

beforeEach(() => {
  for (const method of Object.values(go)) method.mockReset();
  go.People.mockResolvedValue(people);
  go.SignIn.mockResolvedValue({ ...desk, state: 'ready' });
  (window as unknown as { go: unknown }).go = { app: { Desk: go } };
});

const type = (pin: string) => {
  for (const digit of pin) {
    const cell = document.activeElement as HTMLInputElement;
    fireEvent.change(cell, { target: { value: digit } });
  }
};

test('whoever was here last is chosen; six digits are enough', async () => {
  show(<SignIn desk={desk} />);
  expect(await screen.findByRole('radio', { name: /陈思远/ })).toBeChecked();
  type('402817');
  await waitFor(() => expect(go.SignIn).toHaveBeenCalledWith({ person: 'a', pin: '402817' }));
});

test('an arrow inside the PIN chooses the next person', async () => {
  show(<SignIn desk={desk} />);
  await screen.findByRole('radio', { name: /陈思远/ });
  fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'ArrowRight' });
  expect(screen.getByRole('radio', { name: /何佳/ })).toBeChecked();
});

test('a wrong PIN says how many tries are left and starts again', async () => {
  go.SignIn.mockRejectedValue('{"code":"pin.wrong","params":{"left":"4"},"field":"pin","ref":""}');
  show(<SignIn desk={desk} />);
  await screen.findByRole('radio', { name: /陈思远/ });
  type('111222');
  expect(await screen.findByRole('alert')).toHaveTextContent('4');
  const cells = screen.getAllByLabelText(/共 6 位/) as HTMLInputElement[];
  expect(cells.every(({ value }) => value === '')).toBe(true);
});

test('on a desk without any PIN the first is said twice', async () => {
  go.FirstPIN.mockResolvedValue({ ...desk, state: 'ready' });
  show(<SignIn desk={{ ...desk, firstPin: true }} />);
  await screen.findByRole('radio', { name: /陈思远/ });
  type('402817');
  expect(await screen.findByText(/再输一次/)).toBeVisible();
  expect(go.FirstPIN).not.toHaveBeenCalled();
  await waitFor(() => expect(screen.getAllByLabelText(/共 6 位/)[0]).toHaveFocus());
  type('402817');
  await waitFor(() => expect(go.FirstPIN).toHaveBeenCalledWith({ person: 'a', pin: '402817' }));
});

test('who has no PIN is told so', async () => {
  show(<SignIn desk={desk} />);
  expect(await screen.findByRole('radio', { name: /罗雨晴.*还没设 PIN/ })).toBeVisible();
});
