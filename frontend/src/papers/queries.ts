import { useMutation } from '@tanstack/react-query';
import * as Papers from '../../wailsjs/go/app/Papers';
import { call } from '../bridge/call';
import { noTime } from '../format/instant';

/** What can be printed: the certification list of the staff, or one certificate, return or ticket. */
export type Paper = {
  kind: 'certification' | 'certificate' | 'return' | 'ticket';
  id?: string;
};

/** How it is printed; a ticket with what is meant for colleagues only when that is asked for. */
export type Print = { lang: string; notes: boolean };

/** Where the window finds a paper to show it. */
export function paperAddress({ kind, id }: Paper, { lang, notes }: Print): string {
  const asked = new URLSearchParams({ lang });
  if (id) asked.set('id', id);
  if (notes) asked.set('notes', '1');
  return `/papers/${kind}.pdf?${asked}`;
}

/** Saves a paper where the person wants it; the path is empty when they cancelled. */
export function useSavePaper({ kind, id = '' }: Paper) {
  return useMutation({
    mutationFn: (print: Print) => call(Papers.Save, { kind, id, number: '', asOf: noTime, ...print }),
  });
}

/** What can be exported as a table, with what narrows it. */
export type Table = {
  kind: 'figures' | 'tickets' | 'returns' | 'certification';
  from?: string;
  to?: string;
  asOf?: string;
  view?: string;
  words?: string;
  waiting?: string;
};

const everything = { from: '', to: '', asOf: noTime, view: '', words: '', waiting: '' };

/** Saves a table as a workbook or as CSV where the person wants it; the path is empty when they cancelled. */
export function useExport(table: Table) {
  return useMutation({
    mutationFn: (how: { format: string; lang: string }) =>
      call(Papers.Export, { ...everything, ...table, ...how }),
  });
}
