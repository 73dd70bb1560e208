import { expect, test } from 'vitest';
import { columnsShown, countsOf, departmentsOf, lookOf } from './matrix';
import type { Cell, Matrix, Row } from './queries';

const cell = (part: Partial<Cell>): Cell => ({ state: 'none', required: true, daysLeft: 0, ...part });
const row = (name: string, department: string, ...cells: Cell[]): Row => ({
  person: name,
  name,
  department,
  roles: [],
  tier: 'regular',
  cells,
  covered: false,
});

const matrix: Matrix = {
  at: '',
  valid: 0,
  required: 0,
  columns: ['收货验货', '小家电质检'].map((nameZh, at) => ({
    course: String(at),
    code: '',
    version: 1,
    nameZh,
    nameEn: '',
    steps: [],
    valid: 0,
    required: 0,
  })),
  rows: [
    row('何佳', 'returnCentre', cell({ state: 'certified' }), cell({ state: 'expiring', daysLeft: 12 })),
    row('唐一鸣', 'returnCentre', cell({ state: 'expired' }), cell({ enrolledOn: '2026-11-27' })),
    row('陈思远', 'customerService', cell({ required: false }), cell({})),
  ],
};
const names = matrix.columns.map(({ nameZh }) => nameZh);

test('a cell is a gap only where the certificate is required and nobody is on the way to it', () => {
  expect(lookOf(cell({ required: false }))).toBe('none');
  expect(lookOf(cell({}))).toBe('missing');
  expect(lookOf(cell({ enrolledOn: '2026-11-27' }))).toBe('enrolled');
  expect(lookOf(cell({ state: 'needsRefresh' }))).toBe('refresh');
});

test('each kind of gap is counted once a cell', () => {
  expect(countsOf(matrix.rows)).toEqual({ expired: 1, expiring: 1, refresh: 0, missing: 1 });
});

test('chips, department and words narrow the rows, and departments keep their heads', () => {
  const all = departmentsOf(matrix, { words: '', department: '', only: [] }, names);
  expect(all.map(({ department, rows }) => [department, rows.length])).toEqual([
    ['returnCentre', 2],
    ['customerService', 1],
  ]);
  const expired = departmentsOf(matrix, { words: '', department: '', only: ['expired'] }, names);
  expect(expired.flatMap(({ rows }) => rows.map(({ name }) => name))).toEqual(['唐一鸣']);
  expect(departmentsOf(matrix, { words: '陈', department: 'returnCentre', only: [] }, names)).toEqual([]);
});

test('words that name a course show its column with everybody', () => {
  expect(columnsShown(matrix, '质检', names)).toEqual([1]);
  expect(columnsShown(matrix, '何佳', names)).toEqual([0, 1]);
  expect(departmentsOf(matrix, { words: '质检', department: '', only: [] }, names)).toHaveLength(2);
});
