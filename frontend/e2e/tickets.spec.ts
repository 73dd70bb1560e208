import type { Page } from '@playwright/test';
import { type Desk, expect, expectAccessible, signIn, test } from './desk';

const zeroTime = '0001-01-01T00:00:00Z';

function customer(desk: Desk, name: string, phone: string) {
  const known = { name, phones: [phone], emails: [], accounts: [], language: '', country: '', notes: '' };
  return desk.call('Customers.Put', known).id;
}

function ticket(desk: Desk, subject: string, of: { customer?: string; hoursAgo?: number } = {}) {
  const at = new Date(Date.now() - (of.hoursAgo ?? 1) * 3_600_000).toISOString();
  const { ticket } = desk.call('Tickets.Open', {
    ...{ kind: 'enquiry', channel: 'phone', priority: 'normal', category: '', order: '', lines: [] },
    ...{ subject, description: '请帮我看看', customer: of.customer ?? '', at },
  });
  return ticket.id;
}

async function open(page: Page, desk: Desk) {
  await page.goto(await desk.serve());
  await signIn(page);
}

const row = (page: Page, subject: string) => page.getByRole('option', { name: new RegExp(subject) });

test('a ticket from the call to the end, by keys alone', async ({ page, desk }) => {
  desk.found();
  await open(page, desk);
  await expect(page.getByText('都处理完了')).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('c');
  await page.keyboard.type('林静怡 13812346207');
  await page.getByRole('option', { name: /新客户/ }).click();
  await page.getByLabel('主题').fill('净化器 AP-500 异响');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '净化器 AP-500 异响' })).toBeVisible();
  await expect(page.getByRole('complementary')).toContainText('138 **** 6207');

  await page.keyboard.press('r');
  await page.keyboard.type('您好，视频已看过，属于质量问题。');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log')).toContainText('您好，视频已看过');
  await expect(page.getByRole('log')).toContainText('首次回复');
  await page.keyboard.press('Escape');
  await page.locator('body').click({ position: { x: 5, y: 400 } });

  await page.keyboard.press('n');
  await page.keyboard.type('老客户，先安抚');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log')).toContainText('客户看不到');
  await expectAccessible(page);
  await page.locator('body').click({ position: { x: 5, y: 400 } });

  await page.keyboard.press('e');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('怎样解决的')).toBeFocused();
  await expect(page.getByText('请填写')).toBeVisible();
  await page.keyboard.type('补发配件');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: '状态：已解决' })).toBeVisible();

  await page.getByRole('button', { name: '状态：已解决' }).click();
  await page.getByRole('menuitem', { name: '关闭…' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: '状态：已关闭' })).toBeVisible();

  await page.keyboard.press('e');
  await page.keyboard.type('客户说还有异响');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: '状态：处理中' })).toContainText('重新打开');
});

test('the list moves by keys, opens by Enter and finds by words', async ({ page, desk }) => {
  desk.found();
  const lin = customer(desk, '林静怡', '13812346207');
  ticket(desk, '滤芯少发', { hoursAgo: 30 });
  ticket(desk, '门锁指纹录不进去', { customer: lin, hoursAgo: 2 });
  await open(page, desk);
  await expect(page.getByRole('option')).toHaveCount(2);
  await expect(page.getByRole('listbox')).toContainText('已超时');

  await page.keyboard.press('j');
  await expect(row(page, '滤芯少发')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('j');
  await expect(row(page, '门锁')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: '门锁指纹录不进去' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeFocused();

  // The field is there before the next key can come: nothing of what is typed on is lost.
  const field = await page.evaluate(async () => {
    const slash = new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(slash);
    await Promise.resolve();
    return document.activeElement?.getAttribute('aria-label');
  });
  expect(field).toBe('单号、客户或任何字句');
  await page.keyboard.type('林静怡');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.type('不存在');
  await expect(page.getByText(/没有找到/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(2);
  await expectAccessible(page);
});

test('words half written are there again after a reload, for this person and ticket', async ({
  page,
  desk,
}) => {
  desk.found();
  ticket(desk, '滤芯少发');
  await open(page, desk);
  await row(page, '滤芯少发').click();
  const field = page.getByRole('textbox', { name: '给客户的回复' });
  await field.waitFor();
  await page.keyboard.press('r');
  await expect(field).toBeFocused();
  await page.keyboard.type('您好，稍等');
  await expect(field).toHaveValue('您好，稍等');
  await page.reload();
  await expect(field).toHaveValue('您好，稍等');
});

test('the Enter that ends a composition sends nothing', async ({ page, desk }) => {
  desk.found();
  ticket(desk, '滤芯少发');
  await open(page, desk);
  await row(page, '滤芯少发').click();
  const field = page.getByRole('textbox', { name: '给客户的回复' });
  await field.waitFor();
  await page.keyboard.press('r');
  await expect(field).toBeFocused();
  const method = await page.context().newCDPSession(page);
  await method.send('Input.imeSetComposition', {
    text: 'qingshaodeng',
    selectionStart: 12,
    selectionEnd: 12,
  });
  const composing = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
  for (const modifiers of [0, 2]) {
    await method.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', modifiers, ...composing });
    await method.send('Input.dispatchKeyEvent', { type: 'keyUp', modifiers, ...composing });
  }
  await method.send('Input.insertText', { text: '请稍等' });
  await expect(field).toHaveValue('请稍等');
  await expect(page.getByRole('log')).not.toContainText('qingshaodeng');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log')).toContainText('请稍等');
});

test('? tells every key, and Esc leads back', async ({ page, desk }) => {
  desk.found();
  await open(page, desk);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('发送或提交');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a ticket is handed over, waits, and what the customer says wakes it', async ({ page, desk }) => {
  desk.found();
  desk.call('Training.AddPerson', {
    ...{ login: 'meng', name: '孟茜', roles: ['agent'], department: 'customerService' },
    ...{ tier: 'regular', mentor: '', lang: '' },
  });
  const id = ticket(desk, '滤芯少发');
  desk.call('Tickets.ReplyOut', {
    ...{ ticket: id, text: '请稍等', channel: '', auto: false, then: '', at: zeroTime },
  });
  await open(page, desk);
  await row(page, '滤芯少发').click();

  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: '交给谁' }).fill('孟');
  await page.getByRole('option', { name: /孟茜/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: '负责人：孟茜' })).toBeVisible();

  await page.getByRole('button', { name: /状态：处理中/ }).click();
  await page.getByRole('menuitem', { name: '等待客户…' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: '状态：等待客户' })).toBeVisible();

  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '录入客户消息…' }).click();
  await page.keyboard.type('收到了，谢谢');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: '状态：处理中' })).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the smallest window is accessible and keeps what matters, ${scheme}`, async ({ page, desk }) => {
    desk.found();
    const lin = customer(desk, '林静怡', '13812346207');
    const id = ticket(desk, '滤芯少发', { customer: lin, hoursAgo: 30 });
    desk.call('Tickets.Note', { ticket: id, text: '先安抚' });
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.emulateMedia({ colorScheme: scheme });
    await open(page, desk);
    await row(page, '滤芯少发').click();
    await expect(page.getByRole('button', { name: '发送', exact: true })).toBeInViewport();
    await expect(page.getByRole('button', { name: '解决', exact: true })).toBeInViewport();
    await expectAccessible(page);
    const spills = await page.evaluate(
      'document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight',
    );
    expect(spills).toBe(false);
  });
}

test('what arrives while the pointer is in the list waits until it is asked for', async ({ page, desk }) => {
  desk.found();
  ticket(desk, '滤芯少发', { hoursAgo: 2 });
  await open(page, desk);
  await row(page, '滤芯少发').hover();
  const urgent = {
    ...{ kind: 'complaint', channel: 'phone', priority: 'urgent', category: '', customer: '', order: '' },
    ...{
      subject: '电饭煲冒烟',
      description: '请马上来',
      lines: [],
      // Before the other one, so that it is due first at any time of the day: what belongs below is no jump.
      at: new Date(Date.now() - 3 * 36e5).toISOString(),
    },
  };
  await page.evaluate(`window.go.app.Tickets.Open(${JSON.stringify(urgent)})`);
  await expect(page.getByRole('button', { name: '1 条新工单' })).toBeVisible();
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.getByRole('button', { name: '1 条新工单' }).click();
  await expect(page.getByRole('option')).toHaveCount(2);
});
