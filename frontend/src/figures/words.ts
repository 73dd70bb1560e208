import type { TFunction } from 'i18next';
import type { Measure } from './measure';
import { lengthOf, type Span, weekOf } from './period';

/** Names a period as its reader would: a month, a quarter, a week, else both its days. */
export function namePeriod(span: Span, t: TFunction): string {
  const [year = 0, month = 1] = span.from.split('-').map(Number);
  switch (lengthOf(span)) {
    case 'month':
      return t('report.period.month', { year, month, monthName: t(`report.monthName.${month}`) });
    case 'quarter':
      return t('report.period.quarter', { year, quarter: Math.ceil(month / 3) });
    case 'week':
      return t('report.period.week', weekOf(span.from));
    default:
      return span.from === span.to
        ? nameDay(span.from, t)
        : t('report.span', { from: nameDay(span.from, t), to: nameDay(span.to, t) });
  }
}

/** A day in full, as papers write it. */
export function nameDay(day: string, t: TFunction): string {
  const [year, mm = '', dd = ''] = day.split('-');
  const places = {
    year,
    mm,
    dd,
    day: Number(dd),
    month: Number(mm),
    monthName: t(`report.month.${Number(mm)}`),
  };
  return t('report.day', places);
}

/** Names a point of a trend under its axis: a month or a week by its number, anything else as Go labels it. */
export function nameTick(label: string, t: TFunction): string {
  const month = /^\d{4}-(\d{2})$/.exec(label);
  if (month) return t(`report.month.${Number(month[1])}`);
  const week = /^\d{4}-W(\d{2})$/.exec(label);
  if (week) return t('figures.tick.week', { week: Number(week[1]) });
  const quarter = /^(\d{2})(\d{2})-Q(\d)$/.exec(label);
  if (quarter) return t('figures.tick.quarter', { year: quarter[2], quarter: quarter[3] });
  return label;
}

/** A number with its unit: 95%, 24 小时. */
export function amount(written: string, { unit }: Measure, t: TFunction): string {
  return t(`report.amount.${unit}`, { value: written });
}
