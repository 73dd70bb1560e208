import type { Page } from '@playwright/test';

/** What the demo shop has to show: the addresses of records that scenes are about. */
export type Shown = { ticket: string; return: string; customer: string };

/** One picture: where it is taken and what is done there first. Only keys are pressed, so that it reads alike in
 * both languages. */
export type Scene = { name: string; at: string; act?: (page: Page) => Promise<void> };

const press =
  (...keys: string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

const type =
  (words: string, ...before: string[]) =>
  async (page: Page) => {
    await press(...before)(page);
    await page.keyboard.type(words);
  };

/** Presses the nth button that opens a menu, and shows the menu. */
const menu = (nth: number) => async (page: Page) => {
  await page.getByRole('main').locator('button[aria-haspopup="menu"]').nth(nth).click();
};

/** The scenes, one line each. */
export const scenes = (a: Shown): Scene[] => [
  { name: 'tickets', at: '/tickets' },
  { name: 'ticket', at: `/tickets/all/${a.ticket}` },
  { name: 'ticket-reply', at: `/tickets/all/${a.ticket}`, act: press('r') },
  { name: 'ticket-note', at: `/tickets/all/${a.ticket}`, act: press('n') },
  { name: 'ticket-assign', at: `/tickets/all/${a.ticket}`, act: press('a') },
  { name: 'ticket-resolve', at: `/tickets/all/${a.ticket}`, act: press('e') },
  { name: 'ticket-menu', at: `/tickets/all/${a.ticket}`, act: menu(0) },
  { name: 'ticket-no-side', at: `/tickets/all/${a.ticket}`, act: press(']') },
  { name: 'tickets-no-views', at: '/tickets', act: press('[') },
  { name: 'tickets-overdue', at: '/tickets/overdue' },
  { name: 'tickets-mine', at: '/tickets/mine' },
  { name: 'tickets-unassigned', at: '/tickets/unassigned' },
  { name: 'tickets-closed', at: '/tickets/closed' },
  { name: 'tickets-no-such-view', at: '/tickets/nonsense' },
  { name: 'ticket-new', at: '/tickets', act: press('c') },
  { name: 'ticket-new-refused', at: '/tickets', act: press('c', 'Control+Enter') },
  { name: 'ticket-search', at: '/tickets', act: type('滤芯', '/') },
  { name: 'ticket-search-nothing', at: '/tickets', act: type('没有这样的话', '/') },
  { name: 'palette', at: '/tickets', act: press('Control+k') },
  { name: 'palette-found', at: '/tickets', act: type('林', 'Control+k') },
  { name: 'palette-nothing', at: '/tickets', act: type('zzzz', 'Control+k') },
  { name: 'help', at: '/tickets', act: press('?') },
  { name: 'help-figures', at: '/figures', act: press('?') },
  { name: 'returns', at: '/returns' },
  { name: 'return', at: `/returns/${a.return}` },
  { name: 'return-inspect', at: `/returns/${a.return}`, act: press('i') },
  { name: 'return-menu', at: `/returns/${a.return}`, act: menu(0) },
  { name: 'return-new', at: '/returns/new' },
  { name: 'return-unknown', at: '/returns/00000000000000000000000000' },
  { name: 'customers', at: '/customers' },
  { name: 'customer', at: `/customers/${a.customer}` },
  { name: 'customer-edit', at: `/customers/${a.customer}`, act: press('e') },
  { name: 'customer-new', at: '/customers', act: press('c') },
  { name: 'training', at: '/training' },
  { name: 'training-courses', at: '/training/courses' },
  { name: 'training-sessions', at: '/training/sessions' },
  { name: 'training-people', at: '/training/people' },
  { name: 'training-person-new', at: '/training/people', act: press('c') },
  { name: 'training-course-new', at: '/training/courses', act: press('c') },
  { name: 'training-print', at: '/training', act: menu(0) },
  { name: 'figures', at: '/figures' },
  { name: 'figures-before', at: '/figures', act: press('ArrowLeft') },
  { name: 'figures-about', at: '/figures', act: press('i') },
  { name: 'figures-paper', at: '/figures', act: press('p') },
  { name: 'import', at: '/import' },
  { name: 'sync', at: '/sync' },
  { name: 'conflicts', at: '/conflicts' },
  ...['shop', 'targets', 'limits', 'schedule', 'reports', 'folders', 'station', 'about'].map((part) => ({
    name: `settings-${part}`,
    at: `/settings/${part}`,
  })),
];
