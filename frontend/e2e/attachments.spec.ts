import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk, expect, expectAccessible, signIn, test } from './desk';
import { Hub, Wire } from './hub';

const photo = readFileSync(join(import.meta.dirname, '../../build/readme/tickets.png'));

test('photos are added by the dialog, by a drop and by a paste, looked at, and refused kinds are named', async ({
  page,
  desk,
}) => {
  test.setTimeout(60_000);
  desk.found();
  const { ticket } = desk.call('Tickets.Open', { kind: 'enquiry', channel: 'chat', subject: '屏幕裂了' });
  await page.goto(await desk.serve());
  await signIn(page);
  await page.evaluate((to) => {
    location.hash = to;
  }, `/tickets/all/${ticket.id}`);
  const main = page.getByRole('main');
  const going = main.getByRole('list', { name: '将随消息发出的附件' });

  // By the dialog, with one that a system would run among them.
  const chosen = page.waitForEvent('filechooser');
  await main.getByRole('button', { name: '添加附件' }).click();
  await (await chosen).setFiles([
    { name: '正面.png', mimeType: 'image/png', buffer: photo },
    { name: 'run.bat', mimeType: 'text/plain', buffer: Buffer.from('echo off') },
  ]);
  await expect(main.getByRole('alert')).toContainText('run.bat');
  await expect(going.getByRole('listitem')).toHaveCount(1);

  // By a drop and by a paste, as the browser gives them.
  const zone = main.getByRole('textbox', { name: '给客户的回复' });
  const give = (kind: 'drop' | 'paste', name: string, end: number) =>
    zone.evaluate(
      (at, { kind, name, base64, end }) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const all = new DataTransfer();
        // Bytes after the picture make it another file that looks the same.
        all.items.add(new File([bytes, new Uint8Array([end])], name, { type: 'image/png' }));
        at.dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: all })
            : new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: all }),
        );
      },
      { kind, name, base64: photo.toString('base64'), end },
    );
  await give('drop', '背面.png', 1);
  await expect(going.getByRole('listitem')).toHaveCount(2);
  await give('paste', 'image.png', 2);
  await expect(going.getByRole('listitem')).toHaveCount(3);
  await expect(going.getByTitle(/粘贴的图片/)).toBeVisible();

  // They go with a reply, are seen small, and Esc leads back to the ticket.
  await zone.fill('照片收到，我们来看。');
  await page.keyboard.press('Control+Enter');
  const sent = main.getByRole('list', { name: '附件', exact: true });
  await expect(sent.getByRole('listitem')).toHaveCount(3);
  await expect
    .poll(() =>
      sent
        .getByRole('listitem')
        .first()
        .locator('img')
        .evaluate((i) => (i as HTMLImageElement).naturalWidth),
    )
    .toBeGreaterThan(100);
  const card = sent.getByTitle('正面.png');
  await card.focus();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog', { name: '查看附件' });
  await expect(viewer.getByText('第 1 个，共 3 个')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByText('第 2 个，共 3 个')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(card).toBeFocused();
});

test('a photo of another workstation comes when it is looked at', async ({ page, desk }) => {
  test.setTimeout(90_000);
  const [hub, front] = [new Hub(), new Desk()];
  await hub.comes();
  const wire = new Wire(hub.address);
  try {
    // Bytes after the picture make it take its time on the wire.
    const path = join(front.folder, '外箱右角.png');
    writeFileSync(path, Buffer.concat([photo, randomBytes(3 << 20)]));
    front.found('A');
    const { ticket } = front.call('Tickets.Open', {
      ...{ kind: 'complaint', channel: 'chat', subject: '外箱压坏' },
    });
    front.run('attach', 'ticket', ticket.number, path);
    front.run('pair', '--hub', hub.address, '--code', hub.code());
    front.run('sync');
    const far = await wire.lay();
    await desk.runBeside('pair', '--hub', far, '--code', hub.code(), '--workstation', '后仓');
    await desk.runBeside('sync', '--no-files');
    desk.call('Sync.SetFiles', { all: false });
    wire.speed = 256 << 10;

    await page.goto(await desk.serve());
    await signIn(page);
    await page.evaluate((to) => {
      location.hash = to;
    }, `/tickets/all/${ticket.id}`);
    const card = page
      .getByRole('main')
      .getByRole('list', { name: '附件', exact: true })
      .getByRole('listitem');
    await expect(card).toContainText(/还在别的工作站|正在接收/);
    await expect(card.locator('img')).toHaveCount(0);
    await card.getByTitle('外箱右角.png').press('Enter');
    const viewer = page.getByRole('dialog', { name: '查看附件' });
    await expect(viewer).toContainText('它的内容正在传到这台工作站');
    await expectAccessible(page);
    wire.speed = Number.POSITIVE_INFINITY;
    for (const picture of [viewer.locator('img'), card.locator('img')]) {
      await expect
        .poll(() => picture.evaluate((i) => (i as HTMLImageElement).naturalWidth), { timeout: 30_000 })
        .toBeGreaterThan(100);
    }
    await expect(viewer).not.toContainText('它的内容正在传到这台工作站');
  } finally {
    wire.cut();
    await front.close();
    await hub.close();
  }
});
