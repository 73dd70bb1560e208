import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { brief } from '../testing/tickets';
import { holdRows, useHeld } from './useHeld';

const rows = (...ids: string[]) => ids.map((id) => brief({ id }));
const ids = (held: { id: string }[]) => held.map(({ id }) => id).join('');

test('what is new in between waits, what is there keeps its place', () => {
  expect(ids(holdRows(['a', 'b', 'c'], rows('x', 'b', 'a', 'y', 'c')))).toBe('abc');
});

test('what is gone goes, and words change in place', () => {
  const held = holdRows(['a', 'b'], [brief({ id: 'b', subject: 'new words' })]);
  expect(held.map(({ subject }) => subject)).toEqual(['new words']);
});

test('a further page is no arrival', () => {
  expect(ids(holdRows(['a', 'b'], rows('a', 'b', 'c', 'd')))).toBe('abcd');
});

test('an empty list waits for nothing', () => {
  expect(ids(holdRows([], rows('a', 'b')))).toBe('ab');
});

test('another list begins with what it brings, though the focus is inside', () => {
  const hook = renderHook(({ fresh, list }) => useHeld(fresh, list), {
    initialProps: { fresh: rows('a', 'b') as ReturnType<typeof rows> | undefined, list: 'open ' },
  });
  act(() => hook.result.current.watch.onFocus());
  hook.rerender({ fresh: undefined, list: 'open 滤芯' }); // being read
  hook.rerender({ fresh: rows('x', 'b', 'y', 'a'), list: 'open 滤芯' });
  expect(ids(hook.result.current.rows ?? [])).toBe('xbya');
  expect(hook.result.current.waiting).toBe(0);
});
