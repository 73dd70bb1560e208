import type { TicketDetail } from './queries';

/** What every dialog of a ticket is given. */
export type Asking = { detail: TicketDetail; onClose: () => void };
