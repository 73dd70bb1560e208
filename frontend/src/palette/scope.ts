/** What is looked through: everything, tickets and returns, customers, or what can be done. */
export type Scope = 'all' | 'numbers' | 'people' | 'actions';

const signs: Record<Scope, string> = { all: '', numbers: '#', people: '@', actions: '>' };
const order: Scope[] = ['all', 'numbers', 'people', 'actions'];

/** Reads `#`, `@` or `>` before the words. */
export function scopeOf(typed: string): { scope: Scope; words: string } {
  const text = typed.trimStart();
  const scope = order.find((one) => signs[one] !== '' && text.startsWith(signs[one])) ?? 'all';
  return { scope, words: text.slice(signs[scope].length).trim() };
}

/** The same words in the next scope. */
export function nextScope(typed: string): string {
  const { scope, words } = scopeOf(typed);
  const next = order[(order.indexOf(scope) + 1) % order.length] ?? 'all';
  return signs[next] + words;
}

/** What Go is asked for: its own signs before the words. */
export const asked = (scope: Scope, words: string) =>
  words === '' || scope === 'actions' ? '' : signs[scope] + words;
