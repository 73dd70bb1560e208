import { expect, test } from 'vitest';
import { countryName } from './country';

test('a country is named in the language, and what is no code stays', () => {
  expect(countryName('SE', 'zh-CN')).toBe('瑞典');
  expect(countryName('SE', 'en')).toBe('Sweden');
  expect(countryName('', 'en')).toBe('');
  expect(countryName('瑞典', 'en')).toBe('瑞典');
});
