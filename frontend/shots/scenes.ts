import type { Page } from '@playwright/test';
import type { Records } from '../e2e/apart';

/** What the demo shop has to show: the addresses of records that scenes are about. */
export type Shown = {
  ticket: string;
  waiting: string; // a ticket in a state with a long name
  return: string;
  customer: string;
  stages: Record<string, string>; // a return in each stage
  money: string[]; // returns whose refunds stand in different states
};

/** One picture: where it is taken and what is done there first. Only keys are pressed and roles looked for, so that
 * it reads alike in both languages. */
export type Scene = {
  name: string;
  at: string;
  act?: (page: Page) => Promise<void>;
  /** Who looks; the supervisor when absent. */
  as?: string;
};

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

/** Presses the nth button of the page, or of the ticket on it, that opens a menu, and shows the menu. */
const menu = (nth: number) => async (page: Page) => {
  const pane = page.getByRole('main').getByRole('article');
  const within = (await pane.count()) > 0 ? pane.first() : page.getByRole('main');
  await within.locator('button[aria-haspopup="menu"]').nth(nth).click();
};

/** Presses the nth button that is the next step here. */
const next =
  (nth = 0) =>
  async (page: Page) => {
    const step = page.getByRole('main').locator('button[data-look="primary"]').nth(nth);
    if (await step.isVisible()) await step.click();
  };

/** Opens the nth menu, then takes its nth item. */
const item = (nth: number, of: number) => async (page: Page) => {
  await menu(nth)(page);
  await page.getByRole('menuitem').nth(of).click();
};

/** Opens the menu of the first refund in the ledger, and its nth item when one is given. */
const refund = (of?: number) => async (page: Page) => {
  const aside = page.getByRole('complementary').first();
  const more = aside.locator('button[aria-haspopup="menu"]').first();
  if (!(await more.isVisible())) return;
  await more.click();
  if (of !== undefined) await page.getByRole('menuitem').nth(of).click();
};

const marks = async (page: Page) => {
  await press('j', 'x', 'j', 'x', 'j', 'x')(page);
};

/** The scenes, one line each. */
export const scenes = (a: Shown): Scene[] => [
  { name: 'tickets', at: '/tickets' },
  { name: 'tickets-marked', at: '/tickets', act: marks },
  {
    name: 'tickets-hand-over',
    at: '/tickets',
    act: async (page) => {
      await marks(page);
      await press('a')(page);
    },
  },
  { name: 'tickets-undo', at: `/tickets/all/${a.waiting}`, act: item(2, 0) },
  { name: 'ticket', at: `/tickets/all/${a.ticket}` },
  { name: 'ticket-waiting', at: `/tickets/all/${a.waiting}` },
  { name: 'ticket-draft', at: `/tickets/all/${a.waiting}`, act: type('您好，配件已经到货，', 'r') },
  { name: 'ticket-templates', at: `/tickets/all/${a.ticket}`, act: press('r', '/') },
  { name: 'ticket-states', at: `/tickets/all/${a.ticket}`, act: menu(1) },
  { name: 'ticket-wait', at: `/tickets/all/${a.ticket}`, act: item(1, 0) },
  { name: 'ticket-edit', at: `/tickets/all/${a.ticket}`, act: item(0, 2) },
  { name: 'ticket-print', at: `/tickets/all/${a.ticket}`, act: item(0, 3) },
  {
    name: 'ticket-photo',
    at: `/tickets/all/${a.ticket}`,
    act: async (page) => {
      await page.getByRole('main').locator('img').first().click();
    },
  },
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
  {
    name: 'returns-table',
    at: '/returns',
    act: async (page) => {
      await page.getByRole('main').getByRole('radiogroup').first().locator('label').nth(1).click();
    },
  },
  { name: 'returns-nothing', at: '/returns', act: type('没有这样的话', '/') },
  { name: 'return', at: `/returns/${a.return}` },
  { name: 'return-inspect', at: `/returns/${a.return}`, act: press('i') },
  ...Object.entries(a.stages).flatMap(([stage, id]) => [
    { name: `return-${stage}`, at: `/returns/${id}` },
    { name: `return-${stage}-next`, at: `/returns/${id}`, act: next() },
  ]),
  ...a.money.flatMap((id, n) => [
    { name: `return-money-${n + 1}`, at: `/returns/${id}`, act: refund() },
    { name: `return-money-${n + 1}-first`, at: `/returns/${id}`, act: refund(0) },
    { name: `return-money-${n + 1}-next`, at: `/returns/${id}`, act: next() },
  ]),
  {
    name: 'return-photo',
    at: `/returns/${a.return}`,
    act: async (page) => {
      await page.getByRole('main').locator('img').nth(1).click();
    },
  },
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
  { name: 'settings-sync', at: '/settings/sync' },
  { name: 'settings-templates', at: '/settings/templates' },
  ...['shop', 'targets', 'limits', 'schedule', 'reports', 'folders', 'station', 'about'].map((part) => ({
    name: `settings-${part}`,
    at: `/settings/${part}`,
  })),
  // What somebody sees who may not do it.
  ...[
    { name: 'agent-import', at: '/import' },
    { name: 'agent-return-inspect', at: `/returns/${a.return}`, act: press('i') },
    { name: 'agent-limits', at: '/settings/limits' },
    { name: 'agent-schedule', at: '/settings/schedule' },
    { name: 'agent-people', at: '/training/people' },
    { name: 'agent-courses', at: '/training/courses' },
    { name: 'agent-money', at: `/returns/${a.money[0]}` },
  ].map((scene) => ({ ...scene, as: '孟茜' })),
  ...[
    { name: 'inspector-import', at: '/import' },
    { name: 'inspector-ticket', at: `/tickets/all/${a.ticket}` },
    { name: 'inspector-return-review', at: `/returns/${a.stages.review}`, act: next() },
    { name: 'inspector-figures', at: '/figures' },
  ].map((scene) => ({ ...scene, as: '何佳' })),
];

/** What two workstations show that work apart while their hub is away. */
export const away = (a: Records): Scene[] => [
  { name: 'away-sync', at: '/sync' },
  { name: 'away-return', at: `/returns/${a.waiting}` },
  {
    name: 'away-return-override',
    at: `/returns/${a.waiting}`,
    act: async (page) => {
      await page.getByRole('button', { name: /^(主管放行|Let it be paid)…/ }).click();
    },
  },
  { name: 'away-ticket', at: `/tickets/all/${a.ticket}` },
];

/** And what they show when it is back: edits that clash, a hold that came second, money that went out twice. */
export const together = (a: Records): Scene[] => [
  { name: 'shared-sync', at: '/sync' },
  { name: 'shared-settings', at: '/settings/sync' },
  { name: 'shared-conflicts', at: '/conflicts' },
  {
    name: 'shared-conflict',
    at: '/conflicts',
    act: async (page) => {
      await page.getByRole('option').last().click();
    },
  },
  { name: 'shared-ticket', at: `/tickets/all/${a.ticket}` },
  { name: 'shared-customer', at: `/customers/${a.customer}` },
  { name: 'shared-return-lost', at: `/returns/${a.twice}` },
  { name: 'shared-incident', at: `/returns/${a.incident}` },
  {
    name: 'shared-incident-settle',
    at: `/returns/${a.incident}`,
    act: async (page) => {
      await page.getByRole('main').getByRole('alert').getByRole('button').first().click();
    },
  },
  { name: 'shared-incident-ticket', at: `/tickets/all/${a.incidentTicket}` },
];

/** The pages of a shop where nothing has happened yet. */
export const empty: Scene[] = [
  ...['tickets', 'tickets/all', 'tickets/mine', 'returns', 'customers', 'training', 'training/courses'],
  ...['training/sessions', 'training/people', 'figures', 'import', 'sync', 'conflicts', 'settings/reports'],
  ...['settings/folders', 'settings/schedule', 'settings/templates', 'settings/sync'],
]
  .map((at) => ({ name: `empty-${at.replace('/', '-')}`, at: `/${at}` }))
  .concat({ name: 'empty-returns-new', at: '/returns/new' });
