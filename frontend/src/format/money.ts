/** An amount in minor units of one currency, as Go's record.Money. */
export type Amount = { minor: number; currency: string };

const noDecimals = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'XOF', 'XAF', 'PYG', 'UGX']);
const threeDecimals = new Set(['KWD', 'BHD', 'OMR', 'JOD', 'TND', 'IQD', 'LYD']);

/** How many decimals a currency has: 0, 2 or 3, the same list as Go's record.Decimals. */
export function decimals(currency: string): number {
  if (noDecimals.has(currency)) return 0;
  return threeDecimals.has(currency) ? 3 : 2;
}

/** Writes ¥1,699.00; short drops the minor units where they are zero. */
export function writeMoney(amount: Amount, language: string, short = false): string {
  const places = decimals(amount.currency);
  const value = amount.minor / 10 ** places;
  const round = short && Number.isInteger(value);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: amount.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: round ? 0 : places,
    maximumFractionDigits: places,
  }).format(value);
}

/** Reads "1,699.00" in major units; undefined when it is no amount of that currency. */
export function readMoney(text: string, currency: string): Amount | undefined {
  const plain = text.replace(/[,，\s]/g, '');
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain);
  if (!match) return undefined;
  const places = decimals(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > places) return undefined;
  const minor = Number(`${match[2]}${fraction.padEnd(places, '0')}`);
  if (!Number.isSafeInteger(minor)) return undefined;
  return { minor: match[1] ? -minor : minor, currency };
}
