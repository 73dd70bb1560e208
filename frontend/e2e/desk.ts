import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

const mendesk = process.env.MENDESK || join(import.meta.dirname, '../../build/bin/mendesk-server');

/** The PIN of the admin that `found` makes. */
export const pin = '402817';

/** A desk of a test's own, in a folder that goes away with it. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'mendesk-'));
  private server?: ChildProcess;

  /** Runs a verb of the command line on this desk, before the preview holds it. */
  run(...args: string[]): string {
    return execFileSync(mendesk, ['--desk', this.path, ...args], { encoding: 'utf8', env: this.env });
  }

  /** Makes the desk of a shop in Shanghai whose admin 陈思远 signs in with `pin`. */
  found() {
    this.run(
      ...['init', '--shop', '栖木生活官方旗舰店', '--zone', 'Asia/Shanghai', '--currency', 'CNY'],
      ...['--admin', '陈思远', '--login', 'chen', '--pin', pin, '--letter', 'B', '--lang', 'zh-CN'],
    );
  }

  /** Calls a bound method as the window would, before the preview holds the desk. */
  // biome-ignore lint/suspicious/noExplicitAny: the answer is the method's own
  call(method: string, ...args: unknown[]): any {
    return JSON.parse(this.run('--json', 'call', method, JSON.stringify(args)));
  }

  /** Serves the window over loopback and tells where. */
  serve(): Promise<string> {
    const server = spawn(mendesk, ['--desk', this.path, 'preview'], { env: this.env });
    this.server = server;
    return new Promise((found, failed) => {
      let said = '';
      const read = (chunk: Buffer) => {
        said += chunk;
        const url = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(said);
        if (url) found(url[0]);
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
      server.on('exit', () => failed(new Error(`preview ended: ${said}`)));
    });
  }

  async close() {
    const server = this.server;
    if (server && server.exitCode === null) {
      const gone = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get path() {
    return join(this.folder, 'desk');
  }

  private get env() {
    return { ...process.env, XDG_CONFIG_HOME: join(this.folder, 'config') };
  }
}

/** A test with a desk of its own. */
export const test = base.extend<{ desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  desk: async ({}, use) => {
    const desk = new Desk();
    await use(desk);
    await desk.close();
  },
});

/** Signs in with the six digits, whoever was here last. */
export async function signIn(page: Page) {
  await page.getByRole('radiogroup').waitFor();
  await page.keyboard.type(pin);
  await page.getByRole('navigation').first().waitFor();
}

/** No rule of WCAG 2.1 AA is broken by what the page shows now. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.html).join(' | ')}`,
  );
  expect(told).toEqual([]);
}

export { expect };
