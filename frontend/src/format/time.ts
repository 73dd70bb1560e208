import type { TFunction } from 'i18next';

type Parts = { year: number; month: number; day: number; hour: number; minute: number; weekday: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, known);
  }
  return known;
}

/** The calendar of an instant in the shop's zone. */
export function partsIn(instant: Date, zone: string): Parts {
  const found: Record<string, number> = {};
  for (const part of format(zone).formatToParts(instant)) found[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = found;
  return { year, month, day, hour, minute, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

const two = (n: number) => String(n).padStart(2, '0');
const wholeDay = ({ year, month, day }: Parts) => `${year}-${two(month)}-${two(day)}`;

/** The calendar day of an instant in the shop's zone: 2026-11-20. */
export function dayIn(instant: Date, zone: string): string {
  return wholeDay(partsIn(instant, zone));
}

// Every catalogue picks the places it wants: a Chinese date needs numbers, an English one the month's name.
function places(p: Parts, language: string) {
  const noon = new Date(Date.UTC(p.year, p.month - 1, p.day, 12));
  const named = (how: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', ...how }).format(noon);
  return {
    year: String(p.year),
    month: String(p.month),
    mm: two(p.month),
    dd: two(p.day),
    day: String(p.day),
    monthName: named({ month: 'short' }),
    weekday: named({ weekday: 'short' }),
    time: `${two(p.hour)}:${two(p.minute)}`,
  };
}

/** Where and for whom a time is written. */
export type Here = { t: TFunction; language: string; zone: string; now: Date };

// Go's zero time, or no time at all: it did not happen.
const unknown = (instant: Date) => !(instant.getTime() > Date.UTC(1970, 0, 1));

/**
 * Writes 今天 11:08, then 11-16 15:14, then 2025-12-03; nothing for a time that
 * is not known. Within a sentence it begins with no capital letter.
 */
export function writeWhen(instant: Date, { t, language, zone, now }: Here, within = false): string {
  if (unknown(instant)) return '';
  const then = partsIn(instant, zone);
  const today = partsIn(now, zone);
  const parts = places(then, language);
  if (wholeDay(then) === wholeDay(today))
    return t(within ? 'common.when.todayWithin' : 'common.when.today', parts);
  if (then.year === today.year) return t('common.when.thisYear', parts);
  return t('common.when.earlier', parts);
}

/** Writes an instant in full, for a tooltip: 2026-11-20 14:36. */
export function writeFull(instant: Date, { t, language, zone }: Here): string {
  if (unknown(instant)) return '';
  return t('common.when.full', places(partsIn(instant, zone), language));
}

/** Writes a calendar day: 11-20 in this year, 2025-12-03 in another. What is no day is written as it came. */
export function writeDay(day: string, { t, language, zone, now }: Here): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  if (!Number.isFinite(Date.UTC(year, month - 1, date))) return day;
  const parts = places({ year, month, day: date, hour: 0, minute: 0, weekday: 0 }, language);
  return partsIn(now, zone).year === year ? t('common.when.day', parts) : t('common.when.earlier', parts);
}

/** Writes the moment for the status bar: 11 月 20 日 周五 14:36. */
export function writeMoment(instant: Date, { t, language, zone }: Here): string {
  return t('common.when.moment', places(partsIn(instant, zone), language));
}

/** Writes a length of time by its two largest units: 42m, 2h 08m, 2 天 4h. Negative counts as zero. */
export function writeLength(seconds: number, t: TFunction, language: string): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (hours === 0) return t('common.length.minutes', { minutes });
  if (days === 0) return t('common.length.hours', { hours, minutes: two(minutes % 60) });
  const rest = hours % 24;
  if (rest === 0) return t('common.length.days', { count: days, days: days.toLocaleString(language) });
  return t('common.length.daysHours', { days: days.toLocaleString(language), hours: rest });
}
