import { useEffect, useState } from 'react';

/** True once something has taken longer than a blink: most answers come before a busy mark would. */
export function useSlow(busy = false, after = 200): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), after);
    return () => clearTimeout(timer);
  }, [busy, after]);
  return busy && slow;
}
