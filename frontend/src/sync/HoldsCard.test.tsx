import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { i18n } from '../i18n';
import { show } from '../testing/show';
import { HoldsCard } from './HoldsCard';
import type { HoldWaiting, SyncStatus } from './queries';

const { person, holds, withdraw, override } = vi.hoisted(() => ({
  person: { id: 'P1', roles: ['supervisor'] },
  holds: vi.fn(),
  withdraw: vi.fn(async () => ({})),
  override: vi.fn(async (_: unknown) => ({})),
}));
vi.mock('../desk/queries', () => ({
  useDesk: () => ({ person }),
  usePeople: () => ({ data: [{ id: 'P1', name: '罗雨晴', active: true, roles: ['supervisor'] }] }),
  useNames: () => () => '何佳',
}));
vi.mock('../../wailsjs/go/app/Sync', () => ({ Holds: holds }));
vi.mock('../../wailsjs/go/app/Returns', () => ({ WithdrawHold: withdraw, OverrideHold: override }));
vi.mock('../../wailsjs/go/app/Drafts', () => ({ All: async () => [], Put: async () => {} }));

const hold = (n: number, part: Partial<HoldWaiting> = {}) =>
  ({
    ...{ ledger: `L${n}`, refund: `F${n}`, n: 1, number: `R-B-261116-${n}`, title: '滤芯 F5', units: 1 },
    ...{
      more: false,
      customer: '林静怡',
      amount: { minor: 12900, currency: 'CNY' },
      by: 'P2',
      station: 'me',
    },
    ...{ since: '2026-11-20T03:05:00Z', letter: 'B', here: true, answer: '', link: `/returns/R${n}` },
    ...part,
  }) as HoldWaiting;

const status = {
  ...{ link: { kind: 'hub', address: '' }, offline: true, holds: 2, last: {} },
  ...{ trouble: { code: 'sync.unreachable' }, waits: { for: [] }, peers: [{ id: 'd', name: '退货中心' }] },
} as unknown as SyncStatus;

const wait = (list: HoldWaiting[], count = list.length) =>
  holds.mockResolvedValue({
    ...{ holds: list, count, unconfirmed: 50000 },
    sums: list.length > 0 ? [{ minor: 12900 * count, currency: 'CNY' }] : [],
  });

beforeEach(() => {
  person.roles = ['supervisor'];
});

test('a payment that waits is told with whose it is, how much, why it waits, and where it stands', async () => {
  wait([hold(3), hold(6, { station: 'd', letter: 'D', here: false })]);
  show(<HoldsCard status={status} />);
  const [own, other] = await screen.findAllByRole('listitem');
  expect(own).toHaveTextContent('滤芯 F5，林静怡');
  expect(own).toHaveTextContent('¥129.00');
  expect(own).toHaveTextContent('何佳 · B 机');
  expect(own).toHaveTextContent('连上集线器后自动确认');
  expect(other).toHaveTextContent('等 退货中心 同步后确认');
  expect(within(own as HTMLElement).getByRole('link', { name: 'R-B-261116-3' })).toHaveAttribute(
    'href',
    '/returns/R3',
  );
  expect(screen.getByText('2 笔，未付款')).toBeVisible();
  expect(screen.getByText(/每笔最多 ¥500.00/)).toBeVisible();
});

test('a supervisor lets one be paid with a reason, or takes the hold back', async () => {
  wait([hold(3)]);
  show(<HoldsCard status={status} />);
  fireEvent.click(await screen.findByRole('button', { name: '放行 ¥129.00，R-B-261116-3…' }));
  fireEvent.change(await screen.findByLabelText('理由'), { target: { value: '断网两天' } });
  fireEvent.click(screen.getByRole('button', { name: /放行 ¥129.00 付给 林静怡/ }));
  await waitFor(() =>
    expect(override.mock.calls[0]).toEqual([{ ledger: 'L3', refund: 'F3', reason: '断网两天' }]),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: '撤回认领 ¥129.00，R-B-261116-3' }));
  await waitFor(() => expect(withdraw).toHaveBeenCalledWith({ ledger: 'L3', refund: 'F3' }));
});

test('who may not let it be paid reads who can', async () => {
  person.roles = ['inspector'];
  wait([hold(3)]);
  show(<HoldsCard status={status} />);
  expect(await screen.findByText('等不了时，主管可以放行：罗雨晴。')).toBeVisible();
  expect(screen.queryAllByRole('button')).toEqual([]);
});

test('the list has one tab stop, and arrows go through it', async () => {
  wait([hold(3), hold(6)]);
  show(<HoldsCard status={status} />);
  const list = await screen.findByRole('list');
  const stops = () => [...list.querySelectorAll('[tabindex="0"]')].map((stop) => stop.textContent);
  expect(stops()).toEqual(['R-B-261116-3']);
  const first = within(list).getByRole('link', { name: 'R-B-261116-3' });
  act(() => first.focus());
  fireEvent.keyDown(first, { key: 'ArrowDown' });
  expect(document.activeElement).toHaveTextContent('R-B-261116-6');
  fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowRight' });
  expect(stops()).toEqual(['放行…']);
});

test('a long list is folded, and says how many are not in it', async () => {
  wait(
    Array.from({ length: 50 }, (_, n) => hold(n)),
    63,
  );
  show(<HoldsCard status={status} />);
  expect(await screen.findAllByRole('listitem')).toHaveLength(5);
  fireEvent.click(screen.getByRole('button', { name: '显示全部 50 笔' }));
  expect(screen.getAllByRole('listitem')).toHaveLength(50);
  expect(screen.getByText('另有 13 笔没有列出')).toBeVisible();
});

test.each([
  ['zh-CN', '没有等待确认的付款。'],
  ['en', 'No payment is waiting.'],
])('nothing waits, in %s', async (language, words) => {
  await i18n.changeLanguage(language);
  wait([]);
  show(<HoldsCard status={{ ...status, holds: 0 } as SyncStatus} />);
  expect(await screen.findByText(new RegExp(words))).toBeVisible();
  expect(screen.queryByRole('list')).toBeNull();
});
