import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { enter, expect, expectAccessible, type Shop, test } from './desk';
import { expectWithinEdges } from './measure';

async function open(page: Page, shop: Shop) {
  await enter(page, shop);
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await card(page, '满意度 CSAT').waitFor();
}

/** The month before: of this one little may have happened yet. */
async function openLastMonth(page: Page, shop: Shop) {
  await open(page, shop);
  const period = page.getByRole('button', { name: /选择期间/ });
  const here = (await period.textContent()) ?? '';
  await page.keyboard.press('ArrowLeft');
  await expect(period).not.toHaveText(here);
}

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function go(page: Page, hash: string) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

test('periods are walked by keys and buttons, and what is not known is not nought', async ({
  page,
  shop,
}) => {
  await open(page, shop);
  const period = page.getByRole('button', { name: /选择期间/ });
  const here = await period.textContent();
  await page.keyboard.press('ArrowLeft');
  await expect(period).not.toHaveText(here ?? '');
  await page.getByRole('button', { name: '下一期' }).click();
  await expect(period).toHaveText(here ?? '');
  await expect(page.getByRole('button', { name: '下一期' })).toBeDisabled();

  await page.getByText('季', { exact: true }).click();
  await expect(period).toContainText('季度');
  await period.click();
  await page.getByRole('button', { name: '第 1 季度' }).click();
  await expect(period).toContainText('第 1 季度');

  await go(page, '/figures/month/2019-03-01');
  await expect(period).toHaveText('2019 年 3 月');
  await expect(card(page, '满意度 CSAT')).toContainText('暂无数据');
  await expect(card(page, '满意度 CSAT')).not.toContainText('0.0');
  await expect(page.getByText('本期没有超时的工单。')).toBeVisible();
  await expectAccessible(page);
});

test('a figure explains itself, and the trend follows the card', async ({ page, shop }) => {
  await openLastMonth(page, shop);
  const name = page.getByRole('button', { name: '投诉率', exact: true });
  await name.focus();
  await expect(page.getByRole('tooltip')).toContainText('期内签收的订单数');
  await page.keyboard.press('Enter');
  const about = page.getByRole('dialog', { name: '口径与数据说明' });
  await expect(about).toContainText('数据质量');
  await expect(about.getByText('期内创建的投诉工单数')).toBeInViewport();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(about).toHaveCount(0);
  await expect(name).toBeFocused();

  await page.getByRole('button', { name: '看解决率的走势' }).click();
  await expect(page.getByRole('combobox', { name: '看哪一项指标' })).toHaveValue('解决率');
  await expect(page.getByRole('img', { name: /解决率走势/ })).toBeVisible();
  await page.getByRole('main').getByText('金额', { exact: true }).click();
  await expect(page.getByRole('img', { name: /退货原因帕累托/ })).toContainText('¥');
});

test('a breached ticket is one press away', async ({ page, shop }) => {
  await openLastMonth(page, shop);
  const link = card(page, '超时工单').getByRole('link').first();
  const number = await link.textContent();
  await link.click();
  await expect(page.getByRole('article')).toContainText(number ?? '?');
});

test('the paper is of the moment that the page shows, in either language, and is kept', async ({
  page,
  shop,
}) => {
  await open(page, shop);
  const asked = page.waitForRequest(/papers\/quality\.pdf/);
  await page.getByRole('button', { name: '导出 PDF' }).click();
  const first = new URL((await asked).url()).searchParams;
  expect(first.get('lang')).toBe('zh-CN');

  const again = page.waitForResponse(/papers\/quality\.pdf.*lang=en/);
  await page.getByRole('dialog').getByText('English').click();
  const response = await again;
  expect(response.headers()['content-type']).toBe('application/pdf');
  expect(new URL(response.url()).searchParams.get('asOf')).toBe(first.get('asOf'));

  await page.getByRole('button', { name: '保存 PDF' }).click();
  const said =
    (await page.getByRole('dialog').getByRole('status').filter({ hasText: '.pdf' }).textContent()) ?? '';
  const path = said.slice(said.indexOf('/'));
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '导出 PDF' })).toBeFocused();
});

for (const language of ['zh-CN', 'en']) {
  test(`every length of period fits the smallest window, ${language}`, async ({ page, shop }) => {
    await page.setViewportSize({ width: 1024, height: 700 });
    await enter(page, shop, language);
    const lengths = [
      'week/2026-11-16',
      'month/2026-09-01',
      'quarter/2026-07-01',
      'custom/2026-09-28/2026-11-20',
    ];
    for (const at of lengths) {
      await go(page, `/figures/${at}`);
      await page.locator('main section').first().waitFor();
      await expectWithinEdges(page, at);
    }
  });
}
