/** A plan of cron in the terms of people: what it names, or the plan itself when it is none of the usual. */
export type Plan =
  | { every: 'daily'; time: string }
  | { every: 'weekly'; weekday: number; time: string }
  | { every: 'monthly'; day: number; time: string }
  | { every: 'other'; spec: string };

const number = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : undefined);
const two = (n: number) => String(n).padStart(2, '0');

/** Reads minute, hour, day, month and weekday. */
export function planOf(spec: string): Plan {
  const [m, h, dayField, monthField, weekField, ...rest] = spec.trim().split(/\s+/);
  const minute = number(m);
  const hour = number(h);
  if (minute === undefined || hour === undefined || monthField !== '*' || rest.length > 0) {
    return { every: 'other', spec };
  }
  const time = `${two(hour)}:${two(minute)}`;
  const day = number(dayField);
  const weekday = number(weekField);
  if (dayField === '*' && weekField === '*') return { every: 'daily', time };
  if (dayField === '*' && weekday !== undefined) return { every: 'weekly', weekday: weekday % 7, time };
  if (weekField === '*' && day !== undefined) return { every: 'monthly', day, time };
  return { every: 'other', spec };
}
