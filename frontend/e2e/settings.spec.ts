import { expect, expectAccessible, signIn, test } from './desk';

const sections = ['店铺信息', '质量目标', '退款额度', '定时任务', '已存报告', '文件夹与备份', '本机', '关于'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every part of the settings is accessible, ${colorScheme}, in the smallest window`, async ({
    page,
    desk,
  }) => {
    test.slow();
    desk.found();
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.emulateMedia({ colorScheme });
    await page.goto(await desk.serve());
    await signIn(page);
    await page.getByRole('link', { name: '设置' }).click();
    for (const name of sections) {
      await page.getByRole('navigation', { name: '设置项' }).getByRole('link', { name }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expectAccessible(page);
    }
  });
}

test('a chore runs by hand, is logged, and leaves a report and a backup', async ({ page, desk }) => {
  desk.found();
  await page.goto(await desk.serve());
  await signIn(page);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  const views = page.getByRole('navigation', { name: '设置项' });

  await views.getByRole('link', { name: '定时任务' }).click();
  const row = page.getByRole('row', { name: /^备份并校验/ });
  await expect(row).toContainText('从未运行');
  await row.getByRole('button', { name: '立即运行备份并校验' }).click();
  await expect(row).toContainText('完成');
  await row.getByRole('button', { name: '备份并校验的日志' }).click();
  await expect(page.getByRole('dialog')).toContainText('手动');
  await page.keyboard.press('Escape');
  await expect(row.getByRole('button', { name: '备份并校验的日志' })).toBeFocused();

  const weekly = page.getByRole('row', { name: /^每周质量报告/ });
  await weekly.getByRole('switch').press(' ');
  await expect(weekly).toContainText('已停用');

  await views.getByRole('link', { name: '已存报告' }).click();
  await page.getByRole('button', { name: '生成上月报告' }).click();
  await page.getByRole('button', { name: /打开 售后质量报告/ }).click();
  await expect(page.frameLocator('iframe').locator('embed, body')).toBeAttached();
  await page.keyboard.press('Escape');

  await views.getByRole('link', { name: '文件夹与备份' }).click();
  await expect(page.getByRole('cell', { name: /^mendesk-B-/ })).toBeVisible();
});

test('what is wrong is said at its field, and what is right is kept', async ({ page, desk }) => {
  desk.found();
  await page.goto(await desk.serve());
  await signIn(page);
  await page.getByRole('link', { name: '设置' }).click();
  const views = page.getByRole('navigation', { name: '设置项' });

  await page.getByLabel('店铺名称').fill('');
  await page.getByRole('button', { name: '保存店铺信息' }).click();
  await expect(page.getByLabel('店铺名称')).toBeFocused();
  await page.getByLabel('店铺名称').fill('栖木生活');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('栖木生活');

  await views.getByRole('link', { name: '质量目标' }).click();
  await page.getByLabel('投诉率的目标值').fill('1.5');
  await page.getByRole('button', { name: '发布第 2 版' }).click();
  await expect(page.getByRole('button', { name: '发布第 3 版' })).toBeVisible();
  await expect(page.getByLabel('投诉率的目标值')).toHaveValue('1.5');

  await views.getByRole('link', { name: '退款额度' }).click();
  await page.getByLabel('客服的单笔上限').fill('lots');
  await page.getByRole('button', { name: '保存额度' }).click();
  await expect(page.getByLabel('客服的单笔上限')).toBeFocused();
  await page.getByLabel('客服的单笔上限').fill('800');
  await page.getByRole('button', { name: '保存额度' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();

  await views.getByRole('link', { name: '文件夹与备份' }).click();
  await page.getByLabel('备份文件夹').fill('nearby');
  await page.getByRole('button', { name: '保存文件夹' }).click();
  await expect(page.getByText('请填写完整路径')).toBeVisible();
});

test('who is no admin may look, and is told who can', async ({ page, desk }) => {
  desk.found();
  const agent = desk.call('Training.AddPerson', {
    login: 'he',
    name: '何佳',
    roles: ['agent'],
    department: 'customerService',
    tier: 'regular',
    mentor: '',
    lang: 'zh-CN',
  });
  desk.call('Training.SetPIN', { person: agent.id, pin: '402817' });
  await page.goto(await desk.serve());
  await page.getByRole('radio', { name: /何佳/ }).click({ force: true });
  await signIn(page);
  await page.getByRole('link', { name: '设置' }).click();
  await expect(page.getByText('更改需要管理员：陈思远')).toBeVisible();
  await expect(page.getByLabel('店铺名称')).toBeDisabled();
  await page.getByRole('navigation', { name: '设置项' }).getByRole('link', { name: '定时任务' }).click();
  await expect(page.getByRole('switch').first()).toBeDisabled();
  await expect(page.getByRole('button', { name: '立即运行备份并校验' })).toHaveCount(0);
});
