import { describe, expect, test } from 'vitest';
import type { HoldWaiting, Peer, SyncStatus } from './queries';
import { deciding, late, standing, unitOf, waitingFor, whyHeld } from './words';

const now = new Date('2026-11-20T06:36:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

const one: Peer = {
  id: 'x',
  name: '',
  letter: 'D',
  me: false,
  seen: ago(1),
  behind: 0,
  ahead: false,
  since: '',
  clock: 0,
  revoked: false,
  passedOver: null,
};
const peer = (part: Partial<Peer>) => ({ ...one, ...part }) as Peer;

test.each([
  [48, 'seconds', 48],
  [119, 'minutes', 1],
  [3 * 3600 + 5, 'hours', 3],
  [47 * 3600, 'hours', 47],
  [3 * 86400, 'days', 3],
  [-5, 'seconds', 0],
])('%d seconds are said in %s', (seconds, unit, count) => {
  expect(unitOf(seconds)).toEqual({ unit, count });
});

describe('a workstation', () => {
  test.each([
    ['same', peer({})],
    ['same', peer({ me: true, behind: 9 })],
    ['behind', peer({ behind: 214, seen: ago(180) })],
    ['idle', peer({ behind: 1902, seen: ago(5000) })],
    ['unseen', peer({ seen: '', behind: 3 })],
    ['unseen', peer({ seen: '0001-01-01T00:00:00Z' })],
    ['revoked', peer({ revoked: true, behind: 3 })],
  ])('is %s', (stands, one) => {
    expect(standing(one, now)).toBe(stands);
  });

  test('is late only after a while, the longest first', () => {
    const peers = [
      peer({ letter: 'A', behind: 2, since: ago(2) }),
      peer({ letter: 'D', behind: 214, since: ago(180), seen: ago(181) }),
      peer({ letter: 'F', behind: 1902, since: ago(5000), seen: ago(5000) }),
      peer({ letter: 'C', seen: ago(500) }),
    ];
    expect(late({ peers } as SyncStatus, now).map(({ letter }) => letter)).toEqual(['F', 'D']);
  });
});

test.each([
  ['early', 1, false],
  ['early', 1, true],
  ['now', -1, false],
  ['offline', -1, true],
])('the decision to go on without workstations: %s', (stands, minutes, offline) => {
  const from = ago(-minutes);
  expect(deciding({ offline, waits: { for: [], since: '', from } } as unknown as SyncStatus, now)).toBe(
    stands,
  );
});

describe('a hold that waits', () => {
  type Part = { kind?: string; offline?: boolean; code?: string; lost?: string[] };
  const at = ({ kind = 'hub', offline = false, code = '', lost = [] }: Part = {}) =>
    ({
      link: { kind, address: '' },
      offline,
      trouble: { code },
      waits: { for: lost.map((id) => ({ id })), since: '', from: '' },
    }) as unknown as SyncStatus;
  const hold = (part: Partial<HoldWaiting> = {}) =>
    ({ station: 'me', here: true, answer: '', ...part }) as HoldWaiting;
  const elsewhere = hold({ station: 'x', here: false });

  test.each([
    ['soon', hold(), at()],
    ['offline', hold(), at({ offline: true, code: 'sync.unreachable' })],
    ['trouble', hold(), at({ code: 'sync.full' })],
    ['lost', hold({ answer: 'waiting' }), at({ lost: ['x'] })],
    ['noHolds', hold(), at({ kind: 'folder' })],
    ['noHolds', hold({ answer: 'noHolds' }), at({ offline: true })],
    ['again', hold({ answer: 'holdAgain' }), at({ offline: true })],
    ['elsewhere', elsewhere, at({ offline: true })],
    ['alone', elsewhere, at({ kind: '' })],
  ])('says %s', (why, one, status) => {
    expect(whyHeld(one, status)).toBe(why);
  });

  test('is counted at the workstation that it waits for', () => {
    const holds = [hold(), hold(), elsewhere];
    expect(waitingFor(peer({ id: 'x' }), holds, at())).toBe(1);
    expect(waitingFor(peer({ id: 'x' }), holds, at({ lost: ['x'] }))).toBe(3);
    expect(waitingFor(peer({ id: 'y' }), holds, at({ lost: ['x'] }))).toBe(0);
  });
});
