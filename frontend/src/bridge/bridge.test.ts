import { QueryClient } from '@tanstack/react-query';
import { describe, expect, test, vi } from 'vitest';
import { i18n } from '../i18n';
import { call } from './call';
import { newClient } from './client';
import { invalidateChanged } from './events';
import { asProblem, Problem, problemText } from './problem';

describe('call', () => {
  test('hands the answer through', async () => {
    await expect(call(async (n: number) => n + 1, 41)).resolves.toBe(42);
  });

  test('turns the JSON of an error into a Problem', async () => {
    const refuse = async () => {
      throw new Error('{"code":"field.missing","field":"name","params":{"a":"b"}}');
    };
    await expect(call(refuse)).rejects.toMatchObject({
      code: 'field.missing',
      field: 'name',
      params: { a: 'b' },
    });
  });

  test('a bridge that is not there is a Problem too', async () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = (() => {
      throw new TypeError('window.go is undefined');
    }) as unknown as () => Promise<void>;
    await expect(call(broken)).rejects.toBeInstanceOf(Problem);
    silence.mockRestore();
  });
});

test('a place that is a code of the domain is said in its words', () => {
  const problem = new Problem('certificate.missing', { person: '何佳', step: 'inspect' });
  expect(problemText(problem, i18n.getFixedT('zh-CN'))).toContain('质检');
});

test('a plain string rejection is read like an error', () => {
  expect(asProblem('{"code":"","ref":"7F3K-21"}')).toMatchObject({ code: '', ref: '7F3K-21' });
});

test('a code without a text still names itself', () => {
  expect(problemText(new Problem('no.such.code'), i18n.getFixedT('en'))).toContain('no.such.code');
});

test('what is asked while the desk is opened again waits for it, and nothing else is asked twice', async () => {
  vi.useFakeTimers();
  const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
  let asked = 0;
  const client = newClient();
  const answer = (code: string, times: number) =>
    client.fetchQuery({
      queryKey: [code],
      queryFn: async () => {
        asked++;
        if (asked <= times) throw new Problem(code);
        return asked;
      },
    });
  const waits = answer('desk.notOpen', 2);
  await vi.advanceTimersByTimeAsync(5000);
  await expect(waits).resolves.toBe(3);
  asked = 0;
  await expect(answer('record.missing', 1)).rejects.toMatchObject({ code: 'record.missing' });
  expect(asked).toBe(1);
  silence.mockRestore();
  vi.useRealTimers();
});

test('a notice refreshes lists of its kind, that one record, and what is derived from it', () => {
  const client = new QueryClient();
  const keys = [
    ['ticket', 'list', 'mine'],
    ['ticket', 'one', 'A'],
    ['ticket', 'one', 'B'],
    ['person', 'list'],
  ];
  for (const key of keys) client.setQueryData(key, 1);
  client
    .getQueryCache()
    .build(client, { queryKey: ['figures'], meta: { from: ['ticket'] } })
    .setData(1);
  invalidateChanged(client, { ticket: ['A'] });
  const stale = (key: string[]) => client.getQueryState(key)?.isInvalidated;
  expect(keys.map(stale)).toEqual([true, true, false, false]);
  expect(stale(['figures'])).toBe(true);
});
