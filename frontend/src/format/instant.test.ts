import { expect, test } from 'vitest';
import { fromLocal, noTime, toLocal } from './instant';

test.each([
  ['2026-11-20T14:36', 'Asia/Shanghai', '2026-11-20T06:36:00.000Z'],
  ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
  ['2026-12-01T09:00', 'Europe/Berlin', '2026-12-01T08:00:00.000Z'],
  ['2026-11-20T14:36', 'Asia/Kolkata', '2026-11-20T09:06:00.000Z'],
])('%s in %s is %s and back', (local, zone, instant) => {
  expect(fromLocal(local, zone)).toBe(instant);
  expect(toLocal(instant, zone)).toBe(local);
});

test('an empty field is no time', () => {
  expect(fromLocal('', 'Asia/Shanghai')).toBe(noTime);
  expect(toLocal(noTime, 'Asia/Shanghai')).toBe('');
});
