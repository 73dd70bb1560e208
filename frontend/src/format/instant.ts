import { dayIn, partsIn } from './time';

const two = (n: number) => String(n).padStart(2, '0');

/** An instant as a field of type datetime-local wants it, in the shop's zone; empty for none. */
export function toLocal(instant: string | undefined, zone: string): string {
  if (!isKnown(instant)) return '';
  const at = new Date(instant);
  const { hour, minute } = partsIn(at, zone);
  return `${dayIn(at, zone)}T${two(hour)}:${two(minute)}`;
}

/**
 * The instant of what such a field says in the shop's zone; Go's zero time for
 * an empty field. A time that a clock change leaves out is taken as the one after it.
 */
export function fromLocal(local: string, zone: string): string {
  const wanted = Date.parse(`${local}:00Z`);
  if (!local || Number.isNaN(wanted)) return noTime;
  const offset = (at: number) => {
    const { year, month, day, hour, minute } = partsIn(new Date(at), zone);
    return Date.UTC(year, month - 1, day, hour, minute) - at;
  };
  const guess = wanted - offset(wanted);
  return new Date(wanted - offset(guess)).toISOString();
}

/** Go's zero time. */
export const noTime = '0001-01-01T00:00:00Z';

/** Whether Go gave an instant at all. */
export const isKnown = (instant: string | undefined): instant is string =>
  Boolean(instant) && !instant?.startsWith('0001-');
