import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { Apart, type Records } from './apart';
import { expect, expectAccessible, signIn, test } from './desk';

// Two workstations that worked apart while their hub was away, as one of them sees it: money that waits, a hold that
// came second, money that went out twice, and values that differ. Verbs bring it about (apart.ts).

const languages = ['zh-CN', 'en'] as const;
type Language = (typeof languages)[number];

const words = {
  'zh-CN': {
    waiting: '已批准，等待确认，未付款',
    whatThen: '联网后自动确认',
    toConfirm: /待确认退款 \d/,
    held: '已认领，未付款',
    now: '立即同步',
    lost: '一笔退款没有认领到，钱没有付。',
    first: '退款 2 先认领了这笔钱，这一笔没有付款',
    conflicts: /(\d+) 个冲突/,
    twice: '这笔钱付了两次，多付 ¥387.00。',
    onTicket: /的钱付了两次/,
    blocks: '主管裁定以前，退换单和工单都不能结束。',
    resolved: /已解决/,
    close: '关闭…',
    cannotClose: '主管裁定以后才能结清或关闭。',
    look: '去看看',
    settleMoney: '裁定…',
    back: /已追回/,
    told: '经过与处理',
    onPaper: '这笔钱付了两次，多付 ¥387.00，待裁定',
    subject: '“主题”有两个值，等人裁定。',
    notes: '“备注”有两个值，等人裁定。',
    settle: '裁定',
    sides: [/采用 A 机.*陈思远.*滤芯异响，要换一个/, /采用 B 机.*现在显示的.*罗雨晴.*滤芯异响，三个都要换/],
    reason: '理由',
    merge: '合并成…',
    merged: '合并后的值',
  },
  en: {
    waiting: 'Approved, waiting to be confirmed; not paid',
    whatThen: 'Confirmed once this workstation is online.',
    toConfirm: /\d refunds? to confirm/,
    held: 'Held, not paid',
    now: 'Sync now',
    lost: 'A refund did not get its hold; nothing was paid.',
    first: 'Refund 2 held this money first, so this one was not paid.',
    conflicts: /(\d+) conflicts?/,
    twice: 'This money went out twice, ¥387.00 too much.',
    onTicket: /The money of return .* went out twice/,
    blocks: 'Neither the return nor its ticket can end before a supervisor has settled it.',
    resolved: /Resolved/,
    close: 'Close…',
    cannotClose: 'A supervisor has to settle that before this can be closed.',
    look: 'Look at it',
    settleMoney: 'Settle it…',
    back: /Came back/,
    told: 'What happened and what was done',
    onPaper: 'This money went out twice, ¥387.00 too much, to be settled',
    subject: '“Subject” has two values and waits for somebody.',
    notes: '“Notes” has two values and waits for somebody.',
    settle: 'Settle',
    sides: [
      /Take workstation A’s.*陈思远.*滤芯异响，要换一个/,
      /Take workstation B’s.*shown now.*罗雨晴.*滤芯异响，三个都要换/,
    ],
    reason: 'Reason',
    merge: 'Merge into…',
    merged: 'The merged value',
  },
};

const main = (page: Page) => page.getByRole('main');

async function go(page: Page, to: string) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, to);
}

test.describe
  .serial('two workstations worked apart', () => {
    const apart = new Apart();
    let made: Record<Language, Records>;
    let url: string;

    const enter = async (page: Page, language: Language) => {
      page.setDefaultTimeout(30_000);
      await page.addInitScript((chosen) => localStorage.setItem('mendesk.language', chosen), language);
      await page.goto(url);
      const tiles = page.getByRole('radiogroup');
      await tiles.or(page.getByRole('navigation')).first().waitFor();
      if (!(await tiles.isVisible())) return; // the test before this one signed in
      await page.getByRole('radio', { name: /陈思远/ }).click();
      await signIn(page);
    };

    test.beforeAll(async () => {
      test.setTimeout(240_000);
      made = await apart.begin(languages);
      url = await apart.front.serve();
    });
    test.afterAll(() => apart.close());

    for (const language of languages) {
      test(`while the hub is away a refund waits, ${language}`, async ({ page }) => {
        test.slow();
        const say = words[language];
        await enter(page, language);
        await go(page, `/returns/${made[language].waiting}`);
        await expect(main(page)).toContainText(say.waiting);
        await expect(main(page)).toContainText(say.whatThen);
        await expect(page.getByText(say.toConfirm)).toBeVisible();
        if (language === 'zh-CN') await expectAccessible(page);
      });
    }

    test('the hub comes back, and the other workstation is first', async () => {
      test.slow();
      await apart.front.stop();
      await apart.hubComes();
      apart.back.run('sync');
      apart.back.run('sync'); // what the first one confirmed
      url = await apart.front.serve();
    });

    for (const language of languages) {
      const say = words[language];

      test(`the hold is confirmed, and the one that came second is told, ${language}`, async ({ page }) => {
        test.slow();
        const { waiting, twice } = made[language];
        await enter(page, language);
        await go(page, '/sync');
        await page.getByRole('button', { name: say.now }).click();
        await go(page, `/returns/${waiting}`);
        await expect(main(page)).toContainText(say.held, { timeout: 60_000 });
        await go(page, `/returns/${twice}`);
        await expect(main(page).getByRole('alert').filter({ hasText: say.lost })).toBeVisible({
          timeout: 60_000,
        });
        await expect(main(page)).toContainText(say.first);
      });

      test(`money that went out twice stops the ticket until a person settles it, ${language}`, async ({
        page,
      }) => {
        test.slow();
        const { incident, incidentTicket } = made[language];
        await enter(page, language);
        await go(page, `/tickets/all/${incidentTicket}`);
        const alarm = main(page).getByRole('alert').filter({ hasText: say.onTicket });
        await expect(alarm).toContainText(say.blocks);
        await page.getByRole('article').getByRole('button', { name: say.resolved }).click();
        await page.getByRole('menuitem', { name: say.close }).click();
        await page.keyboard.press('Control+Enter');
        await expect(page.getByRole('dialog')).toContainText(say.cannotClose);
        await page.keyboard.press('Escape');
        await alarm.getByRole('link', { name: say.look }).click();
        await expect(main(page).getByRole('alert').filter({ hasText: say.twice })).toHaveCount(2); // above, and at the money
        expect(await paper(page, incident, language)).toContain(say.onPaper);
        if (language === 'en') await expectAccessible(page);
        await main(page).getByRole('button', { name: say.settleMoney }).click();
        await page.getByRole('dialog').getByLabel(say.back).fill('387');
        await page.getByRole('dialog').getByLabel(say.told).fill('客户已退回第二笔');
        await page.keyboard.press('Control+Enter');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        await expect(main(page).getByText(say.twice)).toHaveCount(0);
        expect(await paper(page, incident, language)).toContain('客户已退回第二笔');
      });

      test(`two values stand side by side until a person takes one or merges them, ${language}`, async ({
        page,
      }) => {
        test.slow();
        const { ticket, customer } = made[language];
        await enter(page, language);
        await go(page, `/tickets/all/${ticket}`);
        const before = await badge(page, say.conflicts);
        await main(page)
          .getByRole('alert')
          .filter({ hasText: say.subject })
          .getByRole('link', { name: say.settle })
          .click();
        const sides = main(page).getByRole('radio');
        await expect(sides).toHaveCount(2);
        for (const side of say.sides)
          await expect(main(page).getByRole('radio', { name: side })).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press('1');
        await page.getByLabel(say.reason).fill('问过客户，只有一个响');
        await page.keyboard.press('Control+Enter');
        await go(page, `/tickets/all/${ticket}`);
        await expect(page.getByRole('article', { name: '滤芯异响，要换一个' })).toBeVisible();
        await expect(main(page).getByText(say.subject)).toHaveCount(0);

        await go(page, `/customers/${customer}`);
        await main(page)
          .getByRole('alert')
          .filter({ hasText: say.notes })
          .getByRole('link', { name: say.settle })
          .click();
        await expect(sides).toHaveCount(2);
        await page.locator('form').getByRole('button', { name: say.merge }).click();
        await expect(page.getByLabel(say.merged)).toHaveValue('电话只在下午接\n收货地址改到公司');
        await page.getByLabel(say.merged).fill('电话只在下午接；收货地址改到公司');
        await page.getByLabel(say.reason).fill('两条都对');
        await page.keyboard.press('Control+Enter');
        await expect(async () => expect(await badge(page, say.conflicts)).toBe(before - 2)).toPass();
        await go(page, `/customers/${customer}`);
        await expect(main(page).getByText('电话只在下午接；收货地址改到公司')).toBeVisible();
        await expect(main(page).getByText(say.notes)).toHaveCount(0);
      });
    }
  });

/** How many conflicts the rail tells of. */
async function badge(page: Page, says: RegExp): Promise<number> {
  const told = page.getByRole('navigation').first().getByText(says);
  return Number(says.exec((await told.textContent()) ?? '')?.[1]);
}

/** The words of a return's paper. */
async function paper(page: Page, id: string, language: Language): Promise<string> {
  const address = new URL(`/papers/return.pdf?lang=${language}&id=${id}`, page.url());
  const answer = await page.request.get(address.href);
  expect(answer.headers()['content-type']).toContain('pdf');
  return execFileSync('pdftotext', ['-', '-'], { input: await answer.body(), encoding: 'utf8' });
}
