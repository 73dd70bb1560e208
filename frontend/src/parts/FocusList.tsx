import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useMemo, useRef } from 'react';
import classes from './FocusList.module.css';

/** Rows under one head, which says what they have in common. */
export type Group<T> = { key: string; head?: ReactNode; items: T[] };

/** What a page may do to a list with its keys. */
export type ListHandle = { focus: () => void; move: (by: number) => void; open: () => void };

type FocusListProps<T> = {
  label: string;
  groups: Group<T>[];
  idOf: (item: T) => string;
  rowHeight: number;
  headHeight?: number;
  selected: string;
  /** Moving selects: the list keeps the focus. */
  onSelect: (id: string) => void;
  /** Enter or a double click goes into what is selected. */
  onOpen?: (id: string) => void;
  /** Near the end of what is loaded. */
  onEnd?: () => void;
  /** What is marked for a common step. */
  marked?: ReadonlySet<string>;
  children: (item: T, selected: boolean) => ReactNode;
  handle?: Ref<ListHandle>;
};

type Line<T> = { key: string; head?: ReactNode; item?: T; place: number };

function linesOf<T>(groups: Group<T>[], idOf: (item: T) => string): Line<T>[] {
  let place = 0;
  return groups.flatMap(({ key, head, items }) => [
    ...(head ? [{ key: `head ${key}`, head, place: -1 }] : []),
    ...items.map((item) => ({ key: idOf(item), item, place: place++ })),
  ]);
}

/** A long list with one tab stop: arrows, j and k move the selection, Enter opens it; only what is seen is drawn. */
export function FocusList<T>(props: FocusListProps<T>) {
  const {
    label,
    groups,
    idOf,
    rowHeight,
    headHeight = 28,
    selected,
    onSelect,
    onOpen,
    onEnd,
    marked,
    children,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const listId = useId();
  const lines = useMemo(() => linesOf(groups, idOf), [groups, idOf]);
  const rows = useMemo(() => lines.filter((line) => line.item !== undefined), [lines]);

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: (at) => (lines[at]?.item === undefined ? headHeight : rowHeight),
    getItemKey: (at) => lines[at]?.key ?? at,
    overscan: 8,
  });

  const shown = virtual.getVirtualItems();
  const last = shown[shown.length - 1]?.index ?? 0;
  useEffect(() => {
    if (onEnd && lines.length > 0 && last >= lines.length - 12) onEnd();
  }, [last, lines.length, onEnd]);

  const select = (place: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, place))];
    if (!row) return;
    virtual.scrollToIndex(lines.indexOf(row));
    onSelect(row.key);
  };
  const here = rows.findIndex((row) => row.key === selected);
  const page = () => Math.max(1, Math.floor((frame.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
  const move = (by: number) => select(here < 0 ? 0 : here + by);
  const open = () => {
    if (here >= 0) onOpen?.(selected);
  };

  useImperativeHandle(props.handle, () => ({ focus: () => frame.current?.focus(), move, open }));

  const moves = new Map([
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['Home', () => select(0)],
    ['End', () => select(rows.length - 1)],
    ['PageDown', () => move(page())],
    ['PageUp', () => move(-page())],
    ['Enter', open],
  ]);

  return (
    <div
      ref={frame}
      className={classes.frame}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={here >= 0 ? `${listId}-${selected}` : undefined}
      onKeyDown={(event) => {
        const act = moves.get(event.key);
        if (!act || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        act();
      }}
    >
      <div role="presentation" className={classes.all} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, size }) => {
          const line = lines[index];
          if (!line) return null;
          const style = { transform: `translateY(${start}px)`, height: size };
          if (line.item === undefined) {
            return (
              <div key={line.key} role="presentation" className={classes.head} style={style}>
                {line.head}
              </div>
            );
          }
          const isSelected = line.key === selected;
          return (
            // The list has the keys; a row is only pressed.
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the listbox's
            <div
              key={line.key}
              id={`${listId}-${line.key}`}
              role="option"
              tabIndex={-1}
              aria-selected={isSelected}
              aria-setsize={rows.length}
              aria-posinset={line.place + 1}
              data-marked={marked?.has(line.key) || undefined}
              className={classes.row}
              style={style}
              onClick={() => onSelect(line.key)}
              onDoubleClick={() => onOpen?.(line.key)}
            >
              {children(line.item, isSelected)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
