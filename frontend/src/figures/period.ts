/** What kind of piece of the calendar the page looks at. */
export type Length = 'week' | 'month' | 'quarter' | 'custom';

/** The lengths in the order in which the page offers them. */
export const lengths: Length[] = ['week', 'month', 'quarter', 'custom'];

/** A run of calendar days with both ends in it, as Go's quality.Span. */
export type Span = { from: string; to: string };

const dayLong = 86_400_000;

// Days are reckoned at noon UTC, far from any change of clocks.
const at = (day: string) => new Date(`${day}T12:00:00Z`);
const text = (date: Date) => date.toISOString().slice(0, 10);

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return text(new Date(at(day).getTime() + days * dayLong));
}

/** The first day of the month so many months later. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return text(new Date(Date.UTC(year, month - 1 + months, 1, 12)));
}

/** How many days a span has. */
export function daysIn({ from, to }: Span): number {
  return Math.round((at(to).getTime() - at(from).getTime()) / dayLong) + 1;
}

/** The piece of the calendar of that length in which the day lies; weeks begin on Monday. A custom one ends on the day. */
export function spanOf(length: Length, day: string): Span {
  const [year = 0, month = 1] = day.split('-').map(Number);
  switch (length) {
    case 'week': {
      const from = addDays(day, -((at(day).getUTCDay() + 6) % 7));
      return { from, to: addDays(from, 6) };
    }
    case 'month': {
      const from = addMonths(day, 0);
      return { from, to: addDays(addMonths(day, 1), -1) };
    }
    case 'quarter': {
      const from = text(new Date(Date.UTC(year, Math.floor((month - 1) / 3) * 3, 1, 12)));
      return { from, to: addDays(addMonths(from, 3), -1) };
    }
    case 'custom':
      return { from: addDays(day, -29), to: day };
  }
}

/** The span before or after, of the same length. */
export function step(length: Length, span: Span, by: 1 | -1): Span {
  if (length === 'custom') {
    const days = daysIn(span) * by;
    return { from: addDays(span.from, days), to: addDays(span.to, days) };
  }
  return spanOf(length, by > 0 ? addDays(span.to, 1) : addDays(span.from, -1));
}

/** Year and number of the ISO 8601 week that the day lies in. */
export function weekOf(day: string): { year: number; week: number } {
  // The Thursday of a week lies in the year that the week belongs to.
  const thursday = addDays(spanOf('week', day).from, 3);
  const year = Number(thursday.slice(0, 4));
  const passed = (at(thursday).getTime() - at(`${year}-01-01`).getTime()) / dayLong;
  return { year, week: Math.floor(passed / 7) + 1 };
}

/** Which piece of the calendar a span is; custom when it is none. */
export function lengthOf(span: Span): Length {
  const whole = (length: Length) => {
    const { from, to } = spanOf(length, span.from);
    return from === span.from && to === span.to;
  };
  return (['week', 'month', 'quarter'] as const).find(whole) ?? 'custom';
}

/** A page's address: `/figures/month/2026-11-01/2026-11-30`. */
export function addressOf(length: Length, { from, to }: Span): string {
  return `/figures/${length}/${from}/${to}`;
}

const isDay = (day: string | undefined): day is string =>
  Boolean(
    day && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at(day).getTime()) && text(at(day)) === day,
  );

/** What an address asks for; the month of today where it asks for nothing that can be. */
export function readAddress(
  { length, from, to }: { length?: string; from?: string; to?: string },
  today: string,
): { length: Length; span: Span } {
  const known = lengths.find((each) => each === length) ?? 'month';
  if (!isDay(from)) return { length: known, span: spanOf(known, today) };
  if (known !== 'custom') return { length: known, span: spanOf(known, from) };
  return { length: known, span: { from, to: isDay(to) && to >= from ? to : from } };
}
