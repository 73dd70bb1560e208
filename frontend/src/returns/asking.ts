import type { ReturnDetail } from './queries';

/** What every dialog of a return is given. */
export type Asking = { detail: ReturnDetail; onClose: () => void };
