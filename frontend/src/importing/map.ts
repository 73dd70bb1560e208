import type { TFunction } from 'i18next';
import type { Preview, Wanted } from './queries';

/** Which header stands for which field; an empty header leaves the field out. */
export type HeaderMap = Record<string, string>;

/** Gives the header to the field; a field that had it by choice gives it up. */
export function assign(map: HeaderMap, field: string, header: string): HeaderMap {
  const next: HeaderMap = {};
  for (const [other, theirs] of Object.entries(map)) {
    next[other] = header !== '' && theirs === header ? '' : theirs;
  }
  next[field] = header;
  return next;
}

/** The header under which the field was found; empty when it was not. */
export function headerOf(preview: Preview, field: string): string {
  return preview.columns.find((column) => column.field === field)?.header ?? '';
}

/** What a row of the file says in each of the fields that were found. */
export function valuesOf(preview: Preview, cells: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { field, header } of preview.columns) {
    values[field] = cells[preview.headers.indexOf(header)] ?? '';
  }
  return values;
}

/** Remarks that say the same, counted, the most frequent first. */
export function reasons(remarks: { message: string }[]): { message: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { message } of remarks) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts].map(([message, count]) => ({ message, count })).sort((a, b) => b.count - a.count);
}

/** A column as the file calls it; one that the file lacks by the field's own name. */
export function columnName(t: TFunction, what: Wanted['what'], column: string): string {
  return /^[a-z]\w*$/i.test(column)
    ? t(`importing.field.${what}.${column}`, { defaultValue: column })
    : column;
}
