import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import * as Desk from '../../wailsjs/go/app/Desk';
import * as Rescue from '../../wailsjs/go/app/Rescue';
import type { app } from '../../wailsjs/go/models';
import { call } from '../bridge/call';

/** What happened to the file, and which backups there are. */
export type RescuePage = app.RescuePage;
/** What the damaged file still holds. */
export type Remains = app.Remains;
/** What a backup would bring and lose. */
export type Weighed = app.Weighed;
/** Out of what the desk is made whole. */
export type MendDesk = app.MendDesk;
/** What became of the mending. */
export type Mended = app.MendedDesk;

/** What is known at once of a desk that needs help. */
export function useRescue() {
  return useQuery({ queryKey: ['rescue', 'page'], queryFn: () => call(Rescue.Page), staleTime: 0 });
}

/** What the file still holds; a large one takes seconds to read. */
export function useRemains() {
  return useQuery({ queryKey: ['rescue', 'remains'], queryFn: () => call(Rescue.Remains), retry: false });
}

/** Looks into each backup, one answer for each path. */
export function useWeighed(paths: string[]) {
  return useQueries({
    queries: paths.map((path) => ({
      queryKey: ['rescue', 'weighed', path],
      queryFn: () => call(Rescue.Weigh, { path }),
      retry: false,
    })),
  });
}

/** Looks into a backup that somebody names. */
export function useWeigh() {
  return useMutation({ mutationFn: (path: string) => call(Rescue.Weigh, { path }) });
}

/** Asks for a backup by the system's own dialog; empty when nothing was chosen. */
export function usePickBackup() {
  return useMutation({ mutationFn: () => call(Rescue.Pick) });
}

/** Makes the desk whole. The answer is shown before the window moves on. */
export function useMend() {
  return useMutation({ mutationFn: (how: MendDesk) => call(Rescue.Mend, how) });
}

/** Works everything out again from the changes. */
export function useDerive() {
  return useMutation({ mutationFn: () => call(Rescue.Derive) });
}

/** Lets the window stand where the program stands now, and forgets what was shown before. */
export function useMoveOn() {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'state' });
    await client.invalidateQueries({ queryKey: ['state'] });
  };
}

/** Tries to write again after the disk was full or failed. */
export function useReopen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(Desk.Reopen),
    onSuccess: (state) => client.setQueryData(['state'], state),
  });
}
