import { expect, expectAccessible, signIn, test } from './desk';

const words = {
  'zh-CN': {
    more: '更多操作',
    erase: '抹去个人资料…',
    open: /还有 1 张工单或退换单没有结束/,
    forGood: '不能撤销，谁也找不回来。',
    type: '照样输入“林静怡”以确认',
    do: '抹去“林静怡”',
    other: '和这位客户的姓名不一样',
    was: /陈思远 抹去了这位客户此前的个人资料和文字/,
    nobody: '已抹去的客户',
    gone: '（已抹去）',
  },
  en: {
    more: 'More',
    erase: 'Erase personal data…',
    open: /not finished/,
    forGood: 'It cannot be undone, and nobody can bring it back.',
    type: 'Type “林静怡” to confirm',
    do: 'Erase “林静怡”',
    other: 'This is not the customer’s name',
    was: /陈思远 erased this customer’s personal data and words/,
    nobody: 'Erased customer',
    gone: '(erased)',
  },
};

for (const language of ['zh-CN', 'en'] as const) {
  test(`a person asks to be forgotten, ${language}`, async ({ page, desk }) => {
    test.slow();
    const say = words[language];
    page.setDefaultTimeout(30_000);
    desk.found();
    const customer = desk.call('Customers.Put', {
      ...{ name: '林静怡', phones: ['13812346207'], emails: [], accounts: [], language: '', country: '' },
      notes: '电话只在下午接',
    }).id;
    const { ticket } = desk.call('Tickets.Open', {
      ...{ kind: 'enquiry', channel: 'phone', subject: '林静怡问怎么换滤芯', customer },
    });
    desk.call('Tickets.ReplyOut', { ticket: ticket.id, text: '林女士您好，视频已发给您。' });
    await page.addInitScript((chosen) => localStorage.setItem('mendesk.language', chosen), language);
    await page.goto(await desk.serve());
    await signIn(page);
    const ask = async () => {
      await page.evaluate((id) => {
        location.hash = `/customers/${id}`;
      }, customer);
      await page.getByRole('main').getByRole('button', { name: say.more }).click();
      await page.getByRole('menuitem', { name: say.erase }).click();
    };
    const dialog = page.getByRole('dialog');

    await ask();
    await expect(dialog.getByRole('alert')).toHaveText(say.open);
    await expect(dialog.getByRole('button', { name: say.do })).toBeDisabled();
    await page.keyboard.press('Escape');
    await page.evaluate(
      (id) =>
        // biome-ignore lint/suspicious/noExplicitAny: the bridge is the preview's own
        (window as any).go.app.Tickets.Resolve({ ticket: id, solution: '视频教会了' }),
      ticket.id,
    );

    await ask();
    await expect(dialog).toContainText(say.forGood);
    await expectAccessible(page);
    await dialog.getByLabel(say.type).fill('林静');
    await dialog.getByRole('button', { name: say.do }).click();
    await expect(dialog).toContainText(say.other);
    await dialog.getByLabel(say.type).fill('林静怡');
    await dialog.getByRole('button', { name: say.do }).click();
    await expect(page.getByText(say.was)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('heading', { name: say.nobody })).toBeVisible();
    await expect(page.getByText('13812346207')).toHaveCount(0);
    await page.evaluate((id) => {
      location.hash = `/tickets/all/${id}`;
    }, ticket.id);
    await expect(page.getByText(say.gone).first()).toBeVisible();
    await expect(page.getByText('林静怡')).toHaveCount(0);
  });
}
