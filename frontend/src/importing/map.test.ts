import { expect, test } from 'vitest';
import { assign, headerOf, reasons, valuesOf } from './map';
import { type Preview, toBase64 } from './queries';

const preview = {
  headers: ['Ticket_ID', 'Name', 'Note'],
  columns: [
    { field: 'number', header: 'Ticket_ID' },
    { field: 'customer', header: 'Name' },
  ],
} as Preview;

test('a header serves one field: the other gives it up, and an unchosen one is left to the file', () => {
  expect(assign({ customer: 'Name' }, 'subject', 'Name')).toEqual({ customer: '', subject: 'Name' });
  expect(assign({ customer: '' }, 'subject', '')).toEqual({ customer: '', subject: '' });
  expect(assign({}, 'subject', 'Note')).toEqual({ subject: 'Note' });
});

test('a row is read under the headers that were found, also when it is short', () => {
  expect(headerOf(preview, 'customer')).toBe('Name');
  expect(headerOf(preview, 'email')).toBe('');
  expect(valuesOf(preview, ['7', '林静怡', 'x'])).toEqual({ number: '7', customer: '林静怡' });
  expect(valuesOf(preview, ['7'])).toEqual({ number: '7', customer: '' });
});

test('reasons are counted, the most frequent first', () => {
  const said = ['b', 'a', 'b'].map((message) => ({ message }));
  expect(reasons(said)).toEqual([
    { message: 'b', count: 2 },
    { message: 'a', count: 1 },
  ]);
});

test('bytes of any length and value become base 64', () => {
  expect(toBase64(new Uint8Array([0xef, 0xbb, 0xbf, 0]))).toBe('77u/AA==');
  const long = new Uint8Array(100_001).fill(65);
  expect(atob(toBase64(long))).toHaveLength(100_001);
});
