import { expect, test } from 'vitest';
import { amountOf, linesOf } from './order';

const typed = { id: 1, name: '复合滤芯 F5', sku: 'F5-1P', quantity: '3', price: '129' };

test('a line is priced by the unit', () => {
  const [line] = linesOf([typed], 'CNY');
  expect(line).toMatchObject({
    no: 1,
    quantity: 3,
    unitPrice: { minor: 12900, currency: 'CNY' },
    price: { minor: 38700, currency: 'CNY' },
  });
});

test.each([
  [{ ...typed, quantity: '0' }, 'lines.0.quantity'],
  [{ ...typed, price: '12,9.00.1' }, 'lines.0.price'],
  [{ ...typed, name: ' ' }, 'lines.0.name'],
])('what is wrong is refused at its field', (line, field) => {
  expect(() => linesOf([line], 'CNY')).toThrow(expect.objectContaining({ field }));
});

test('an empty amount is nothing, a negative one is refused', () => {
  expect(amountOf('', 'CNY', 'shipping')).toEqual({ minor: 0, currency: 'CNY' });
  expect(() => amountOf('-5', 'CNY', 'shipping')).toThrow();
});
