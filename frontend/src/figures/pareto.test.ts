import { expect, test } from 'vitest';
import { split } from './ParetoCard';

test.each([
  ['质量问题', 60, ['质量问题']],
  ['运输途中损坏', 50, ['运输途', '中损坏']],
  ['Parts missing', 50, ['Parts', 'missing']],
  ['Late delivery', 90, ['Late delivery']],
  ['Change of mind', 60, ['Change', 'of mind']],
  ['Damaged in transit', 50, ['Damaged', 'in', 'transit']],
  ['Not as described', 50, ['Not', 'as', 'described']],
])('%s in %d is broken into %j', (name, room, lines) => {
  expect(split(name, room)).toEqual(lines);
});
