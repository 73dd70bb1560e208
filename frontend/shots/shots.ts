import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { Apart, type Records } from '../e2e/apart';
import { Desk, pin, signIn, test } from '../e2e/desk';
import { photos } from './photos';
import { away, empty, type Scene, type Shown, scenes, together } from './scenes';

const folder = process.env.SHOTS || join(import.meta.dirname, '../../build/out/shots');
// Words that the look and the name of a scene must hold: "en-dark ticket".
const only = (process.env.SCENES ?? '').split(' ').filter(Boolean);
const chosen = (look: string, name: string) => only.every((word) => `${look}/${name}`.includes(word));

const sizes = [
  { name: '1280', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  { name: '1024', viewport: { width: 1024, height: 700 }, deviceScaleFactor: 1 },
  { name: '1280-at-125', viewport: { width: 1024, height: 700 }, deviceScaleFactor: 1.25 },
];
const languages = ['zh-CN', 'en'] as const;

/** The looks of a language: both themes in three sizes. */
const looksOf = (language: string) =>
  sizes.flatMap(({ name, ...size }) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      ...{ ...size, colorScheme, language, name: `${language}-${colorScheme}-${name}` },
    })),
  );
type Look = ReturnType<typeof looksOf>[number];

/** Picks what the scenes are about out of the demo shop, and attaches photos to some of it. */
async function shown(desk: Desk, browser: Browser): Promise<Shown> {
  const one = (method: string, ask: unknown) =>
    JSON.parse(desk.run('--json', '--as', 'luo', 'call', method, JSON.stringify([ask])));
  const tickets = (view: string) => one('Tickets.List', { view, words: '', cursor: '' }).rows;
  type Card = { id: string; number: string; stage: string };
  type Column = { key: string; cards: Card[] };
  const columns: Column[] = one('Returns.Board', {});
  const cards = columns.flatMap((c) => c.cards);
  const inspected = (cards.find((c) => c.stage === 'inspect') ?? cards[0]) as Card;
  const stages: Record<string, string> = {};
  for (const { stage, id } of cards) stages[stage] ??= id;
  const money = cards.filter(({ stage }) => stage === 'refund').map(({ id }) => id);
  const open = tickets('open');
  const waiting = open.find(({ state }: { state: string }) => state === 'waitingThirdParty') ?? open[0];
  const taken = await photos(browser, join(desk.folder, 'photos'));
  for (const [file, caption, step] of [
    [taken.box, '外箱右角压痕', 'reception'],
    [taken.label, '机身标签', 'reception'],
    [taken.lamp, '紫外消毒 30 分钟', 'disinfection'],
    [taken.fan, '第 3 扇叶缺口', 'inspection'],
  ] as const) {
    desk.run('attach', 'return', inspected.number, file, '--caption', caption, '--step', step, '--as', 'luo');
  }
  desk.run('attach', 'ticket', open[0].number, taken.box, taken.label, '--as', 'luo');
  return {
    ...{ ticket: open[0].id, waiting: waiting.id, customer: open[0].customer },
    ...{ return: inspected.id, stages, money: money.slice(0, 4) },
  };
}

/** Waits until nothing moves: the page looks the same twice. It gives the last look. */
async function settled(page: Page): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready);
  let before: Buffer = Buffer.alloc(0);
  for (let i = 0; i < 40; i++) {
    const now = await page.screenshot({ animations: 'disabled' });
    if (now.equals(before)) break;
    before = now;
    await page.waitForTimeout(100);
  }
  return before;
}

/** Takes scenes one after the other; what could not be shown is told at the end. */
class Camera {
  private readonly failed: string[] = [];

  async take(page: Page, look: string, scene: Scene, name: string, url?: string) {
    const where = join(folder, look);
    mkdirSync(where, { recursive: true });
    const one = async () => {
      if (url) {
        // What was folded or opened before is as it was at first.
        await page.evaluate(() => {
          for (const key of Object.keys(localStorage)) {
            if (!key.startsWith('mendesk.language')) localStorage.removeItem(key);
          }
        });
        await page.goto('about:blank');
        await page.goto(`${url.split('#')[0]}#${scene.at}`);
        await page.getByRole('main').filter({ hasText: /./ }).first().waitFor();
      }
      if (scene.act) {
        await settled(page);
        await scene.act(page);
      }
      writeFileSync(join(where, `${name}.png`), await settled(page));
    };
    await one().catch((why) => this.failed.push(`${look} ${name}: ${why}`));
  }

  told() {
    if (this.failed.length > 0)
      throw new Error(`these scenes could not be shown:\n${this.failed.join('\n')}`);
  }
}

async function opened(browser: Browser, { name: _, language, ...size }: Look): Promise<Page> {
  const context = await browser.newContext({ ...size, locale: language, timezoneId: 'Asia/Shanghai' });
  await context.addInitScript((chosen) => localStorage.setItem('mendesk.language', chosen), language);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Signs in as somebody, whoever is at the desk now. */
async function signInAs(page: Page, url: string, who: string, digits: string) {
  await page.goto(url);
  await page.getByRole('radiogroup').or(page.getByRole('navigation').first()).first().waitFor();
  await page.evaluate('window.go.app.Desk.SignOut()');
  await page.goto('about:blank');
  await page.goto(url);
  await page.getByRole('radiogroup').waitFor();
  await page.getByRole('radio', { name: new RegExp(who) }).click();
  await signIn(page, digits);
}

for (const language of languages) {
  const looks = looksOf(language);

  test(`the pages in ${language}`, async ({ browser }) => {
    const wanted = (look: Look) =>
      scenes(nothing)
        .map(({ name }) => name)
        .some((name) => chosen(look.name, name));
    if (!looks.some(wanted)) return;
    const desk = new Desk();
    const digits = desk.demo(200);
    const all = scenes(await shown(desk, browser)).map((scene, n) => ({
      scene,
      name: `${String(n + 1).padStart(3, '0')}-${scene.name}`,
    }));
    const url = await desk.serve();
    const camera = new Camera();
    for (const look of looks) {
      const page = await opened(browser, look);
      let who = '';
      for (const { scene, name } of all) {
        if (!chosen(look.name, name)) continue;
        const needed = scene.as ?? '罗雨晴';
        if (who !== needed) await signInAs(page, url, needed, digits);
        who = needed;
        await camera.take(page, look.name, scene, name, url);
      }
      await page.context().close();
    }
    await desk.close();
    camera.told();
  });

  test(`what stops work, in ${language}`, async ({ browser }) => {
    const camera = new Camera();
    for (const look of looks) {
      const shot = (page: Page, name: string, act?: Scene['act']) =>
        chosen(look.name, name) ? camera.take(page, look.name, { name, at: '', act }, name) : undefined;
      if (!['new', 'rescue', 'stopped', 'sign-in'].some((name) => chosen(look.name, `900-${name}`))) continue;
      const desk = new Desk();
      const file = join(desk.folder, 'desk', 'desk.bolt');
      const page = await opened(browser, look);
      page.setDefaultTimeout(60_000);
      await page.goto(await desk.serve());
      await page.getByRole('textbox').first().waitFor();
      await shot(page, '900-new');
      await shot(page, '900-new-join', async () => {
        await page.getByRole('button', { name: /加入它|Join it/ }).click();
      });
      await desk.crash();
      rmSync(join(desk.folder, 'desk'), { recursive: true, force: true });
      desk.found();
      desk.run('jobs', 'run', 'backup');
      await page.goto(await desk.serve());
      await page.getByRole('radiogroup').waitFor();
      await shot(page, '900-sign-in');
      renameSync(file, `${file}.elsewhere`);
      await signIn(page, pin);
      await page.getByRole('alert').first().waitFor();
      await shot(page, '900-stopped');
      await shot(page, '900-stopped-draft', async () => {
        await page.keyboard.press('c');
        await page.keyboard.type('磁盘写不进去的时候写下的话');
        await page.keyboard.press('Control+Enter');
      });
      renameSync(`${file}.elsewhere`, file);
      await desk.crash();
      truncateSync(file, 15 * 4096);
      writeFileSync(`${file}.writing`, '');
      await page.goto(await desk.serve());
      await page.getByRole('radio').first().waitFor();
      await shot(page, '900-rescue');
      await shot(page, '900-rescue-confirm', async () => {
        await page.locator('button[data-look="primary"]').first().click();
      });
      await desk.crash();
      rmSync(file);
      rmSync(join(desk.folder, 'desk', 'backups'), { recursive: true });
      await page.goto(await desk.serve());
      await page.getByRole('heading').first().waitFor();
      await shot(page, '900-rescue-missing');
      await page.context().close();
      await desk.close();
    }
    camera.told();
  });

  test(`a shop where nothing has happened, in ${language}`, async ({ browser }) => {
    if (!looks.some((look) => empty.some(({ name }) => chosen(look.name, `800-${name}`)))) return;
    const desk = new Desk();
    desk.found();
    const url = await desk.serve();
    const camera = new Camera();
    for (const look of looks) {
      if (!empty.some(({ name }) => chosen(look.name, `800-${name}`))) continue;
      const page = await opened(browser, look);
      await signInAs(page, url, '陈思远', pin);
      for (const scene of empty) {
        const name = `800-${scene.name}`;
        if (chosen(look.name, name)) await camera.take(page, look.name, scene, name, url);
      }
      await page.context().close();
    }
    await desk.close();
    camera.told();
  });

  test(`two workstations that worked apart, in ${language}`, async ({ browser }) => {
    const all = [...away(noRecords), ...together(noRecords)];
    if (!looks.some((look) => all.some(({ name }) => chosen(look.name, `700-${name}`)))) return;
    const apart = new Apart();
    const camera = new Camera();
    const show = async (list: Scene[], url: string) => {
      for (const look of looks) {
        const wanted = list.filter(({ name }) => chosen(look.name, `700-${name}`));
        if (wanted.length === 0) continue;
        const page = await opened(browser, look);
        await signInAs(page, url, '陈思远', pin);
        for (const scene of wanted) await camera.take(page, look.name, scene, `700-${scene.name}`, url);
        await page.context().close();
      }
    };
    const made = (await apart.begin([language]))[language];
    await show(away(made), await apart.front.serve());
    await apart.front.stop();
    await apart.hubComes();
    for (const desk of [apart.back, apart.back, apart.front, apart.back, apart.front]) desk.run('sync');
    await show(together(made), await apart.front.serve());
    await apart.close();
    camera.told();
  });
}

// To know the names of the scenes before there is a shop.
const stages = ['review', 'sendBack', 'customs', 'receive', 'disinfect', 'inspect', 'dispose', 'refund'];
const nothing: Shown = {
  ...{ ticket: '', waiting: '', return: '', customer: '', money: ['', '', '', ''] },
  stages: Object.fromEntries(stages.map((stage) => [stage, ''])),
};
const noRecords: Records = {
  ticket: '',
  customer: '',
  waiting: '',
  twice: '',
  incident: '',
  incidentTicket: '',
};
