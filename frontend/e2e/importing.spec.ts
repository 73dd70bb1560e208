import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Desk, expect, expectAccessible, signIn, test } from './desk';

function file(desk: Desk, name: string, rows: string[]): string {
  const path = join(desk.folder, name);
  writeFileSync(path, `\ufeff${rows.join('\r\n')}`);
  return path;
}

async function open(page: Page, desk: Desk) {
  desk.found();
  await page.goto(await desk.serve());
  await signIn(page);
  await page.getByRole('link', { name: '导入' }).click();
  await page.getByRole('button', { name: /选择文件/ }).waitFor();
}

const choose = (page: Page, path: string) => page.locator('input[type=file]').setInputFiles(path);
const count = (page: Page, name: string) =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd');

test('tickets under unknown headers: mapped, previewed, imported, and nothing twice', async ({
  page,
  desk,
}) => {
  await open(page, desk);
  await expectAccessible(page);
  const path = file(desk, '工单.csv', [
    'Nr,谁,说的什么,类型,创建时间,首次回复时间,解决时间,评分',
    'A-1,林静怡,净化器有异响,退货,2026-11-02 09:00,2026-11-02 10:00,2026-11-03 10:00,5',
    'A-2,Emma Larsson,Lid leaks,Complaint,2026-11-02 09:00,2026-11-02 12:00,2026-11-02 11:00,9',
    ',周琪,没有编号,咨询,2026-11-02 09:00,,,',
  ]);
  await choose(page, path);
  await expect(page.getByRole('alert')).toContainText('工单号');
  await expect(page.getByRole('button', { name: /^导入 0 行/ })).toBeDisabled();

  for (const [field, header] of [
    ['工单号', 'Nr'],
    ['客户', '谁'],
    ['主题', '说的什么'],
  ] as const) {
    await page.getByRole('combobox', { name: new RegExp(`^${field}`) }).click();
    await page.getByRole('option', { name: header, exact: true }).click();
  }
  await expect(count(page, '读取')).toHaveText('3');
  await expect(count(page, '新增')).toHaveText('2');
  await expect(count(page, '拒绝')).toHaveText('1');
  await expect(page.getByRole('row', { name: /A-1/ })).toContainText('林静怡');
  await expect(page.getByRole('row', { name: /评分“9”/ })).toContainText('不是 1 到 5');
  await expectAccessible(page);

  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('导入完成')).toBeVisible();
  await expect(
    page.getByRole('list', { name: /^拒绝/ }).or(page.getByRole('region', { name: /^拒绝/ })),
  ).toContainText('4');
  await page.getByText('存疑 2 处').click();
  await expect(page.getByRole('listitem').filter({ hasText: '解决时间早于首次回复' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: '看全部工单' }).click();
  await expect(page.getByRole('option')).toHaveCount(2);

  // A visit elsewhere forgets nothing; the same file again changes nothing.
  await page.getByRole('link', { name: '导入' }).click();
  await page.getByRole('button', { name: /再导入一个文件/ }).click();
  await choose(page, path);
  await page.getByRole('combobox', { name: /^工单号/ }).click();
  await page.getByRole('option', { name: 'Nr', exact: true }).click();
  for (const [field, header] of [
    ['客户', '谁'],
    ['主题', '说的什么'],
  ] as const) {
    await page.getByRole('combobox', { name: new RegExp(`^${field}`) }).click();
    await page.getByRole('option', { name: header, exact: true }).click();
  }
  await expect(count(page, '不变')).toHaveText('2');
  await expect(page.getByRole('button', { name: /^导入 0 行/ })).toBeDisabled();
});

test('orders of a Pinduoduo shop reach their customers', async ({ page, desk }) => {
  await open(page, desk);
  const path = file(desk, '拼多多.csv', [
    '订单成交时间,商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,售后状态,快递单号,快递公司',
    '2026-11-08 10:01:12,复合滤芯 F5,="261108-345521778",已收货,387.00,0.00,0,0,0,387.00,387.00,3,2026-11-08 17:00:00,2026-11-11 09:12:00,1,三支装,2,F5-3P,F5,,无售后,SF1390\t,顺丰快递',
  ]);
  await page.getByText('拼多多订单').click();
  await choose(page, path);
  await expect(count(page, '新增')).toHaveText('1');
  await expect(page.getByRole('row', { name: /261108-345521778/ })).toContainText('复合滤芯 F5');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('导入完成')).toBeVisible();
});

test('what is no table is refused in words, and another file can be taken', async ({ page, desk }) => {
  await open(page, desk);
  const path = join(desk.folder, 'book.csv');
  writeFileSync(path, Buffer.from('504b030414000600', 'hex'));
  await choose(page, path);
  await expect(page.getByRole('alert')).toContainText('Excel');
  await expectAccessible(page);
  await page.getByRole('button', { name: /换文件/ }).click();
  await expect(page.getByRole('button', { name: /选择文件/ })).toBeVisible();
});

test('a long import shows how far it is, and stops when told to', async ({ page, desk }) => {
  test.setTimeout(60_000);
  await open(page, desk);
  const rows = Array.from({ length: 20_000 }, (_, n) => `N-${n},客户${n},净化器有异响,咨询,2026-11-02 09:00`);
  await choose(page, file(desk, 'long.csv', ['工单号,客户,主题,类型,创建时间', ...rows]));
  await expect(count(page, '新增')).toHaveText('20,000', { timeout: 20_000 });
  await page.getByRole('button', { name: /^导入 20,000 行/ }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText(/已处理 [1-9]/, { timeout: 20_000 });
  await page.getByRole('button', { name: '停止' }).click();
  await expect(page.getByRole('alert')).toContainText('导入已停止', { timeout: 20_000 });
});
