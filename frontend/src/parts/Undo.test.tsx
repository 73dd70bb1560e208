import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { show } from '../testing/show';
import { type Done, UndoBar, useOffer } from './Undo';

afterEach(() => void vi.useRealTimers());

function Doing({ done }: { done: Done }) {
  const offer = useOffer();
  return (
    <button type="button" onClick={() => offer(done)}>
      do
    </button>
  );
}

const open = (done: Done) => {
  show(
    <UndoBar>
      <Doing done={done} />
    </UndoBar>,
  );
  fireEvent.click(screen.getByText('do'));
};

test('a key takes it back, once, and says so', async () => {
  const undo = vi.fn().mockResolvedValue(undefined);
  open({ said: '已转交', undo });
  fireEvent.keyDown(document.body, { key: 'z' });
  fireEvent.keyDown(document.body, { key: 'z' });
  expect(await screen.findByText('已撤销')).toBeInTheDocument();
  expect(undo).toHaveBeenCalledOnce();
});

test('it goes after ten seconds, but not while the pointer is on it', () => {
  vi.useFakeTimers();
  open({ said: '已转交', undo: async () => {} });
  fireEvent.pointerEnter(screen.getByText('已转交').parentElement as HTMLElement);
  act(() => void vi.advanceTimersByTime(60_000));
  fireEvent.pointerLeave(screen.getByText('已转交').parentElement as HTMLElement);
  act(() => void vi.advanceTimersByTime(9_999));
  expect(screen.getByText('已转交')).toBeInTheDocument();
  act(() => void vi.advanceTimersByTime(2));
  expect(screen.queryByText('已转交')).toBeNull();
});

test('what could not be taken back is said', async () => {
  open({ said: '已转交', undo: () => Promise.reject(new Error('{"code":"ticket.changedSince"}')) });
  fireEvent.click(screen.getByRole('button', { name: /撤销/ }));
  expect(await screen.findByText(/被别人改动/)).toBeInTheDocument();
});
