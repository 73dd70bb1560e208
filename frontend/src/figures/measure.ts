/** How a figure's numbers are written: all of one figure alike, so that they can be compared; as the PDF writes them. */
export type Measure = { factor: number; decimals: number; unit: 'percent' | 'minutes' | 'hours' | 'days' };

/** What Measure needs to know of a figure. */
export type Measured = { unit: string; sense?: string; value?: number | null; target?: number | null };

/** Chooses by the figure's value. Rates that should be low are small, and differ in the second decimal. */
export function measureOf({ unit, sense, value, target }: Measured): Measure {
  if (unit === 'ratio') return { factor: 100, decimals: sense === 'atMost' ? 2 : 1, unit: 'percent' };
  const seconds = value ?? target ?? 0;
  if (seconds < 2 * 3600) return { factor: 1 / 60, decimals: 1, unit: 'minutes' };
  if (seconds <= 48 * 3600) return { factor: 1 / 3600, decimals: 1, unit: 'hours' };
  return { factor: 1 / 86_400, decimals: 1, unit: 'days' };
}

/** A number in the measure's unit with its decimals, thousands set apart, and a true minus. */
export function write(value: number, { factor, decimals }: Measure): string {
  return grouped(value * factor, decimals);
}

/** The same without decimals that say nothing: a target, a tick. */
export function short(value: number, { factor }: Measure): string {
  return grouped(value * factor, 0, 2);
}

function grouped(value: number, least: number, most = least): string {
  const written = Math.abs(value).toLocaleString('en', {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });
  return value < 0 && /[1-9]/.test(written) ? `−${written}` : written;
}

/** Ticks of an axis from 0 or near the lowest value to above the highest, at round steps. */
export function ticks(low: number, high: number, wanted = 4): number[] {
  const range = high - low || Math.abs(high) || 1;
  const raw = range / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= raw) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: Math.max(last - first, 1) + 1 }, (_, n) =>
    Number(((first + n) * step).toPrecision(12)),
  );
}
