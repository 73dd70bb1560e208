import { type Desk, expect, expectAccessible, pin, signIn, test } from './desk';

/** Long enough for a machine that does much else. */
const patient = { timeout: 60_000 };

test.describe.configure({ timeout: 180_000 });

function ticket(desk: Desk, subject: string) {
  return desk.call('Tickets.Open', {
    ...{
      kind: 'enquiry',
      channel: 'phone',
      priority: 'normal',
      category: '',
      customer: '',
      order: '',
      lines: [],
    },
    ...{ subject, description: '请帮我看看', at: new Date(Date.now() - 36e5).toISOString() },
  }).ticket.id;
}

test('Ctrl K finds a ticket and what can be done, and gives the focus back', async ({ page, desk }) => {
  desk.found();
  ticket(desk, '滤芯少发一个');
  await page.goto(await desk.serve());
  await signIn(page);
  await page.getByRole('option').waitFor(patient);

  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: '搜索与操作' });
  await expect(field).toBeFocused(patient);
  await expectAccessible(page);
  await page.keyboard.type('滤芯');
  const hit = page.getByRole('dialog').getByRole('option', { name: /滤芯/ }).first();
  await expect(hit).toHaveAttribute('aria-selected', 'true', patient);
  await expect(hit.locator('mark')).toHaveText('滤芯');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: '滤芯少发一个' })).toBeVisible(patient);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('>质量目标');
  await expect(page.getByRole('dialog').getByRole('option', { name: /设置：质量目标/ })).toBeVisible(patient);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '质量目标' })).toBeVisible(patient);
});

test('help prints what the page binds', async ({ page, desk }) => {
  desk.found();
  ticket(desk, '滤芯少发一个');
  await page.goto(await desk.serve());
  await signIn(page);
  await page.getByRole('option').click(patient);
  await page.getByRole('article').waitFor(patient);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help.getByRole('region', { name: '此页' })).toContainText('解决工单', patient);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await page.getByRole('heading', { level: 1 }).waitFor(patient);
  await page.keyboard.press('?');
  await expect(help.getByRole('region', { name: '此页' })).toContainText('上一期', patient);
  await expect(help).not.toContainText('解决工单');
});

test('words that were typed are there after a crash, and a sent reply leaves none', async ({
  page,
  desk,
}) => {
  desk.found();
  ticket(desk, '滤芯少发一个');
  await page.goto(await desk.serve());
  await signIn(page);
  await page.getByRole('option').click(patient);
  const words = page.getByRole('textbox', { name: '给客户的回复' });
  await words.waitFor(patient);
  await words.fill('您好，今天补发');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('>新建工单');
  await page.keyboard.press('Enter');
  await page.getByLabel('主题').fill('另一件事');
  await expect(async () => {
    const kept = await page.evaluate('window.go.app.Drafts.All()');
    expect(JSON.stringify(kept)).toContain('另一件事');
    expect(JSON.stringify(kept)).toContain('今天补发');
  }).toPass(patient);

  await desk.crash();
  await page.goto(await desk.serve());
  await signIn(page, pin);
  await page.getByRole('option').click(patient);
  await expect(words).toHaveValue('您好，今天补发', patient);
  await page.keyboard.press('Escape');
  await page.locator('body').click({ position: { x: 5, y: 400 } });
  await page.keyboard.press('c');
  await expect(page.getByLabel('主题')).toHaveValue('另一件事', patient);
  await expect(page.getByRole('dialog')).toContainText('上次没提交');
  await page.keyboard.press('Escape');
  await words.focus();
  await page.keyboard.press('Control+Enter');
  await expect(words).toHaveValue('', patient);
  await expect(page.getByRole('log')).toContainText('今天补发', patient);
});

test('several tickets are marked, handed over and taken back; a slash brings a template', async ({
  page,
  desk,
}) => {
  desk.found();
  ticket(desk, '滤芯少发一个');
  ticket(desk, '门锁没反应');
  await page.goto(await desk.serve());
  await signIn(page);
  await expect(page.getByRole('option')).toHaveCount(2, patient);
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await expect(page.getByText('已标记 2 张').first()).toBeVisible(patient);
  await expectAccessible(page);
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog')).toContainText('转交 2 张工单', patient);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /撤销/ })).toBeVisible(patient);
  await expect(page.getByRole('button', { name: '负责人：陈思远' })).toBeVisible(patient);
  await page.getByRole('button', { name: /撤销/ }).click();
  await expect(page.getByRole('button', { name: '负责人：无人负责' })).toBeVisible(patient);

  const words = page.getByRole('textbox', { name: '给客户的回复' });
  await words.click();
  await page.keyboard.type('/');
  await page.getByRole('textbox', { name: '搜索话术' }).fill('照片');
  await page.keyboard.press('Enter');
  await expect(words).toHaveValue(/请拍下商品整体/, patient);
});
