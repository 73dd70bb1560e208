import { useMediaQuery } from '@mantine/hooks';

/** Under 1280 the window is narrow: panes fold, rows give up what matters least. */
export function useNarrow(): boolean {
  return useMediaQuery('(width < 1280px)', undefined, { getInitialValueInEffect: false });
}
