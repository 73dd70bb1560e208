import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { openDrafts } from './queries';
import { DraftStore } from './store';

const Store = createContext<DraftStore>(new DraftStore());
const Place = createContext('');

/** Brings the drafts of the person who is signed in; their pages wait the blink that it takes. */
export function Drafts({ person, children }: { person: string; children: ReactNode }) {
  const [store, setStore] = useState<DraftStore>();
  useEffect(() => {
    let gone = false;
    void openDrafts(person).then((opened) => !gone && setStore(opened));
    return () => {
      gone = true;
    };
  }, [person]);
  useEffect(() => {
    if (!store) return;
    const flush = () => void store.flush();
    window.addEventListener('blur', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('blur', flush);
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [store]);
  return store && <Store value={store}>{children}</Store>;
}

/** For tests and pages of their own: drafts from a store that is already there. */
export const DraftsFrom = Store.Provider;

/** What is typed in here by `useDrafted` is one draft: `ticket/<id>/resolve`. Without a name, that of what is around. */
export function DraftPlace({ of, children }: { of?: string; children: ReactNode }) {
  const around = use(Place);
  return <Place value={of ?? around}>{children}</Place>;
}

type Set<T> = (next: T | ((before: T) => T)) => void;

/**
 * Like useState, for what a person types: it stands in the draft of this place
 * until it is sent. Setting starts from what stands there now, never from what
 * an older rendering saw. Outside of a place it is plain state.
 */
export function useDrafted<T>(name: string, begin: T | (() => T)): [T, Set<T>] {
  return useDraftedAt(use(Place), name, begin);
}

/** Like `useDrafted`, in a place that is named. */
export function useDraftedAt<T>(place: string, name: string, begin: T | (() => T)): [T, Set<T>] {
  const store = use(Store);
  const plain = useState(begin);
  const [first] = plain;
  const kept = useSyncExternalStore(store.hear, () => store.read(place)[name]);
  const set = useCallback<Set<T>>(
    (next) => {
      const stands = store.read(place)[name];
      const before = fits(stands, first) ? stands : first;
      const value = typeof next === 'function' ? (next as (before: T) => T)(before) : next;
      store.put(place, name, same(value, first) ? undefined : value);
    },
    [store, place, name, first],
  );
  if (!place) return plain;
  return [fits(kept, first) ? kept : first, set];
}

/** Like `useDrafted` for the fields of a form together: a field that stands as it began follows its record. */
export function useDraftedFields<T extends object>(
  begin: T,
  named?: string,
): [T, (part: Partial<T>) => void] {
  const around = use(Place);
  const place = named ?? around;
  const store = use(Store);
  const [plain, setPlain] = useState(begin);
  const [first] = useState(begin);
  const kept = useSyncExternalStore(store.hear, () => store.read(place));
  const change = useCallback(
    (part: Partial<T>) => {
      if (!place) setPlain((before) => ({ ...before, ...part }));
      else
        for (const [name, value] of Object.entries(part)) store.put(place, name, differs(value, first, name));
    },
    [store, place, first],
  );
  if (!place) return [plain, change];
  const fitting = Object.entries(first).map(([name, value]) => {
    const stands = kept[name];
    return [name, fits(stands, value) ? stands : value];
  });
  return [Object.fromEntries(fitting) as T, change];
}

const differs = (value: unknown, first: object, name: string) =>
  same(value, first[name as keyof typeof first]) ? undefined : value;

const fits = <T,>(kept: unknown, first: T): kept is T =>
  kept !== undefined && typeof kept === typeof first && Array.isArray(kept) === Array.isArray(first);

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** One draft as a whole. */
export type Draft = {
  /** Something stands in it. */
  there: boolean;
  /** It stood there already when this was opened. */
  restored: boolean;
  /** When it was last on disk. */
  at: string;
  /** The disk refused it: it is safe in this window alone. */
  held: boolean;
  /** It was sent. */
  sent: () => void;
  /** Throws it away; what is given back puts it there again. */
  discard: () => () => void;
};

/** The draft of this place as a whole; undefined outside of one. */
export function useDraft(named?: string): Draft | undefined {
  const around = use(Place);
  const place = named ?? around;
  const store = use(Store);
  const fields = useSyncExternalStore(store.hear, () => store.read(place));
  const held = useSyncExternalStore(store.hear, store.held);
  const [opened] = useState(() => ({
    place,
    there: Object.keys(store.read(place)).length > 0,
    at: store.writtenAt(place),
  }));
  if (!place) return undefined;
  return {
    there: Object.keys(fields).length > 0,
    restored: opened.there && opened.place === place,
    at: opened.at,
    held,
    sent: () => store.replace(place, {}),
    discard: () => {
      const thrown = store.read(place);
      store.replace(place, {});
      return () => store.replace(place, thrown);
    },
  };
}
