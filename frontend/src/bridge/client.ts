import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

// What the user cannot mend is logged once, here; the screen shows it where it happened.
const log = (error: Error) => {
  if (!(error instanceof Problem) || !error.mendable) console.error(error);
};

/**
 * The cache of everything that Go told the window. The desk is on this machine:
 * being offline pauses nothing, a failed read is not tried again behind the
 * user's back, and what is shown is fresh until a notice says it changed.
 */
export function newClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: log }),
    mutationCache: new MutationCache({ onError: log }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
