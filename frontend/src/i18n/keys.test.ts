import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import en from '@texts/en.json';
import zh from '@texts/zh-CN.json';
import { describe, expect, test } from 'vitest';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(here, value);
    else for (const [k, v] of leaves(value, here)) found.set(k, v);
  }
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [path] : [];
  });
}

const catalogues = { 'zh-CN': leaves(zh as Tree), en: leaves(en as Tree) };
const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

// A date is put in other parts by each language.
const ofDates = new Set(['year', 'month', 'mm', 'dd', 'day', 'monthName', 'weekday', 'time']);

describe('the catalogue', () => {
  test('says every key that a component asks for, in both languages', () => {
    const asked = new Map<string, string>();
    for (const path of sources('src')) {
      for (const match of readFileSync(path, 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)) {
        asked.set(match[1] as string, path);
      }
    }
    expect(asked.size).toBeGreaterThan(20);
    const has = (known: Map<string, string>, key: string) => known.has(key) || known.has(`${key}_other`);
    for (const [language, known] of Object.entries(catalogues)) {
      const missing = [...asked]
        .filter(([key]) => !has(known, key))
        .map(([key, path]) => `${key} in ${path}`);
      expect(missing, language).toEqual([]);
    }
  });

  test('has the same keys and the same places in both languages', () => {
    const singular = (key: string) => key.endsWith('_one');
    const zhKeys = [...catalogues['zh-CN'].keys()].sort();
    const enKeys = [...catalogues.en.keys()].filter((key) => !singular(key)).sort();
    expect(enKeys).toEqual(zhKeys);
    for (const key of zhKeys) {
      const placesIn = (catalogue: Map<string, string>) =>
        [...new Set(places(catalogue.get(key) as string))].filter((place) => !ofDates.has(place ?? ''));
      expect(placesIn(catalogues.en), key).toEqual(placesIn(catalogues['zh-CN']));
    }
  });
});
