import type { ReturnDetail, ReturnLine } from '../returns/queries';

/** A line of a return with what a test cares about: one unit, approved, awaited. */
export function line(part: Partial<ReturnLine> = {}): ReturnLine {
  return {
    n: 1,
    orderLine: 1,
    sku: 'AP500-WH',
    title: '空气净化器 AP-500 白',
    category: '小家电',
    ordered: 1,
    paid: 169900,
    shipping: 0,
    reason: 'quality',
    opened: true,
    confirmed: false,
    traits: [],
    requested: 1,
    approved: 1,
    received: 0,
    accepted: 0,
    refused: 0,
    reception: part.received ? 'received' : 'expected',
    hygiene: 'pending',
    inspection: 'pending',
    receivedAt: '',
    disinfectedAt: '',
    inspectedAt: '',
    disposedAt: '',
    disinfection: { minutes: 0 },
    inspected: { checks: [] },
    inspections: 0,
    apart: false,
    ...part,
  };
}

type Part = {
  state: string;
  decision?: Partial<ReturnDetail['decision']>;
  lines?: ReturnLine[];
  refundableNow?: number;
  held?: boolean;
  unsettled?: string;
};

/** A return's page with what the next step depends on. */
export function detail({ state, decision, lines, refundableNow = 0, held, unsettled }: Part): ReturnDetail {
  const done = line({
    received: 1,
    hygiene: 'disinfected',
    inspection: 'accepted',
    inspections: 1,
    accepted: 1,
  });
  const of = lines ?? [state === 'decided' ? { ...done, disposition: 'restock' } : line()];
  return {
    state,
    decision: { allowed: true, lines: [], steps: [], ...decision },
    return: { id: 'R1', lines: of },
    account: { refundableNow, missing: 0 },
    proposal: refundableNow > 0 ? [{ orderLine: 1, units: 1, minor: refundableNow }] : [],
    ledger: { refunds: held ? [{ id: 'F1', return: 'R1', state: 'held' }] : [] },
    unsettled: unsettled ?? 'settle.notDecided',
  } as unknown as ReturnDetail;
}
