import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

const mendesk = process.env.MENDESK || join(import.meta.dirname, '../../build/bin/mendesk-server');

/** The PIN of the admin that `found` makes. */
export const pin = '402817';

/** A desk of a test's own, in a folder that goes away with it. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'mendesk-'));
  private server?: ChildProcess;
  private login: string[] = [];

  /** Runs a verb of the command line on this desk, before the preview holds it. */
  run(...args: string[]): string {
    return execFileSync(mendesk, ['--desk', this.path, ...args], { encoding: 'utf8', env: this.env });
  }

  /** As `run`, while this process goes on: a wire of the test's has to carry for it. */
  async runBeside(...args: string[]) {
    await promisify(execFile)(mendesk, ['--desk', this.path, ...args], { env: this.env });
  }

  /** Makes the desk of a shop in Shanghai whose admin 陈思远 signs in with `pin`. */
  found(letter = 'B') {
    this.run(
      ...['init', '--shop', '栖木生活官方旗舰店', '--zone', 'Asia/Shanghai', '--currency', 'CNY'],
      ...['--admin', '陈思远', '--login', 'chen', '--pin', pin, '--letter', letter, '--lang', 'zh-CN'],
    );
  }

  /** From now on `call` acts as the person with this login. */
  as(login: string) {
    this.login = ['--as', login];
  }

  /** Makes a lifelike shop; its supervisor 罗雨晴 signs in with the PIN that is given back. */
  demo(tickets = 100): string {
    return JSON.parse(this.run('--json', 'demo', '--tickets', String(tickets), '--seed', '7')).pin;
  }

  /** Calls a bound method as the window would, before the preview holds the desk. */
  // biome-ignore lint/suspicious/noExplicitAny: the answer is the method's own
  call(method: string, ...args: unknown[]): any {
    return JSON.parse(this.run('--json', ...this.login, 'call', method, JSON.stringify(args)));
  }

  /** Serves the window over loopback and tells where. */
  async serve(): Promise<string> {
    const { program, said } = this.start('preview');
    this.server = program;
    return (await said(/http:\/\/127\.0\.0\.1:\d+\S*/))[0];
  }

  /** Starts a verb that goes on; `said` waits until it has said something. */
  start(...args: string[]) {
    const program = spawn(mendesk, ['--desk', this.path, ...args], { env: this.env });
    let all = '';
    const said = (what: RegExp) =>
      new Promise<RegExpExecArray>((found, failed) => {
        const read = (chunk: Buffer | '') => {
          all += chunk;
          const match = what.exec(all);
          if (match) found(match);
        };
        program.stdout.on('data', read);
        program.stderr.on('data', read);
        program.on('exit', () => failed(new Error(`${args[0]} ended: ${all}`)));
      });
    return { program, said };
  }

  /** Ends the preview as a power cut would; `serve` opens the desk again. */
  async crash() {
    const server = this.server;
    if (!server || server.exitCode !== null) return;
    const gone = new Promise((done) => server.once('exit', done));
    server.kill('SIGKILL');
    await gone;
  }

  /** Ends the preview as a user closes the window. */
  async stop() {
    const server = this.server;
    if (!server || server.exitCode !== null) return;
    const gone = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await gone;
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get path() {
    return join(this.folder, 'desk');
  }

  private get env() {
    return { ...process.env, XDG_CONFIG_HOME: join(this.folder, 'config') };
  }
}

/** A lifelike shop that is served, and the PIN of everybody in it. */
export type Shop = { url: string; pin: string };

/** A test with a desk of its own, or with the shop that all tests of a worker look at and none changes. */
export const test = base.extend<{ desk: Desk }, { shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  desk: async ({}, use) => {
    const desk = new Desk();
    await use(desk);
    await desk.close();
  },
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const desk = new Desk();
      const digits = desk.demo();
      await use({ url: await desk.serve(), pin: digits });
      await desk.close();
    },
    { scope: 'worker' },
  ],
});

/** Opens the lifelike shop as its supervisor, in a language. */
export async function enter(page: Page, shop: Shop, language = 'zh-CN') {
  await page.addInitScript((chosen) => localStorage.setItem('mendesk.language', chosen), language);
  await page.goto(shop.url);
  const tiles = page.getByRole('radiogroup');
  const rail = page.getByRole('navigation').first();
  await tiles.or(rail).first().waitFor();
  if (await rail.isVisible()) return; // a test before this one signed in
  await page.getByRole('radio', { name: /罗雨晴/ }).click();
  await signIn(page, shop.pin);
}

/** Signs in with the six digits, whoever was here last. */
export async function signIn(page: Page, digits = pin) {
  await page.getByRole('radiogroup').waitFor();
  await page.keyboard.type(digits);
  await page.getByRole('navigation').first().waitFor();
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa'];

/** No rule of WCAG 2.1 AA is broken by what the page shows now. */
export async function expectAccessible(page: Page) {
  await expectClean(page, axe(page).withTags(rules));
}

/** Every word can be read in the colours of now. */
export async function expectContrast(page: Page) {
  await expectClean(page, axe(page).withRules(['color-contrast', 'link-in-text-block']));
}

// What passes is not worth telling, and takes most of the time.
const axe = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ['violations'] });

async function expectClean(page: Page, asked: AxeBuilder) {
  const { violations } = await asked.analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.html).join(' | ')}`,
  );
  expect(told, page.url()).toEqual([]);
}

export { expect };
