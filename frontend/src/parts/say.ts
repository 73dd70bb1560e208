import type { TFunction } from 'i18next';

/** Says a line that Go names by a key and places; a count there is text and here decides the plural. */
export function say(t: TFunction, key: string, params: Record<string, string> | null = {}): string {
  const places: Record<string, string | number> = { ...params };
  if (places.count !== undefined) places.count = Number(places.count);
  return t(key, places);
}
