import { existsSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Desk, expect, expectAccessible, signIn, test } from './desk';
import { expectWithinEdges } from './measure';

const file = (desk: Desk) => join(desk.folder, 'desk', 'desk.bolt');

/** A desk with a verified backup. */
function backedUp(desk: Desk) {
  desk.found();
  desk.run('jobs', 'run', 'backup');
}

test('a damaged file is mended from a backup, and the damaged one is kept', async ({ page, desk }) => {
  backedUp(desk);
  truncateSync(file(desk), 15 * 4096); // what was written reaches further
  writeFileSync(`${file(desk)}.writing`, ''); // as after a power cut
  await page.goto(await desk.serve());
  await expect(page.getByRole('heading', { name: '数据文件已损坏' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('radio').first()).toBeVisible();
  await expect(page.getByText(/之后的变更|不会丢/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'The data file is damaged' })).toBeVisible();
  await page.setViewportSize({ width: 1024, height: 700 });
  await expectWithinEdges(page, 'rescue');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.getByRole('button', { name: '中文' }).click();

  await page.getByRole('button', { name: '修复工作台' }).click();
  await expect(page.getByRole('dialog')).toContainText('不会删除任何东西');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: '修复工作台' }).click();
  await expect(page.getByRole('heading', { name: '工作台已修复' })).toBeVisible({ timeout: 60_000 });
  expect(readdirSync(join(desk.folder, 'desk')).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
  await page.getByRole('button', { name: '去登录' }).click();
  await signIn(page);
  await expect(page.getByRole('contentinfo')).toContainText('栖木生活官方旗舰店');
});

test('a backup that lies elsewhere is found by its path, and nonsense is refused at the field', async ({
  page,
  desk,
}) => {
  backedUp(desk);
  const folder = join(desk.folder, 'desk', 'backups');
  const elsewhere = join(desk.folder, 'stick.mendesk');
  renameSync(join(folder, readdirSync(folder)[0] as string), elsewhere);
  rmSync(file(desk));
  await page.goto(await desk.serve());
  await expect(page.getByRole('heading', { name: '数据文件不见了' })).toBeVisible();
  await expect(page.getByText('没有找到备份')).toBeVisible();
  await page.getByRole('button', { name: '到别处找备份' }).click();
  await page.getByLabel('备份的路径').fill(`${elsewhere}.txt`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${elsewhere}.txt`)).toBeVisible();
  await page.getByLabel('备份的路径').fill(elsewhere);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio')).toBeChecked();
  await page.getByRole('button', { name: '修复工作台' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '修复工作台' }).click();
  await expect(page.getByRole('heading', { name: '工作台已修复' })).toBeVisible({ timeout: 60_000 });
  expect(existsSync(file(desk))).toBe(true);
});

test('where nothing can be written a bar says so, reading goes on, and opening again lets it write', async ({
  page,
  desk,
}) => {
  desk.found();
  await page.goto(await desk.serve());
  await page.getByRole('radiogroup').waitFor();
  renameSync(file(desk), `${file(desk)}.elsewhere`);
  await signIn(page);
  const bar = page.getByRole('alert').filter({ hasText: '只读' });
  await expect(bar).toBeVisible();
  await expect(bar).toContainText('可以查看、搜索、导出');
  await expectAccessible(page);
  renameSync(`${file(desk)}.elsewhere`, file(desk));
  await page.getByRole('button', { name: '重新打开' }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole('navigation').first()).toBeVisible();
});
