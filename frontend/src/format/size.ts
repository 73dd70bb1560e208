const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in bytes with a unit of thousands: 1.2 MB. */
export function sizeOf(bytes: number): { value: string; unit: string } {
  let value = bytes;
  let at = 0;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at++;
  }
  return { value: at === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1), unit: units[at] as string };
}
