import type { Incident, ReturnDetail } from './queries';

/** The open incident of the ledger; at most one is open. */
export const openIncident = ({ ledger }: ReturnDetail): Incident | undefined =>
  (ledger.incidents ?? []).find(({ settledAt }) => !settledAt || settledAt.startsWith('0001'));
