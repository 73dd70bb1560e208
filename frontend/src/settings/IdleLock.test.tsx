import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useIdle } from './IdleLock';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;

test('locks after the idle time, once', () => {
  const lock = vi.fn();
  renderHook(() => useIdle(10 * minute, lock));
  vi.advanceTimersByTime(10 * minute - 1);
  expect(lock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(30 * minute);
  expect(lock).toHaveBeenCalledTimes(1);
});

test.each(['keydown', 'pointermove', 'wheel', 'pointerdown'])('%s begins the time anew', (touch) => {
  const lock = vi.fn();
  renderHook(() => useIdle(10 * minute, lock));
  vi.advanceTimersByTime(9 * minute);
  window.dispatchEvent(new Event(touch));
  vi.advanceTimersByTime(9 * minute);
  expect(lock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2 * minute);
  expect(lock).toHaveBeenCalledTimes(1);
});

test('0 never locks, and a page that is gone neither', () => {
  const lock = vi.fn();
  renderHook(() => useIdle(0, lock));
  const { unmount } = renderHook(() => useIdle(minute, lock));
  unmount();
  vi.advanceTimersByTime(1000 * minute);
  expect(lock).not.toHaveBeenCalled();
});
