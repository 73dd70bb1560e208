import { type FocusEvent, useMemo, useRef, useState } from 'react';
import type { Brief } from './queries';

/**
 * Rows that do not jump: while the pointer or the focus is in the list, what is
 * new waits and what is there keeps its place, though its words may change.
 * Another `list` (view or search) begins afresh.
 */
export function useHeld(fresh: Brief[] | undefined, list: string) {
  const [inside, setInside] = useState(false);
  const kept = useRef<{ list: string; ids: string[] }>({ list: '', ids: [] });
  const focused = useRef(false);
  const [, again] = useState(0);

  const rows = useMemo(() => {
    if (!fresh) return undefined;
    if (!inside || kept.current.list !== list) return fresh;
    return holdRows(kept.current.ids, fresh);
  }, [fresh, inside, list]);
  // A list that is still being read begins with what comes, never with what another one showed.
  if (rows) kept.current = { list, ids: rows.map(({ id }) => id) };

  return {
    rows,
    waiting: (fresh?.length ?? 0) - (rows?.length ?? 0),
    release: () => {
      kept.current = { list: '', ids: [] };
      setInside(false);
      again((n) => n + 1);
    },
    watch: {
      onPointerEnter: () => setInside(true),
      onPointerLeave: () => setInside(focused.current),
      onFocus: () => {
        focused.current = true;
        setInside(true);
      },
      onBlur: (event: FocusEvent) => {
        focused.current = event.currentTarget.contains(event.relatedTarget);
        if (!focused.current) setInside(event.currentTarget.matches(':hover'));
      },
    },
  };
}

/** What was shown, in its place with its new words; what came later below the last of it is a further page. */
export function holdRows(ids: string[], fresh: Brief[]): Brief[] {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const shown = new Set(ids);
  const lastShown = fresh.findLastIndex(({ id }) => shown.has(id));
  const stayed = ids.flatMap((id) => now.get(id) ?? []);
  return [...stayed, ...fresh.slice(lastShown + 1)];
}
