import type { Page } from '@playwright/test';
import { enter, expect, expectAccessible, expectContrast, test } from './desk';
import { expectWithinEdges } from './measure';

/** Where each page is, and what is there once it is loaded. */
type Place = { at: string; shows: string };

async function places(page: Page): Promise<Place[]> {
  const { ticket, customer, back } = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the bridge as the page has it
    const { Tickets, Customers, Returns } = (window as any).go.app;
    const [tickets, customers, board] = await Promise.all([
      Tickets.List({ view: 'open', words: '', cursor: '' }),
      Customers.List({ words: '', cursor: '' }),
      Returns.Board({ words: '', waiting: '' }),
    ]);
    return {
      ticket: tickets.rows[0].id,
      customer: customers.rows[0].customer.id,
      back: board.flatMap((column: { cards: { id: string }[] }) => column.cards)[0].id,
    };
  });
  return [
    { at: '/tickets/open', shows: '[role=option]' },
    { at: `/tickets/open/${ticket}`, shows: 'article' },
    { at: '/returns', shows: 'main a, main button' },
    { at: `/returns/${back}`, shows: 'main aside' },
    { at: '/customers', shows: '[role=option]' },
    { at: `/customers/${customer}`, shows: 'main h2' },
    { at: '/training', shows: '[role=grid]' },
    { at: '/training/courses', shows: 'main table' },
    { at: '/training/sessions', shows: 'main table' },
    { at: '/training/people', shows: 'main table' },
    { at: '/figures', shows: 'main section svg' },
    { at: '/settings', shows: 'main h1' },
    { at: '/import', shows: 'main [role=radiogroup]' },
  ];
}

async function show(page: Page, { at, shows }: Place) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, at);
  await page.locator(shows).first().waitFor();
  await expect(page.getByRole('alert')).toHaveCount(0);
}

test('every page is accessible', async ({ page, shop }) => {
  test.setTimeout(120_000);
  await enter(page, shop);
  for (const place of await places(page)) {
    await show(page, place);
    await expectAccessible(page);
  }
});

test('every page can be read in the dark', async ({ page, shop }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ colorScheme: 'dark' });
  await enter(page, shop);
  for (const place of await places(page)) {
    await show(page, place);
    await expectContrast(page);
  }
});

for (const language of ['zh-CN', 'en']) {
  test(`nothing is cut off in the smallest window, ${language}`, async ({ page, shop }) => {
    test.setTimeout(60_000);
    await page.setViewportSize({ width: 1024, height: 700 });
    await enter(page, shop, language);
    for (const place of await places(page)) {
      await show(page, place);
      await expectWithinEdges(page, place.at);
    }
  });
}
