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
/** A workstation that payments wait for since the place lost something. */
export type Awaited = app.Awaited;
/** A change that is here and not yet where the workstations meet. */
export type Waiting = app.Waiting;
/** A refund that is approved and not paid: its hold is not confirmed yet. */
export type HoldWaiting = app.HoldWaiting;
/** All of them: how many, and how much they are. */
export type HoldsWaiting = app.HoldsWaiting;
/** The hub that runs in this program. */
export type HubPage = app.HubPage;
/** What is asked of a place to be let in there. */
export type Pairing = app.Pairing;
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
    meta: { from: ['workstation', 'ledger'] },
  });
}

function useSyncStep<C extends unknown[]>(step: (...command: C) => Promise<SyncStatus>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, ...command),
    onSuccess: (status) => client.setQueryData(statusKey, status),
  });
}

const hubKey = ['sync', 'hub'];

/** The hub beside this window. Who comes and goes there is looked at while the page is open. */
export function useHub() {
  const client = useQueryClient();
  useEffect(() => hear('hub', () => void client.invalidateQueries({ queryKey: hubKey })), [client]);
  return useQuery({ queryKey: hubKey, queryFn: () => call(Sync.Hub), refetchInterval: 5_000, staleTime: 0 });
}

function useHubStep<C extends unknown[]>(step: (...command: C) => Promise<HubPage>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, ...command),
    onSuccess: (page) => {
      client.setQueryData(hubKey, page);
      void client.invalidateQueries({ queryKey: statusKey });
    },
  });
}

/** Runs the hub here, and shares this desk there when it is not shared yet. */
export const useRunHub = () => useHubStep(Sync.RunHub);
/** Stops the hub here. */
export const useStopHub = () => useHubStep(Sync.StopHub);
/** Shuts a workstation out of the hub here for good. */
export const useRevokeAtHub = () => useHubStep(Sync.RevokeAtHub);
/** Shuts a workstation out for good at a shared folder or a cluster. */
export const useRevoke = () => useSyncStep(Sync.Revoke);
/** Has the hub here show a code for one more workstation. */
export const useCode = () => useMutation({ mutationFn: (pays: boolean) => call(Sync.Code, { pays }) });
/** Shares this desk at a place that is there already: a hub elsewhere, a folder, a cluster. */
export const useConnect = () => useSyncStep(Sync.Connect);
/** Connects to a cluster and leaves everything as it is. */
export const useTry = () => useMutation({ mutationFn: (asked: Pairing) => call(Sync.Try, asked) });

/** The invitation to where this desk is shared. It is a secret, and kept no longer than it is looked at. */
export const useInvitation = () =>
  useQuery({ queryKey: ['sync', 'invitation'], queryFn: () => call(Sync.Invite), gcTime: 0, staleTime: 0 });

/** Asks for nothing yet. */
export const nothing: Pairing = {
  hub: '',
  code: '',
  folder: '',
  cluster: [],
  credentials: '',
  authorities: '',
  invitation: '',
  newKey: false,
  name: '',
};

/** What is here and not yet where the workstations meet, as of a status. */
export const useWaiting = (status: SyncStatus) =>
  useQuery({
    queryKey: ['sync', 'waiting', status.toGo, status.last.at, status.changes],
    queryFn: () => call(Sync.Waiting),
    placeholderData: (before) => before,
  });

/** Which payments wait to be confirmed, as of a status: a round may change what the place answers. */
export const useHolds = (status: SyncStatus) =>
  useQuery({
    queryKey: ['sync', 'holds', status.last.at, status.trouble.at],
    queryFn: () => call(Sync.Holds),
    placeholderData: (before) => before,
    meta: { from: ['ledger', 'return', 'customer', 'shop'] },
  });

/** Says that somebody has read that this desk was copied. */
export const useReadCopied = () => useSyncStep(Sync.ReadCopied);
/** Lets payments from here go on without workstations that stay away. */
export const usePassOver = () => useSyncStep(Sync.PassOver);
/** Asks for a round at once. */
export const useSyncNow = () => useSyncStep(Sync.Now);
/** Says when rounds come by themselves. */
export const useSetRhythm = () => useSyncStep(Sync.SetRhythm);
/** Says which attachments are fetched by themselves. */
export const useSetFiles = () => useSyncStep(Sync.SetFiles);
/** Leaves the place after a last round; with force also when that round fails. */
export const useUnlink = () => useSyncStep(Sync.Unlink);
