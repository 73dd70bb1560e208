import { createContext, type ReactNode, use, useMemo } from 'react';
import { useText } from '../i18n/useText';
import { type Amount, writeMoney } from './money';
import { type Here, writeDay, writeFull, writeLength, writeMoment, writeWhen } from './time';
import { useNow } from './useNow';

// Before the shop is known, as while its desk cannot be opened, times are this machine's.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const Zone = createContext(here);

/** Says in which IANA zone the shop lives; every time below is written in it. */
export function ShopZone({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone || here}>{children}</Zone>;
}

/** The shop's IANA zone. */
export function useZone(): string {
  return use(Zone);
}

/** Writers of times, lengths and money in the language, zone and minute of now. */
export function useFormat() {
  const { t, language } = useText();
  const zone = use(Zone);
  const now = useNow();
  return useMemo(() => {
    const place: Here = { t, language, zone, now };
    return {
      now,
      zone,
      when: (instant: string) => writeWhen(new Date(instant), place),
      whenWithin: (instant: string) => writeWhen(new Date(instant), place, true),
      full: (instant: string) => writeFull(new Date(instant), place),
      day: (day: string) => writeDay(day, place),
      moment: () => writeMoment(now, place),
      length: (seconds: number) => writeLength(seconds, t, language),
      money: (amount: Amount, short?: boolean) => writeMoney(amount, language, short),
      count: (n: number) => n.toLocaleString(language),
      percent: (fraction: number, places = 1) =>
        fraction.toLocaleString(language, {
          style: 'percent',
          minimumFractionDigits: places,
          maximumFractionDigits: places,
        }),
    };
  }, [t, language, zone, now]);
}
