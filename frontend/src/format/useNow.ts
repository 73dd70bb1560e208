import { useSyncExternalStore } from 'react';

// One timer for all clocks on the screen, so that they turn together.
const interval = 15_000;
const listeners = new Set<() => void>();
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = new Date();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (!timer) {
    // Nobody watched for a while: the kept moment may be old.
    now = new Date();
    timer = setInterval(tick, interval);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present moment, moved on every fifteen seconds. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}
