/** How a target is written: rates in percent, times in hours, the long cycle of a return in days. */
export type Unit = 'percent' | 'hours' | 'days';

const size: Record<Unit, number> = { percent: 10_000, hours: 3600, days: 86_400 };

/** The unit of a figure's target. */
export function unitOf({ figure, rate }: { figure: string; rate: boolean }): Unit {
  if (rate) return 'percent';
  return figure === 'returnCycle' ? 'days' : 'hours';
}

/** A target as a field shows it: 850000 millionths are 85. */
export function toField(value: number, unit: Unit): string {
  return String(Number((value / size[unit]).toFixed(4)));
}

/** What a field says, in millionths or seconds; undefined when it is no number of zero or more. */
export function fromField(text: string, unit: Unit): number | undefined {
  const plain = text
    .trim()
    .replace(/[%％]$/, '')
    .replace(/[,，\s]/g, '');
  if (!/^\d+(\.\d*)?$/.test(plain)) return undefined;
  const value = Math.round(Number(plain) * size[unit]);
  return Number.isSafeInteger(value) ? value : undefined;
}
