import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { show } from '../testing/show';
import { detail } from '../testing/tickets';
import type { Line } from './queries';
import { Timeline } from './Timeline';

const line = (what: string, part: Partial<Line> = {}): Line =>
  ({
    at: '2026-11-16T07:14:00Z',
    who: 'P1',
    what,
    key: `tickets.line.${what}`,
    params: {},
    text: '',
    entry: what,
    ...part,
  }) as Line;

const people = [{ id: 'P1', name: '陈思远', active: true, roles: ['agent'] }];

beforeEach(() => {
  (window as unknown as { go: unknown }).go = {
    app: { Training: { People: vi.fn().mockResolvedValue(people) } },
  };
});

const entries = () => screen.getAllByRole('listitem');
const firstReply = { metric: 'firstReply', state: 'met', spent: 23 * 3600 + 12 * 60 } as never;

test('what was said are cards, what was done is one line', async () => {
  const lines = [
    line('opened', { params: { channel: 'phone' }, text: '异响，想退货', entry: '1' }),
    line('replied', { text: '可以退货', entry: '2' }),
    line('noted', { text: '第 3 片扇叶缺口', entry: '3' }),
    line('waited', { params: { from: 'open', to: 'waitingCustomer' }, text: '等地址', entry: '4' }),
  ];
  show(<Timeline detail={detail({ lines, clocks: [firstReply] })} />);
  await screen.findAllByText('陈思远');
  const [opened, message, reply, note, move] = entries();
  expect(opened).toHaveTextContent('电话');
  expect(message).toHaveTextContent('林静怡');
  expect(message).toHaveTextContent('异响，想退货');
  expect(reply).toHaveTextContent('首次回复 23h 12m');
  expect(note).toHaveTextContent('客户看不到');
  expect(move).toHaveTextContent('处理中 → 等待客户');
  expect(move).toHaveTextContent('等地址');
});

test('only the first reply carries the mark, and an automatic one is no reply', async () => {
  const lines = [
    line('replied', { key: 'tickets.line.acknowledged', text: '已收到', entry: '1' }),
    line('replied', { text: '一', entry: '2' }),
    line('replied', { text: '二', at: '2026-11-17T07:14:00Z', entry: '3' }),
  ];
  show(<Timeline detail={detail({ lines, clocks: [firstReply] })} />);
  await screen.findAllByText('陈思远');
  const marks = entries().map((entry) => within(entry).queryByText(/首次回复 /) !== null);
  expect(marks).toEqual([false, true, false]);
  expect(entries()[0]).toHaveTextContent('不计作回复');
});

test('words of a customer are text, whatever they hold', () => {
  const lines = [line('messageReceived', { text: '<img src=x onerror=alert(1)> {{t}} $t(nav.tickets)' })];
  show(<Timeline detail={detail({ lines })} />);
  expect(entries()[0]).toHaveTextContent('<img src=x onerror=alert(1)> {{t}} $t(nav.tickets)');
});
