import { useCallback } from 'react';
import { readMoney } from '../format/money';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Says a line that Go names by a key and places. Go writes days and money for
 * any reader; here they are written as everywhere in the window, and a count
 * decides the plural.
 */
export function useSay(): (key: string, params?: Record<string, string> | null) => string {
  const { t } = useText();
  const { day, money } = useFormat();
  return useCallback(
    (key, params) => {
      const places: Record<string, string | number> = {};
      for (const [name, value] of Object.entries(params ?? {})) {
        places[name] = name === 'count' ? Number(value) : isDay.test(value) ? day(value) : value;
      }
      // A place may be empty, and then no space is left before the comma.
      const said = t(key, places).replace(/\s+(?=[，。；,;])/g, '');
      const { amount, currency } = params ?? {};
      const read = amount && currency ? readMoney(amount, currency) : undefined;
      return read ? said.replace(`${amount} ${currency}`, money(read)) : said;
    },
    [t, day, money],
  );
}
