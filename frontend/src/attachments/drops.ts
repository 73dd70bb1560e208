import { hear } from '../bridge/events';
import type { Dropped } from './queries';

type Zone = { element: () => HTMLElement | null; take: (drop: string) => void };

const zones: Zone[] = [];
let stop = () => {};

type Runtime = { OnFileDrop?: (heard: () => void, target: boolean) => void };

// The window gives paths, and only where it dropped: the innermost zone there takes them, else the newest.
function dropped({ drop, x, y }: Dropped) {
  const under = document.elementFromPoint(x, y);
  const holds = [...zones].reverse().find(({ element }) => under && element()?.contains(under));
  const newest = zones[zones.length - 1];
  (holds ?? newest)?.take(drop);
}

/** Takes files that are dropped on the window itself until the returned function is called. */
export function takeDrops(zone: Zone): () => void {
  if (zones.length === 0) {
    stop = hear<Dropped>('dropped', dropped);
    // On Windows the page must ask for the paths of a drop.
    (window as unknown as { runtime?: Runtime }).runtime?.OnFileDrop?.(() => {}, false);
  }
  zones.push(zone);
  return () => {
    zones.splice(zones.indexOf(zone), 1);
    if (zones.length === 0) stop();
  };
}
