import { IconInbox } from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** A page that the rail leads to. */
export type Place = {
  /** Its hash route; what lies under it belongs to the same page. */
  path: string;
  /** The text key of its word. */
  name: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** The letter that goes there after g. */
  letter: string;
  page: LazyExoticComponent<ComponentType>;
};

/** The pages in the order of the rail. A new page is one entry here. */
export const places: Place[] = [
  {
    path: '/tickets',
    name: 'nav.tickets',
    icon: IconInbox,
    letter: 't',
    page: lazy(() => import('../tickets/TicketsPage')),
  },
];
