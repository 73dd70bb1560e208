import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import * as Sync from '../../wailsjs/go/app/Sync';
import type { app } from '../../wailsjs/go/models';
import { call } from '../bridge/call';
import { hear } from '../bridge/events';

/** How this workstation stands with the others. */
export type SyncStatus = app.SyncStatus;
/** A workstation as this one knows it. */
export type Peer = app.Peer;
/** How one meeting went. */
export type Round = app.Round;

const statusKey = ['sync', 'status'];

/**
 * How this workstation stands with the others. Go says when that changes; a
 * look now and then is for what it said while the window was still loading.
 */
export function useSync() {
  const client = useQueryClient();
  useEffect(() => hear('sync', () => void client.invalidateQueries({ queryKey: statusKey })), [client]);
  return useQuery({
    queryKey: statusKey,
    queryFn: () => call(Sync.Status),
    refetchInterval: ({ state }) => (state.data?.running ? 2_000 : 30_000),
    meta: { from: ['workstation'] },
  });
}

function useSyncStep<C extends unknown[]>(step: (...command: C) => Promise<SyncStatus>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, ...command),
    onSuccess: (status) => client.setQueryData(statusKey, status),
  });
}

/** Asks for a round at once. */
export const useSyncNow = () => useSyncStep(Sync.Now);
/** Says when rounds come by themselves. */
export const useSetRhythm = () => useSyncStep(Sync.SetRhythm);
/** Leaves the place after a last round; with force also when that round fails. */
export const useUnlink = () => useSyncStep(Sync.Unlink);
