import type { Brief, Clock, TicketDetail } from '../tickets/queries';

type BriefPart = Partial<Omit<Brief, 'clock'>> & { clock?: Partial<Clock> };

/** A row of the list with what a test cares about. */
export function brief({ clock, ...part }: BriefPart = {}): Brief {
  return {
    id: 'T1',
    number: 'T-B-261115-42',
    subject: '净化器 AP-500 异响，退货退款进度',
    kind: 'return',
    channel: 'marketplace',
    priority: 'high',
    state: 'open',
    stateSince: '2026-11-16T09:26:00Z',
    customer: 'C1',
    customerName: '林静怡',
    order: '',
    owner: 'P1',
    ownerName: '陈思远',
    ownerWords: '',
    awaiting: true,
    reopened: 0,
    createdAt: '2026-11-15T08:02:00Z',
    lastAt: '2026-11-20T06:18:00Z',
    odd: false,
    conflict: false,
    ...part,
    clock: {
      metric: 'nextReply',
      state: 'running',
      startedAt: '2026-11-20T06:18:00Z',
      dueAt: '2026-11-20T07:18:00Z',
      doneAt: '',
      target: 7200,
      spent: 6300,
      pausedFor: 0,
      left: 2520,
      wall: false,
      uncovered: false,
      ...clock,
    },
  };
}

/** A ticket's page with what a test cares about. */
export function detail(
  part: Partial<TicketDetail> = {},
  of: Partial<TicketDetail['ticket']> = {},
): TicketDetail {
  const row = brief();
  return {
    ticket: {
      ...row,
      firstReplyAt: '2026-11-16T07:14:00Z',
      edits: {},
      ...of,
    } as unknown as TicketDetail['ticket'],
    state: of.state ?? 'open',
    brief: row,
    clocks: [row.clock],
    standard: { name: '标准服务', version: 7 } as TicketDetail['standard'],
    lines: [],
    customer: { id: 'C1', name: '林静怡', phones: ['13812346207'] } as TicketDetail['customer'],
    counts: { orders: 6, tickets: 3, returns: 1 },
    order: { id: '', lines: [] } as unknown as TicketDetail['order'],
    returns: [],
    ...part,
  };
}
