import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Desk, signIn, test } from '../e2e/desk';
import { type Scene, type Shown, scenes } from './scenes';

const folder = process.env.SHOTS || join(import.meta.dirname, '../../build/out/shots');
const only = process.env.SCENES ?? '';

const sizes = [
  { name: '1280', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  { name: '1024', viewport: { width: 1024, height: 700 }, deviceScaleFactor: 1 },
  { name: '1280-at-125', viewport: { width: 1024, height: 700 }, deviceScaleFactor: 1.25 },
];

/** Picks what the scenes are about out of the demo shop. */
function shown(desk: Desk): Shown {
  const one = (method: string, ask: unknown) =>
    desk.run('--json', '--as', 'luo', 'call', method, JSON.stringify([ask]));
  const tickets = JSON.parse(one('Tickets.List', { view: 'open', words: '', cursor: '' })).rows;
  const columns = JSON.parse(one('Returns.Board', {}));
  const cards = columns.flatMap((c: { cards: { id: string; stage: string }[] }) => c.cards);
  const inspected = cards.find((c: { stage: string }) => c.stage === 'inspect') ?? cards[0];
  return { ticket: tickets[0].id, return: inspected.id, customer: tickets[0].customer };
}

/** A text that stands still: nothing is loading, and the page looks the same twice. */
async function settled(page: Page) {
  await page.evaluate(() => document.fonts.ready);
  let before = '';
  for (let i = 0; i < 40; i++) {
    const now = (await page.screenshot({ animations: 'disabled', scale: 'css' })).toString('base64');
    if (now === before) return;
    before = now;
    await page.waitForTimeout(150);
  }
}

async function take(page: Page, url: string, scene: Scene, file: string) {
  await page.goto(`${url.split('#')[0]}#${scene.at}`);
  await page.getByRole('main').first().waitFor();
  await settled(page);
  await scene.act?.(page);
  await settled(page);
  await page.screenshot({ path: file, animations: 'disabled' });
}

for (const language of ['zh-CN', 'en']) {
  test(`the pages in ${language}`, async ({ browser }) => {
    const desk = new Desk();
    const pin = desk.demo(200);
    const about = shown(desk);
    const url = await desk.serve();
    const failed: string[] = [];
    for (const size of sizes) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const where = join(folder, `${language}-${colorScheme}-${size.name}`);
        mkdirSync(where, { recursive: true });
        const context = await browser.newContext({
          ...size,
          colorScheme,
          locale: language,
          timezoneId: 'Asia/Shanghai',
        });
        await context.addInitScript((chosen) => localStorage.setItem('mendesk.language', chosen), language);
        const page = await context.newPage();
        await page.goto(url);
        const tiles = page.getByRole('radiogroup');
        const rail = page.getByRole('navigation').first();
        await tiles.or(rail).first().waitFor();
        if (await tiles.isVisible()) {
          await settled(page);
          await page.screenshot({ path: join(where, '00-sign-in.png'), animations: 'disabled' });
          await page.getByRole('radio', { name: /罗雨晴/ }).click();
          await signIn(page, pin);
        }
        let nth = 0;
        for (const scene of scenes(about)) {
          nth++;
          if (!scene.name.includes(only)) continue;
          const file = join(where, `${String(nth).padStart(2, '0')}-${scene.name}.png`);
          await take(page, url, scene, file).catch((why) => failed.push(`${where} ${scene.name}: ${why}`));
        }
        await context.close();
      }
    }
    await desk.close();
    if (failed.length > 0) throw new Error(`these scenes could not be shown:\n${failed.join('\n')}`);
  });
}

test('the window of a new desk, in both languages', async ({ browser }) => {
  const desk = new Desk();
  const url = await desk.serve();
  for (const language of ['zh-CN', 'en']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const where = join(folder, `${language}-${colorScheme}-1280`);
      mkdirSync(where, { recursive: true });
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        colorScheme,
        locale: language,
      });
      await context.addInitScript((chosen) => localStorage.setItem('mendesk.language', chosen), language);
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('main').first().waitFor();
      await settled(page);
      await page.screenshot({ path: join(where, '00-new-desk.png'), animations: 'disabled' });
      await context.close();
    }
  }
  await desk.close();
});
