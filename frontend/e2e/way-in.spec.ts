import { expect, expectAccessible, pin, signIn, test } from './desk';

test('the first run makes a desk and signs its admin in', async ({ page, desk }) => {
  await page.goto(await desk.serve());
  await expect(page.getByRole('heading', { name: '先说说这家店' })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('店铺名称')).toBeFocused();
  await page.keyboard.type('栖木生活官方旗舰店');
  await page.keyboard.press('Control+Enter');

  await page.getByLabel('管理员姓名').fill('陈思远');
  await page.getByLabel('登录名').fill('chen');
  await page.locator('[name=pin]').focus();
  await page.keyboard.type(pin);
  await page.locator('[name=pinAgain]').focus();
  await page.keyboard.type('000000');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('不一样');
  await expectAccessible(page);

  for (let n = 0; n < 6; n++) await page.keyboard.press('Backspace');
  await page.locator('[name=pinAgain]').focus();
  await page.keyboard.type(pin);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('navigation', { name: '页面' })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('栖木生活官方旗舰店');
});

test('a PIN lets in, a wrong one is counted, and switching people ends the session', async ({
  page,
  desk,
}) => {
  desk.found();
  await page.goto(await desk.serve());
  await page.getByRole('radiogroup').waitFor();
  await expectAccessible(page);
  await page.keyboard.type('908070');
  await expect(page.getByRole('alert')).toContainText('4');
  await page.keyboard.type(pin);
  await page.getByRole('button', { name: /陈思远，账户/ }).click();
  await page.getByRole('menuitem', { name: '换人' }).click();
  await expect(page.getByRole('radiogroup')).toBeVisible();
});

test('five wrong PINs lock for ten minutes, also for the right one', async ({ page, desk }) => {
  desk.found();
  await page.goto(await desk.serve());
  await page.getByRole('radiogroup').waitFor();
  for (const left of ['4', '3', '2', '1', '10 分钟']) {
    await page.keyboard.type('908070');
    await expect(page.getByRole('alert')).toContainText(left);
  }
  await page.keyboard.type(pin);
  await expect(page.getByRole('alert')).toContainText('10 分钟');
  await expect(page.getByRole('navigation')).toHaveCount(0);
});

test('the language changes at once and is remembered, also for what Go writes', async ({ page, desk }) => {
  desk.found();
  await page.goto(await desk.serve());
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByText('Who is here now?')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByText('Who is here now?')).toBeVisible();
  await signIn(page);
  await expect(page.getByRole('heading', { name: 'Tickets', exact: true })).toBeVisible();
  const state = await page.evaluate('window.go.app.Desk.State()');
  expect(state).toMatchObject({ lang: 'en' });
});

test('sign-in is accessible in the dark and in the smallest window', async ({ page, desk }) => {
  desk.found();
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(await desk.serve());
  await page.getByRole('radiogroup').waitFor();
  await expectAccessible(page);
  await expect(page.getByRole('button', { name: '登录' })).toBeInViewport();
});
