import type { QueryClient } from '@tanstack/react-query';

/** Which records changed, by kind: `{ticket: [id, id]}`. */
export type Changed = Record<string, string[]>;

// The runtime's EventsOn, taken from the window so that the same build runs
// under Wails, under the preview's proxy and in tests with neither.
type Runtime = { EventsOn: (name: string, heard: (...data: unknown[]) => void) => () => void };

const runtime = () => (window as unknown as { runtime?: Runtime }).runtime;

/** Hears one kind of event from Go until the returned function is called. */
export function hear<T>(name: string, heard: (data: T) => void): () => void {
  return runtime()?.EventsOn(name, (data) => heard(data as T)) ?? (() => {});
}

/**
 * Every query key begins with the kind of record it shows, `['ticket', …]`, or
 * with a word for what is derived and the kinds it is derived from in `meta`.
 */
export function invalidateChanged(client: QueryClient, changed: Changed) {
  const kinds = Object.keys(changed);
  void client.invalidateQueries({
    predicate: ({ queryKey, meta }) => {
      const from = (meta?.from as string[] | undefined) ?? [];
      return kinds.some((kind) => {
        if (from.includes(kind)) return true;
        if (queryKey[0] !== kind) return false;
        // ['ticket', 'one', id] is touched only by its own id; lists by any.
        return queryKey[1] !== 'one' || (changed[kind] ?? []).includes(String(queryKey[2]));
      });
    },
  });
}

/** Keeps the cache true to the desk: a notice after each commit refreshes what it touched. */
export function followChanges(client: QueryClient): () => void {
  return hear<Changed>('changed', (changed) => invalidateChanged(client, changed));
}
