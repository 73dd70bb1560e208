import { useMemo } from 'react';
import { decimals } from '../format/money';
import { useText } from '../i18n/useText';

/** Writes minor units so short that an axis has room: ¥1.2万, ¥12K. */
export function useCompactMoney(currency: string): (minor: number) => string {
  const { language } = useText();
  return useMemo(() => {
    const format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency: currency || 'CNY',
      currencyDisplay: 'narrowSymbol',
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    });
    return (minor: number) => format.format(minor / 10 ** decimals(currency));
  }, [language, currency]);
}
