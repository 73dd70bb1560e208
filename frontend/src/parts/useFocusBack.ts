import { useEffect, useState } from 'react';

// A menu is gone when what it opened closes: its button stands for it.
function openerOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = (menu && document.getElementById(menu)) || element;
  return opener instanceof HTMLElement ? opener : null;
}

/** Gives the focus back to what had it when this was mounted, unless it is somewhere else by then. */
export function useFocusBack() {
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(
    () => () => {
      setTimeout(() => {
        const here = document.activeElement;
        if (here === null || here === document.body) opener?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
