import { type KeyboardEvent, useRef, useState } from 'react';

/** Where an element stands: its column and its row. */
export type Place = { column: number; row: number };

const nameOf = ({ column, row }: Place) => `${column} ${row}`;

/**
 * Which place arrow keys lead to: across columns of unequal length the nearest
 * row, and nowhere where nothing stands.
 */
export function stepFrom(here: Place, by: { columns?: number; rows?: number }, places: Place[]): Place {
  const { columns = 0, rows = 0 } = by;
  if (rows) {
    const column = places.filter(({ column }) => column === here.column).map(({ row }) => row);
    const beyond = column.filter((row) => (rows > 0 ? row > here.row : row < here.row));
    if (beyond.length === 0) return here;
    const order = beyond.sort((a, b) => (rows > 0 ? a - b : b - a));
    const row = order[Math.min(Math.abs(rows), order.length) - 1] ?? here.row;
    return { column: here.column, row };
  }
  const beyond = places.filter(({ column }) => (columns > 0 ? column > here.column : column < here.column));
  if (beyond.length === 0) return here;
  const column = Math[columns > 0 ? 'min' : 'max'](...beyond.map((place) => place.column));
  const near = beyond.filter((place) => place.column === column);
  return near.reduce((best, place) =>
    Math.abs(place.row - here.row) < Math.abs(best.row - here.row) ? place : best,
  );
}

/**
 * One tab stop for a board or a grid: arrows move the focus between the
 * elements that carry `at(column, row)`; everything else is theirs.
 */
export function useRoving<E extends HTMLElement>() {
  const frame = useRef<E>(null);
  const [here, setHere] = useState<Place>();

  const all = () =>
    [...(frame.current?.querySelectorAll<HTMLElement>('[data-at]') ?? [])].map((element) => {
      const [column = 0, row = 0] = (element.dataset.at ?? '').split(' ').map(Number);
      return { element, place: { column, row } };
    });
  const focus = (place: Place) => {
    const found = all().find(({ place: other }) => nameOf(other) === nameOf(place));
    found?.element.focus();
    found?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const start = () => all()[0]?.place;
  const move = (by: { columns?: number; rows?: number }) => {
    const places = all().map(({ place }) => place);
    const from = here && places.some((place) => nameOf(place) === nameOf(here)) ? here : undefined;
    const first = start();
    if (from) focus(stepFrom(from, by, places));
    else if (first) focus(first);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    const moves: Record<string, { columns?: number; rows?: number }> = {
      ArrowDown: { rows: 1 },
      ArrowUp: { rows: -1 },
      ArrowRight: { columns: 1 },
      ArrowLeft: { columns: -1 },
      Home: { rows: -1e6 },
      End: { rows: 1e6 },
    };
    const by = moves[event.key];
    if (!by) return;
    event.preventDefault();
    move(by);
  };

  /** What an element of the board needs: its place and whether Tab reaches it. */
  const at = (column: number, row: number, first: boolean) => {
    const mine = here ? here.column === column && here.row === row : first;
    return {
      'data-at': nameOf({ column, row }),
      tabIndex: mine ? 0 : -1,
      onFocus: () => setHere({ column, row }),
      onKeyDown,
    };
  };
  return { frame, at, move };
}
