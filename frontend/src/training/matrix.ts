import type { Cell, Matrix, Row } from './queries';

/** How a cell looks: a gap, a warning, all right, on the way to it, or nothing to say. */
export type Look =
  | 'valid'
  | 'expiring'
  | 'refresh'
  | 'expired'
  | 'suspended'
  | 'missing'
  | 'enrolled'
  | 'none';

/** What a cell says. Somebody without a certificate who is on the list of a session is on the way, no gap. */
export function lookOf(cell: Cell): Look {
  switch (cell.state) {
    case 'certified':
    case 'notYet':
      return 'valid';
    case 'expiring':
      return 'expiring';
    case 'needsRefresh':
      return 'refresh';
    case 'expired':
      return 'expired';
    case 'suspended':
    case 'revoked':
      return 'suspended';
  }
  if (cell.enrolledOn) return 'enrolled';
  return cell.required ? 'missing' : 'none';
}

/** What the chips above the grid narrow it to; a gap is one who needs a certificate and holds none. */
export const filters = ['expired', 'expiring', 'refresh', 'missing'] as const;
export type Filter = (typeof filters)[number];

/** How many cells there are of each filter. What nobody requires is no gap. */
export function countsOf(rows: Row[]): Record<Filter, number> {
  const counts = { expired: 0, expiring: 0, refresh: 0, missing: 0 };
  for (const { cells } of rows) {
    for (const cell of cells) {
      const filter = filterOf(cell);
      if (filter) counts[filter]++;
    }
  }
  return counts;
}

function filterOf(cell: Cell): Filter | undefined {
  const look = lookOf(cell);
  if (look === 'suspended') return 'expired';
  return filters.find((filter) => filter === look);
}

/** Rows of one department under its head. */
export type Department = { department: string; rows: Row[] };

type Wanted = { words: string; department: string; only: Filter[] };

/**
 * The rows that are asked for, by department in the order they come. A row
 * stays when one of its cells is what the chips want.
 */
export function departmentsOf(matrix: Matrix, wanted: Wanted, courseNames: string[]): Department[] {
  const words = wanted.words.trim().toLowerCase();
  const byCourse = courseNames.some((name) => name.toLowerCase().includes(words));
  const out: Department[] = [];
  for (const row of matrix.rows) {
    if (wanted.department && row.department !== wanted.department) continue;
    if (words && !byCourse && !row.name.toLowerCase().includes(words)) continue;
    if (wanted.only.length > 0) {
      const found = row.cells.some((cell) => {
        const filter = filterOf(cell);
        return filter !== undefined && wanted.only.includes(filter);
      });
      if (!found) continue;
    }
    const last = out[out.length - 1];
    if (last?.department === row.department) last.rows.push(row);
    else out.push({ department: row.department, rows: [row] });
  }
  return out;
}

/** The columns that the words name, or all of them when they name a person. */
export function columnsShown(matrix: Matrix, words: string, courseNames: string[]): number[] {
  const wanted = words.trim().toLowerCase();
  const all = matrix.columns.map((_, at) => at);
  if (!wanted) return all;
  const named = all.filter((at) => courseNames[at]?.toLowerCase().includes(wanted));
  return named.length > 0 ? named : all;
}

/** 27-06: the month up to which a certificate holds. */
export const untilShort = (until: string) => until.slice(2, 7);
