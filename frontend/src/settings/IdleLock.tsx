import { useEffect, useRef } from 'react';
import { useSignOut } from '../desk/queries';
import { useSettings } from './queries';

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Signs the person out when nobody touched the window for as long as the workstation allows. Drafts stay. */
export function IdleLock() {
  const settings = useSettings();
  useIdle((settings.data?.idle ?? 0) * 60_000, useSignOut().mutate);
  return null;
}

/** Calls once after so many milliseconds without a touch; never when they are 0. Sleep of the computer counts. */
export function useIdle(after: number, done: () => void) {
  const call = useRef(done);
  useEffect(() => {
    call.current = done;
  }, [done]);
  useEffect(() => {
    if (after <= 0) return;
    let last = Date.now();
    const touch = () => {
      last = Date.now();
    };
    const look = () => {
      if (Date.now() - last < after) return;
      clearInterval(timer);
      call.current();
    };
    const timer = setInterval(look, Math.min(after, 5000));
    for (const name of touches) window.addEventListener(name, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const name of touches) window.removeEventListener(name, touch, { capture: true });
    };
  }, [after]);
}
