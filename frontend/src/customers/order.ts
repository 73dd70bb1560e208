import { Problem } from '../bridge/problem';
import { type Amount, readMoney } from '../format/money';
import type { PutOrder } from './queries';

/** A line of an order as it is typed. */
export type Typed = { id: number; name: string; sku: string; quantity: string; price: string };

/** Reads an amount of money, or refuses at the field; an empty one is nothing. */
export function amountOf(text: string, currency: string, field: string): Amount {
  if (text.trim() === '') return { minor: 0, currency };
  const read = readMoney(text, currency);
  if (!read || read.minor < 0) throw new Problem('money.malformed', { value: text }, field);
  return read;
}

/** The lines of an order as Go wants them: the price typed is that of one unit. */
export function linesOf(typed: Typed[], currency: string): PutOrder['lines'] {
  const none = { minor: 0, currency };
  return typed.map((line, at) => {
    const quantity = Math.trunc(Number(line.quantity)) || 0;
    const unitPrice = amountOf(line.price, currency, `lines.${at}.price`);
    if (quantity < 1) throw new Problem('order.quantityWrong', {}, `lines.${at}.quantity`);
    if (!line.name.trim()) throw new Problem('field.missing', {}, `lines.${at}.name`);
    return {
      no: at + 1,
      sku: line.sku.trim(),
      product: '',
      name: line.name.trim(),
      variant: '',
      category: '',
      attributes: [],
      serial: '',
      quantity,
      unitPrice,
      price: { minor: unitPrice.minor * quantity, currency },
      discount: none,
      tax: none,
      shippingPaid: none,
      warrantyMonths: 0,
      marked: false,
    };
  });
}
