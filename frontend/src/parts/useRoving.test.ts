import { expect, test } from 'vitest';
import { type Place, stepFrom } from './useRoving';

// Two columns of three and one card, and a third with nothing.
const board: Place[] = [
  { column: 0, row: 0 },
  { column: 0, row: 1 },
  { column: 0, row: 2 },
  { column: 2, row: 0 },
];

test('down and up stay in the column and stop at its ends', () => {
  expect(stepFrom({ column: 0, row: 0 }, { rows: 1 }, board)).toEqual({ column: 0, row: 1 });
  expect(stepFrom({ column: 0, row: 2 }, { rows: 1 }, board)).toEqual({ column: 0, row: 2 });
  expect(stepFrom({ column: 0, row: 2 }, { rows: -1e6 }, board)).toEqual({ column: 0, row: 0 });
});

test('left and right pass over an empty column to the nearest row', () => {
  expect(stepFrom({ column: 0, row: 2 }, { columns: 1 }, board)).toEqual({ column: 2, row: 0 });
  expect(stepFrom({ column: 2, row: 0 }, { columns: -1 }, board)).toEqual({ column: 0, row: 0 });
  expect(stepFrom({ column: 2, row: 0 }, { columns: 1 }, board)).toEqual({ column: 2, row: 0 });
});
