import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

// What the user cannot mend is logged once, here; the screen shows it where it happened.
const log = (error: Error) => {
  if (!(error instanceof Problem) || !error.mendable) console.error(error);
};

// For so long the desk may be opened again under a page, as it is when somebody was erased.
const opensWithin = 60_000;
const askAgain = 500;

/** Whether what failed is only asked for while the desk is being opened again. */
export const isOpening = (tries: number, error: Error) =>
  error instanceof Problem && error.code === 'desk.notOpen' && tries * askAgain < opensWithin;

/**
 * The cache of everything that Go told the window. The desk is on this machine:
 * being offline pauses nothing, a failed read is not tried again behind the
 * user's back but for one that came between, and what is shown is fresh until
 * a notice says it changed.
 */
export function newClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: log }),
    mutationCache: new MutationCache({ onError: log }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: isOpening,
        retryDelay: askAgain,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
