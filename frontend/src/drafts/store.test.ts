import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DraftStore } from './store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
});

/** A disk that writes when the test lets it. */
function slowDisk() {
  const written: string[] = [];
  const waiting: { words: string; done: () => void; fail: (why: Error) => void }[] = [];
  const save = (_: string, words: string) =>
    new Promise<void>((resolve, fail) => {
      waiting.push({
        words,
        done: () => {
          written.push(words);
          resolve();
        },
        fail,
      });
    });
  return { written, waiting, save };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

test('two writings of one place never pass each other, and the last words stay', async () => {
  const disk = slowDisk();
  const drafts = new DraftStore(disk.save);
  drafts.put('a', 'text', '您');
  await vi.advanceTimersByTimeAsync(300);
  drafts.put('a', 'text', '您好');
  await vi.advanceTimersByTimeAsync(300);
  drafts.put('a', 'text', '您好，');
  await vi.advanceTimersByTimeAsync(300);
  expect(disk.waiting).toHaveLength(1);
  disk.waiting[0]?.done();
  await settled();
  expect(disk.waiting).toHaveLength(2);
  disk.waiting[1]?.done();
  await settled();
  expect(disk.written).toEqual(['{"text":"您"}', '{"text":"您好，"}']);
});

test('what was sent is empty on disk, also while an older writing is under way', async () => {
  const disk = slowDisk();
  const drafts = new DraftStore(disk.save);
  drafts.put('a', 'text', '您好');
  await vi.advanceTimersByTimeAsync(300);
  drafts.replace('a', {});
  const flushed = drafts.flush();
  await settled();
  disk.waiting[0]?.done();
  await settled();
  disk.waiting[1]?.done();
  await flushed;
  expect(disk.written.at(-1)).toBe('');
  expect(drafts.read('a')).toEqual({});
});

test('typing on and on is written all the same', async () => {
  const disk = slowDisk();
  const drafts = new DraftStore(disk.save);
  for (let letters = 1; letters <= 20; letters++) {
    drafts.put('a', 'text', 'x'.repeat(letters));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(disk.waiting.length).toBeGreaterThan(0);
});

test('places do not wait for each other', async () => {
  const disk = slowDisk();
  const drafts = new DraftStore(disk.save);
  drafts.put('a', 'text', '1');
  drafts.put('b', 'text', '2');
  await vi.advanceTimersByTimeAsync(300);
  expect(disk.waiting.map(({ words }) => words)).toEqual(['{"text":"1"}', '{"text":"2"}']);
});

test('what the disk refuses is held for this window and written when it can be again', async () => {
  const disk = slowDisk();
  const drafts = new DraftStore(disk.save, 'held/');
  drafts.put('a', 'text', '您好');
  await vi.advanceTimersByTimeAsync(300);
  disk.waiting[0]?.fail(new Error('read-only'));
  await settled();
  expect(drafts.held()).toBe(true);
  expect(sessionStorage.getItem('held/a')).toBe('{"text":"您好"}');

  const next = new DraftStore(disk.save, 'held/');
  next.load([{ place: 'a', words: '{"text":"older"}', at: '2026-11-20T06:00:00Z' }]);
  expect(next.read('a')).toEqual({ text: '您好' });

  await vi.advanceTimersByTimeAsync(20_000);
  for (const { done } of disk.waiting.slice(1)) done();
  await settled();
  expect(drafts.held()).toBe(false);
  expect(sessionStorage.getItem('held/a')).toBeNull();
  expect(disk.written.at(-1)).toBe('{"text":"您好"}');
});

test('a draft that cannot be read is left alone', () => {
  const drafts = new DraftStore();
  drafts.load([
    { place: 'a', words: 'no JSON', at: '' },
    { place: 'b', words: '[1]', at: '' },
  ]);
  expect([drafts.read('a'), drafts.read('b')]).toEqual([{}, {}]);
});
