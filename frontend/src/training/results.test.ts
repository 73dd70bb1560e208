import { expect, test } from 'vitest';
import type { Attendee } from './queries';
import { changedResults } from './results';

const attendee = (person: string, part: Partial<Attendee> = {}): Attendee => ({
  person,
  attendance: 'enrolled',
  assessed: false,
  score: 0,
  passed: false,
  ...part,
});

test('only what differs is recorded', () => {
  const known = [
    attendee('a'),
    attendee('b', { attendance: 'attended', assessed: true, score: 92, passed: true }),
  ];
  expect(changedResults(known, {})).toEqual([]);
  expect(changedResults(known, { b: { attended: true, score: '92' } })).toEqual([]);
  expect(
    changedResults(known, { a: { attended: true, score: '' }, b: { attended: true, score: '74' } }),
  ).toEqual([
    { person: 'a', attended: true, assessed: false, score: 0 },
    { person: 'b', attended: true, assessed: true, score: 74 },
  ]);
});
