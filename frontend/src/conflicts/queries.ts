import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import * as Conflicts from '../../wailsjs/go/app/Conflicts';
import type { app } from '../../wailsjs/go/models';
import { call } from '../bridge/call';

/** One thing that workstations did apart and that waits for a person. */
export type Conflict = app.Conflict;
/** One value of a field. */
export type Side = app.Side;
/** One event of a story, with the workstation that wrote it. */
export type Told = app.Told;

const from = [
  'ticket',
  'return',
  'ledger',
  'customer',
  'person',
  'shop',
  'workstation',
  'certificate',
  'verdict',
];

/** Every conflict that nobody settled yet: money first, then the latest. */
export function useConflicts() {
  return useQuery({ queryKey: ['conflict', 'list'], queryFn: () => call(Conflicts.List), meta: { from } });
}

/** Ends a conflict in a person's words. */
export function useSettleConflict() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: app.SettleConflict) => call(Conflicts.Settle, command),
    onSuccess: (list) => client.setQueryData(['conflict', 'list'], list),
  });
}
