import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { Apart } from './apart';
import { Desk, expect, expectAccessible, pin, signIn, test } from './desk';
import { Hub, Wire } from './hub';

const words = {
  'zh-CN': {
    run: '运行集线器并共享',
    pair: '配对新工作站',
    join: /加入它/,
    hub: '集线器地址',
    code: '配对码',
    name: '这台工作站叫什么',
    joinDo: '加入工作台',
    now: '立即同步',
    same: '一致',
    who: '现在是谁',
    folder: '共享文件夹',
    path: '文件夹',
    share: '通过文件夹共享',
    invite: '邀请工作站',
    invitation: '邀请码',
    noPayments: '共享文件夹不能确认付款',
    revoke: '吊销 后仓',
    revoked: '已吊销',
    keyLeft: /还有工作台的密钥/,
    newKey: '启用新密钥',
    move: '换个地点…',
    holds: '等待确认的付款',
    goods: '复合滤芯 F5 × 3，林静怡',
    of: '陈思远 · A 机',
    offline: '连上集线器后自动确认',
    sum: '¥774.00，连上集线器后自动确认',
    letPay: /放行 ¥387\.00，R-A-/,
    reason: '理由',
    letPayDo: /放行 ¥387\.00 付给 林静怡/,
    takeBack: /撤回认领 ¥387\.00/,
    noHolds: '没有等待确认的付款。',
    overridden: '未经确认放行：断网两天',
  },
  en: {
    run: 'Run the hub and share',
    pair: 'Pair a workstation',
    join: /Join it/,
    hub: 'Address of the hub',
    code: 'Pairing code',
    name: 'Name of this workstation',
    joinDo: 'Join the desk',
    now: 'Sync now',
    same: 'Up to date',
    who: 'Who is here',
    folder: 'Shared folder',
    path: 'Folder',
    share: 'Share through the folder',
    invite: 'Invite a workstation',
    invitation: 'Invitation',
    noPayments: 'A shared folder cannot confirm payments',
    revoke: 'Revoke 后仓',
    revoked: 'Revoked',
    keyLeft: /still has the desk’s key/,
    newKey: 'With a new key',
    move: 'Change the place…',
    holds: 'Payments that wait to be confirmed',
    goods: '复合滤芯 F5 × 3, 林静怡',
    of: '陈思远 · A',
    offline: 'confirmed once the hub answers',
    sum: '¥774.00, confirmed once the hub answers',
    letPay: /Let ¥387\.00 of R-A-.* be paid/,
    reason: 'Reason',
    letPayDo: /Let ¥387\.00 be paid to 林静怡/,
    takeBack: /Take back the hold of ¥387\.00/,
    noHolds: 'No payment is waiting.',
    overridden: 'let it be paid unconfirmed: 断网两天',
  },
};

for (const language of ['zh-CN', 'en'] as const) {
  test(`a second workstation joins by a code, and both know what either does, ${language}`, async ({
    browser,
    desk,
  }) => {
    test.setTimeout(300_000);
    const say = words[language];
    const second = new Desk();
    const open = (of: Desk) => openIn(browser, of, language);
    try {
      desk.found();
      const a = await open(desk);
      await signIn(a);
      await a.evaluate("location.hash = '/settings/sync'");
      await a.locator('[name=listen]').fill('127.0.0.1:0');
      await a.getByRole('button', { name: say.run }).click();
      await a.getByRole('button', { name: say.pair }).click();
      const dialog = a.getByRole('dialog');
      const code = await dialog.getByText(/^[A-Z0-9]{5}-[A-Z0-9]{5}$/).textContent();
      const address = await dialog.getByText(/^127\.0\.0\.1:\d+$/).textContent();
      await expectAccessible(a);
      await a.keyboard.press('Escape');

      const b = await open(second);
      await b.getByRole('button', { name: say.join }).click();
      await b.getByLabel(say.hub).fill(address ?? '');
      await b.getByLabel(say.code).fill(code ?? '');
      await b.getByLabel(say.name).fill('后仓');
      await expectAccessible(b);
      await b.getByRole('button', { name: say.joinDo }).click();
      await comeTogether(a, b, say);
    } finally {
      await second.close();
    }
  });

  test(`a second workstation joins through a shared folder by an invitation, ${language}`, async ({
    browser,
    desk,
  }) => {
    test.setTimeout(300_000);
    const say = words[language];
    const second = new Desk();
    const shared = mkdtempSync(join(tmpdir(), 'mendesk-shared-'));
    try {
      desk.found();
      const a = await openIn(browser, desk, language);
      await signIn(a);
      await a.evaluate("location.hash = '/settings/sync'");
      await a.getByText(say.folder, { exact: true }).click();
      await a.getByLabel(say.path, { exact: true }).fill(join(shared, 'nowhere'));
      await a.getByRole('button', { name: say.share }).click();
      await expect(a.locator('[name=folder]')).toHaveAttribute('aria-invalid', 'true');
      await a.getByLabel(say.path, { exact: true }).fill(shared);
      await expectAccessible(a);
      await a.getByRole('button', { name: say.share }).click();
      await a.getByRole('button', { name: say.invite }).click();
      const invitation = await a
        .getByRole('dialog')
        .getByText(/^MENDESK1-/)
        .textContent();
      await expectAccessible(a);
      await a.keyboard.press('Escape');
      await sync(a, say.now);
      await expect(a.getByText(say.noPayments)).toBeVisible();

      const b = await openIn(browser, second, language);
      await b.getByRole('button', { name: say.join }).click();
      await b.getByText(say.folder, { exact: true }).click();
      await b.getByLabel(say.path, { exact: true }).fill(shared);
      await b.getByLabel(say.invitation).fill((invitation ?? '').toLowerCase());
      await b.getByLabel(say.name).fill('后仓');
      await expectAccessible(b);
      await b.getByRole('button', { name: say.joinDo }).click();
      await comeTogether(a, b, say);
    } finally {
      await second.close();
      rmSync(shared, { recursive: true, force: true });
    }
  });

  test(`an admin revokes a workstation at a shared folder, ${language}`, async ({ browser, desk }) => {
    test.setTimeout(300_000);
    const say = words[language];
    const second = new Desk();
    const shared = mkdtempSync(join(tmpdir(), 'mendesk-shared-'));
    try {
      desk.found();
      desk.run('sync', '--folder', shared);
      const invitation = join(second.folder, 'invitation');
      writeFileSync(invitation, desk.run('sync', 'invite'));
      second.run('sync', '--folder', shared, '--invitation', invitation, '--workstation', '后仓');
      second.run('sync');
      desk.run('sync');
      const a = await openIn(browser, desk, language);
      await signIn(a);
      await a.evaluate("location.hash = '/sync'");
      await a.getByRole('button', { name: say.revoke }).click();
      const dialog = a.getByRole('dialog');
      await expect(dialog).toContainText(say.keyLeft);
      await expectAccessible(a);
      await dialog.getByRole('button', { name: say.revoke }).click();
      await expect(a.getByRole('listitem').filter({ hasText: '后仓' })).toContainText(say.revoked);
      await expect(a.getByRole('button', { name: say.revoke })).toHaveCount(0);
      expect(() => second.run('sync')).toThrow(/revoked|吊销/);
      await a.evaluate("location.hash = '/settings/sync'");
      await a.getByRole('button', { name: say.move }).click();
      await a.getByRole('checkbox', { name: say.newKey }).check();
      await expectAccessible(a);
    } finally {
      await second.close();
      rmSync(shared, { recursive: true, force: true });
    }
  });
}

for (const language of ['zh-CN', 'en'] as const) {
  test(`payments that wait are told one by one, let pass and taken back, ${language}`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const say = words[language];
    const apart = new Apart();
    try {
      const { waiting } = (await apart.begin([language]))[language];
      const page = await openIn(browser, apart.front, language);
      await page.getByRole('radio', { name: /陈思远/ }).click();
      await signIn(page);
      await page.evaluate("location.hash = '/sync'");
      await page.getByRole('button', { name: say.now }).click();
      const rows = page.getByRole('list', { name: say.holds }).getByRole('listitem');
      await expect(rows).toHaveCount(2);
      for (const part of [say.goods, say.of, say.offline, '¥387.00'])
        await expect(rows.first()).toContainText(part);
      await expect(page.getByText(say.sum)).toBeVisible();
      await expectAccessible(page);

      const link = rows.first().getByRole('link');
      await expect(link).toHaveAttribute('href', `#/returns/${waiting}`);
      await link.focus();
      await page.keyboard.press('ArrowRight');
      await expect(rows.first().getByRole('button', { name: say.letPay })).toBeFocused();
      await page.keyboard.press('Enter');
      await page.getByLabel(say.reason).fill('断网两天');
      await expectAccessible(page);
      await page.getByRole('button', { name: say.letPayDo }).click();
      await expect(rows).toHaveCount(1);
      await rows.getByRole('button', { name: say.takeBack }).click();
      await expect(page.getByText(say.noHolds)).toBeVisible();
      await expect(page.getByText(say.sum)).toHaveCount(0);
      await page.evaluate(`location.hash = '/returns/${waiting}'`);
      await expect(page.getByRole('main')).toContainText(say.overridden);
    } finally {
      await apart.close();
    }
  });
}

test('a workstation that joins a large desk sees its snapshot come, and ends at the sign-in', async ({
  browser,
  desk,
}) => {
  test.setTimeout(120_000);
  const [hub, second] = [new Hub(), new Desk()];
  await hub.comes();
  const wire = new Wire(hub.address);
  try {
    const digits = desk.demo(150);
    desk.run('pair', '--hub', hub.address, '--code', hub.code());
    desk.run('sync');
    desk.run('sync', 'snapshot');

    const say = words.en;
    const page = await openIn(browser, second, 'en');
    await page.getByRole('button', { name: say.join }).click();
    await page.getByLabel(say.hub).fill(await wire.lay());
    await page.getByLabel(say.code).fill(hub.code());
    await page.getByLabel(say.name).fill('Back room');
    wire.speed = 256 << 10;
    await page.getByRole('button', { name: say.joinDo }).click();
    const far = page.getByRole('status').filter({ hasText: /Snapshot: \d.* of \d/ });
    await expect(far).toBeVisible();
    const before = await far.textContent();
    await expect(far).not.toHaveText(before ?? '');
    wire.speed = 64 << 10;
    await expectAccessible(page);
    wire.speed = Number.POSITIVE_INFINITY;
    await page.getByRole('radiogroup', { name: say.who }).waitFor({ timeout: 60_000 });
    await page.getByRole('radio', { name: /罗雨晴/ }).click();
    await signIn(page, digits);
    await expect(page.getByRole('main')).not.toBeEmpty();
  } finally {
    wire.cut();
    await second.close();
    await hub.close();
  }
});

async function openIn(browser: Browser, of: Desk, language: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(90_000);
  await page.addInitScript((chosen) => localStorage.setItem('mendesk.language', chosen), language);
  await page.goto(await of.serve());
  return page;
}

// What is written at one is seen at the other, each way, once b has its first records.
async function comeTogether(a: Page, b: Page, say: (typeof words)['en']) {
  await b.getByRole('radiogroup', { name: say.who }).waitFor({ timeout: 90_000 });
  await signIn(b, pin);
  await put(a, '林静怡');
  await sync(a, say.now);
  await sync(b, say.now);
  await expect.poll(() => names(b), { timeout: 90_000 }).toContain('林静怡');
  await put(b, '方晓彤');
  await sync(b, say.now);
  await sync(a, say.now);
  await expect.poll(() => names(a), { timeout: 90_000 }).toContain('方晓彤');
  await expect(a.getByRole('listitem').filter({ hasText: '后仓' })).toContainText(say.same, {
    timeout: 90_000,
  });
  await expectAccessible(a);
}

async function put(page: Page, name: string) {
  await page.evaluate(
    `window.go.app.Customers.Put({ name: '${name}', phones: [], emails: [], accounts: [], language: '', country: '', notes: '' })`,
  );
}

async function names(page: Page): Promise<string> {
  return JSON.stringify(await page.evaluate("window.go.app.Customers.List({ words: '', cursor: '' })"));
}

async function sync(page: Page, button: string) {
  await page.evaluate("location.hash = '/sync'");
  await page.getByRole('button', { name: button }).click();
}
