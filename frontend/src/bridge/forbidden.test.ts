import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// In the real window these fail where a browser would not: a download link does
// nothing, window.open returns null, a POST with a Blob or File ends the process.
const forbidden: [string, RegExp][] = [
  ['a download link', /<a[^>]*\sdownload|\.download\s*=/],
  ['window.open', /\bwindow\.open\(|target="_blank"/],
  ['fetch', /\bfetch\(|new FormData\(|XMLHttpRequest|sendBeacon/],
  // WebKit and Chromium write it differently: dayIn(instant, zone) gives a day.
  ['a locale for the shape of its dates', /['"](en-CA|sv-SE)['"]/],
  ['a colour that is no token', /#[0-9a-f]{3,8}\b(?=['";\s)])/i],
];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(tsx?|css)$/.test(entry.name) && !/\.test\.|tokens\.css/.test(entry.name) ? [path] : [];
  });
}

test.each(forbidden)('no source uses %s', (_, pattern) => {
  const found = sources('src').filter((path) => pattern.test(readFileSync(path, 'utf8')));
  expect(found).toEqual([]);
});

test('the patterns find what they look for', () => {
  const samples = [
    '<a href="x" download>',
    'window.open("x")',
    'await fetch("/x")',
    "f('en-CA')",
    'color: #ff0000;',
  ];
  expect(forbidden.map(([, pattern], at) => pattern.test(samples[at] as string))).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
});
