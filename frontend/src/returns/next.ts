import type { ReturnDetail, ReturnLine } from './queries';

/** What can be done with a return. */
export type Act =
  | 'approve'
  | 'reject'
  | 'ask'
  | 'give'
  | 'cancel'
  | 'shipBack'
  | 'track'
  | 'receive'
  | 'disinfect'
  | 'inspect'
  | 'dispose'
  | 'refund'
  | 'execute'
  | 'settle'
  | 'grant';

/** Who may do it; the first role is the one to name. */
export const rolesOf: Record<Act, string[]> = {
  approve: ['agent', 'supervisor'],
  reject: ['agent', 'supervisor'],
  ask: ['agent', 'supervisor'],
  give: ['agent', 'supervisor'],
  cancel: ['agent', 'supervisor'],
  shipBack: ['agent', 'inspector', 'supervisor'],
  track: ['agent', 'inspector', 'supervisor'],
  receive: ['inspector', 'supervisor'],
  disinfect: ['inspector', 'supervisor'],
  inspect: ['inspector', 'supervisor'],
  dispose: ['inspector', 'supervisor'],
  refund: ['agent', 'supervisor'],
  execute: ['agent', 'supervisor'],
  settle: ['agent', 'inspector', 'supervisor'],
  grant: ['supervisor'],
};

const coming = ['expected', 'inTransit'];

/** Lines that may still be received, or received otherwise than was said. */
export const receivable = (line: ReturnLine) => line.approved > 0 && line.inspections === 0;
/** Lines whose goods are awaited. */
export const awaited = (line: ReturnLine) => line.approved > 0 && coming.includes(line.reception);
/** Lines in quarantine. */
export const quarantined = (line: ReturnLine) => line.hygiene === 'quarantined';
/** Lines that an inspector may open now. */
export const inspectable = (line: ReturnLine) =>
  line.received > 0 &&
  !quarantined(line) &&
  (!line.disposition || line.apart) &&
  (line.inspection === 'pending' || line.apart);
/** Lines whose finding may still be replaced. */
export const reinspectable = (line: ReturnLine) =>
  line.received > 0 && line.inspections > 0 && !line.disposition && !line.apart;
/** Lines of which nobody said yet where the goods go. */
export const disposable = (line: ReturnLine) =>
  line.received > 0 && line.inspections > 0 && !line.disposition;

/**
 * What can be done now, the next step first: the order of the work, not of a
 * menu. Go has the last word on each.
 */
export function actsOf(detail: ReturnDetail): Act[] {
  const { return: r, state, account, ledger } = detail;
  const any = (is: (line: ReturnLine) => boolean) => r.lines.some(is);
  const held = ledger.refunds.some((refund) => refund.return === r.id && refund.state === 'held');
  const acts: Act[] = [];
  const add = (when: boolean, ...what: Act[]) => {
    if (when) acts.push(...what);
  };
  switch (state) {
    case 'requested':
      // Where the policy says no, that is the next step; a supervisor may say otherwise.
      return detail.decision.allowed
        ? ['approve', 'ask', 'reject', 'cancel']
        : ['reject', 'approve', 'ask', 'cancel'];
    case 'needsInformation':
      return ['give', 'approve', 'ask', 'reject', 'cancel'];
    case 'approved':
      return ['shipBack', 'receive', 'grant', 'cancel'];
    case 'expired':
      return ['shipBack'];
    case 'rejected':
      return ['approve'];
    case 'cancelled':
    case 'settled':
      return [];
  }
  const arrived = ['partlyReceived', 'received', 'decided'].includes(state);
  add(any(quarantined), 'disinfect');
  add(any(inspectable), 'inspect');
  add(any(disposable), 'dispose');
  add(any(awaited), 'receive');
  add(account.refundableNow > 0 && detail.proposal.length > 0, 'refund');
  add(held, 'execute');
  add(detail.unsettled === '', 'settle');
  add(any(awaited), 'track', 'shipBack');
  add(any(receivable) && !any(awaited), 'receive');
  add(account.missing > 0 || any((line) => line.approved > line.accepted), 'grant');
  add(!arrived, 'cancel');
  return acts;
}

/** One day of the window, or the days that are left out between. */
export type StripDay = { day: number; as: 'past' | 'now' | 'left' | 'gap' | 'late' };

/**
 * The days of a policy's window with the day of the request marked. Long
 * windows leave days out, so that there are never more than nine.
 */
export function stripOf(day: number, days: number): StripDay[] {
  const as = (n: number): StripDay['as'] => (n === day ? 'now' : n < day ? 'past' : 'left');
  const all = Array.from({ length: days }, (_, at) => at + 1);
  const kept = days <= 9 ? all : all.filter((n) => n <= 2 || n > days - 2 || Math.abs(n - day) <= 1);
  const strip: StripDay[] = [];
  for (const n of kept) {
    const before = strip[strip.length - 1]?.day ?? 0;
    if (n > before + 1) strip.push({ day: n - 1, as: 'gap' });
    strip.push({ day: n, as: as(n) });
  }
  if (day > days) strip.push({ day, as: 'late' });
  return strip;
}
