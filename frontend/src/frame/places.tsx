import {
  IconArrowBackUp,
  IconArrowsSplit2,
  IconCertificate,
  IconChartHistogram,
  IconFileImport,
  IconInbox,
  IconRefresh,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { ConflictsAlert } from '../conflicts/ConflictsAlert';
import { JobsAlert } from '../settings/JobsAlert';

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
  /** At the bottom of the rail, apart from the daily work. */
  apart?: boolean;
  /** The path of the place in the rail that it belongs to: it has none of its own there. */
  within?: string;
  /** A mark on its icon, with words, while something there needs attention. */
  alert?: ComponentType;
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
  {
    path: '/returns',
    name: 'nav.returns',
    icon: IconArrowBackUp,
    letter: 'r',
    page: lazy(() => import('../returns/ReturnsPage')),
  },
  {
    path: '/customers',
    name: 'nav.customers',
    icon: IconUsers,
    letter: 'c',
    page: lazy(() => import('../customers/CustomersPage')),
  },
  {
    path: '/training',
    name: 'nav.training',
    icon: IconCertificate,
    letter: 'p',
    page: lazy(() => import('../training/TrainingPage')),
  },
  {
    path: '/figures',
    name: 'nav.figures',
    icon: IconChartHistogram,
    letter: 'q',
    page: lazy(() => import('../figures/FiguresPage')),
  },
  {
    path: '/import',
    name: 'nav.importing',
    icon: IconFileImport,
    letter: 'i',
    page: lazy(() => import('../importing/ImportPage')),
  },
  {
    path: '/conflicts',
    name: 'nav.conflicts',
    icon: IconArrowsSplit2,
    letter: 'x',
    page: lazy(() => import('../conflicts/ConflictsPage')),
    apart: true,
    alert: ConflictsAlert,
  },
  {
    path: '/settings',
    name: 'nav.settings',
    icon: IconSettings,
    letter: 's',
    page: lazy(() => import('../settings/SettingsPage')),
    apart: true,
    alert: JobsAlert,
  },
  {
    path: '/sync',
    name: 'nav.sync',
    icon: IconRefresh,
    letter: 'y',
    page: lazy(() => import('../sync/SyncPage')),
    within: '/settings',
  },
];
