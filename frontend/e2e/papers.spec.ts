import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Desk, expect, signIn, test } from './desk';

async function open(page: Page, desk: Desk) {
  const { pin } = JSON.parse(desk.run('--json', 'demo', '--tickets', '60', '--seed', '7'));
  await page.goto(await desk.serve());
  await page.getByRole('radio', { name: /罗雨晴/ }).click();
  await signIn(page, pin);
}

async function go(page: Page, hash: string) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** Saves what the open dialog shows, and gives how the file begins. */
async function save(page: Page, bytes: number): Promise<string> {
  await page.keyboard.press('Control+Enter');
  const told = page.getByRole('dialog').getByRole('status').filter({ hasText: '已保存到' });
  const path = ((await told.textContent()) ?? '').replace('已保存到', '').trim();
  return readFileSync(path).subarray(0, bytes).toString('latin1');
}

/** The dialog breaks no rule; the paper inside it is the viewer's own. */
async function expectAccessibleDialog(page: Page) {
  const asked = new AxeBuilder({ page }).options({ iframes: false, resultTypes: ['violations'] });
  const { violations } = await asked.withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`)).toEqual([]);
}

const preview = (page: Page) => page.getByTitle('文件预览');

test('what is shown is printed and exported, from the page that shows it', async ({ page, desk }) => {
  test.slow();
  await open(page, desk);

  await test.step('the staff list and a certificate', async () => {
    await go(page, '/training');
    await page.getByRole('button', { name: '打印与导出' }).click();
    await page.getByRole('menuitem', { name: '清单 PDF…' }).click();
    await expect(preview(page)).toHaveAttribute('src', /certification\.pdf\?lang=zh-CN/);
    await expectAccessibleDialog(page);
    expect(await save(page, 5)).toBe('%PDF-');
    await page.getByRole('dialog').getByText('English').click();
    await expect(preview(page)).toHaveAttribute('src', /lang=en/);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '打印与导出' }).click();
    await page.getByRole('menuitem', { name: '导出表格…' }).click();
    await expectAccessibleDialog(page);
    expect(await save(page, 2)).toBe('PK');
    await page.getByRole('dialog').getByText('CSV 文本').click();
    expect(await save(page, 3)).toBe('\u00ef\u00bb\u00bf');
    await page.keyboard.press('Escape');
    await page.getByRole('gridcell', { name: /有效/ }).first().click();
    await page.getByRole('button', { name: '打印证书…' }).click();
    await expect(preview(page)).toHaveAttribute('src', /certificate\.pdf\?lang=zh-CN&id=/);
    expect(await save(page, 5)).toBe('%PDF-');
    await page.keyboard.press('Escape');
  });

  await test.step('a ticket, without internal notes until they are asked for', async () => {
    await go(page, '/tickets/all');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: '更多' }).first().click();
    await page.getByRole('menuitem', { name: '打印…' }).click();
    await expect(preview(page)).not.toHaveAttribute('src', /notes/);
    await page.getByLabel(/含内部备注/).check();
    await expect(preview(page)).toHaveAttribute('src', /notes=1/);
    expect(await save(page, 5)).toBe('%PDF-');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '导出表格…' }).click();
    expect(await save(page, 2)).toBe('PK');
    await page.keyboard.press('Escape');
  });

  await test.step('a return, all returns and the figures', async () => {
    await go(page, '/returns');
    await page.getByRole('button', { name: '导出表格…' }).click();
    expect(await save(page, 2)).toBe('PK');
    await page.keyboard.press('Escape');
    await page
      .getByRole('main')
      .getByRole('link', { name: /B-\d{6}-\d+/ })
      .first()
      .click();
    await page.getByRole('button', { name: '打印…' }).click();
    expect(await save(page, 5)).toBe('%PDF-');
    await page.keyboard.press('Escape');
    await go(page, '/figures');
    await page.getByRole('button', { name: '导出数据…' }).click();
    expect(await save(page, 2)).toBe('PK');
  });
});
