import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { show } from '../testing/show';
import { AddButton } from './AddButton';
import { AttachZone } from './AttachZone';
import { iconOf, isShown, kindOf, playerOf } from './kinds';
import type { Attachment } from './queries';
import { Strip } from './Strip';
import { addTo, useTaking } from './useTaking';

const { desk, put, cancel, verify, fetch } = vi.hoisted(() => ({
  verify: vi.fn(async (digests: string[]) => digests.map((digest) => ({ digest, state: 'sound' }) as object)),
  fetch: vi.fn(async () => []),
  desk: { native: false, person: { id: 'P1', roles: [] } },
  put: vi.fn(),
  cancel: vi.fn(async () => {}),
}));
vi.mock('../desk/queries', () => ({ useDesk: () => desk, useNames: () => () => '' }));
vi.mock('../../wailsjs/go/app/Attachments', () => ({
  Put: put,
  Cancel: cancel,
  Verify: verify,
  Fetch: fetch,
}));

const file = (part: Partial<Attachment>) =>
  ({ digest: 'd', name: 'a.jpg', type: 'image/jpeg', size: 5, entry: '', width: 0, ...part }) as Attachment;

function Adding({ onFiles }: { onFiles: (files: Attachment[]) => void }) {
  const taking = useTaking(onFiles);
  return (
    <>
      <AddButton taking={taking}>{(choose) => <button type="button" onClick={choose} />}</AddButton>
      <Strip files={[]} taking={taking} label="files" />
    </>
  );
}

const choose = (...files: File[]) =>
  fireEvent.change(document.querySelector('input[type=file]') as Element, { target: { files } });

test('a file goes over in pieces of its bytes, never as a file', async () => {
  const told = vi.fn();
  put.mockImplementation(async ({ at, size, name }) =>
    at + (1 << 20) >= size
      ? { done: size, file: file({ name, size }) }
      : { done: at + (1 << 20), file: null },
  );
  show(<Adding onFiles={told} />);
  choose(new File([new Uint8Array((1 << 20) + 3)], 'b.mp4'));
  await waitFor(() => expect(told).toHaveBeenCalledWith([expect.objectContaining({ name: 'b.mp4' })]));
  const sent = put.mock.calls.map(([piece]) => [piece.at, atob(piece.base64).length, piece.size]);
  expect(sent).toEqual([
    [0, 1 << 20, (1 << 20) + 3],
    [1 << 20, 3, (1 << 20) + 3],
  ]);
  expect(new Set(put.mock.calls.map(([piece]) => piece.upload)).size).toBe(1);
});

test('a refused file is named, and the others still come', async () => {
  const told = vi.fn();
  put.mockImplementation(async ({ name, size }) => {
    if (name === 'run.exe')
      throw new Error(
        JSON.stringify({ code: 'attachment.notAllowed', field: 'files', params: { name }, ref: '' }),
      );
    return { done: size, file: file({ name }) };
  });
  show(<Adding onFiles={told} />);
  choose(new File(['MZ'], 'run.exe'), new File(['ok'], 'a.jpg'));
  await waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  expect(screen.getByRole('alert')).toHaveTextContent('“run.exe”');
});

test('what is on its way can be stopped', async () => {
  const told = vi.fn();
  let go = (_: unknown) => {};
  put.mockImplementation(
    () =>
      new Promise((done) => {
        go = done;
      }),
  );
  show(<Adding onFiles={told} />);
  choose(new File([new Uint8Array(2 << 20)], 'b.mp4'));
  fireEvent.click(await screen.findByRole('button', { name: '取消添加“b.mp4”' }));
  expect(cancel).toHaveBeenCalled();
  go({ done: 1 << 20, file: null });
  await waitFor(() => expect(screen.queryByRole('list')).toBeNull());
  expect(told).not.toHaveBeenCalled();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('arrows move through what is attached, Esc closes and the focus returns', async () => {
  show(
    <Strip
      label="files"
      files={[
        file({ name: 'a.jpg', width: 9 }),
        file({ name: 'b.pdf', digest: 'e', type: 'application/pdf' }),
      ]}
    />,
  );
  const card = screen.getByTitle('a.jpg');
  card.focus();
  fireEvent.click(card);
  await screen.findByText('第 1 个，共 2 个');
  fireEvent.keyDown(document.body, { key: 'ArrowRight' });
  await screen.findByText('第 2 个，共 2 个');
  expect(screen.getByText('PDF 文档')).toBeInTheDocument();
  fireEvent.keyDown(document.body, { key: 'ArrowRight' });
  expect(screen.getByText('第 2 个，共 2 个')).toBeInTheDocument();
  fireEvent.keyDown(document.body, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('the same bytes are added once', () => {
  const a = file({});
  expect(addTo([file({}), file({ digest: 'e' })])([a])).toEqual([a, file({ digest: 'e' })]);
});

test.each([
  ['image/heic', 'picture', undefined],
  ['video/mp4', 'video', 'video'],
  ['video/x-matroska', 'video', undefined],
  ['audio/mpeg', 'sound', 'audio'],
  ['text/csv', 'table', undefined],
  ['text/html', 'text', undefined],
  ['application/zip', 'archive', undefined],
  ['application/octet-stream', 'other', undefined],
])('%s is a %s', (type, kind, player) => {
  expect([kindOf({ type }), playerOf({ type })]).toEqual([kind, player]);
  expect(iconOf({ type })).toBeDefined();
  expect(isShown({ width: 0 })).toBe(false);
});

test.each([
  ['away', '', '还在别的工作站', '那边发出后会自动到这里'],
  ['away', 'offline', '离线，还在别的工作站', '恢复连接后会自动到这里'],
  ['lost', '', '本机内容已丢失', '现在不见了'],
])('what is %s says where it is (%s), and can be asked for', async (state, why, short, long) => {
  verify.mockResolvedValue([{ digest: 'd', state, bytes: 0, why }]);
  show(<Strip label="files" files={[file({ name: 'a.jpg', width: 9 })]} />);
  await screen.findByText(short);
  expect(document.querySelector('img')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '立即取回“a.jpg”' }));
  await waitFor(() => expect(fetch).toHaveBeenCalledWith(['d']));
  fireEvent.click(screen.getByTitle('a.jpg'));
  expect(await screen.findByText(new RegExp(long))).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /另存为/ })).toBeDisabled();
  expect(screen.getByRole('button', { name: '立即取回' })).toBeEnabled();
});

test('what is on its way says how far it is', async () => {
  verify.mockResolvedValue([{ digest: 'd', state: 'coming', bytes: 400, why: '' }]);
  show(<Strip label="files" files={[file({ name: 'a.jpg', width: 9, size: 1000 })]} />);
  await screen.findByText('正在接收，40%');
  expect(screen.queryByRole('button', { name: /立即取回/ })).toBeNull();
  fireEvent.click(screen.getByTitle('a.jpg'));
  expect(await screen.findByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
});

const Zone = () => <AttachZone taking={useTaking(() => {})}>here</AttachZone>;

test.each([
  [
    'the window of the system, where files are a list of addresses',
    true,
    ['text/uri-list', 'text/html'],
    true,
  ],
  ['the window of the system, for words', true, ['text/plain'], false],
  ['a browser, where files are files', false, ['Files'], true],
  ['a browser, for a link', false, ['text/uri-list', 'text/plain'], false],
])('a drop is taken in %s', (_, native, types, taken) => {
  desk.native = native;
  show(<Zone />);
  const passed = fireEvent.dragOver(screen.getByText('here'), { dataTransfer: { types, files: [] } });
  expect(passed).toBe(!taken);
  expect(screen.queryAllByText('松开即可添加')).toHaveLength(taken ? 1 : 0);
  desk.native = false;
});

function Writing() {
  const [words, setWords] = useState('见这里谢谢');
  return (
    <AttachZone taking={useTaking(() => {})}>
      <textarea aria-label="reply" value={words} onChange={(event) => setWords(event.target.value)} />
    </AttachZone>
  );
}

test('a link that is dropped on the window of the system is written at the caret', () => {
  desk.native = true;
  show(<Writing />);
  const field = screen.getByRole<HTMLTextAreaElement>('textbox');
  field.setSelectionRange(3, 3);
  const drop = (list: string) =>
    fireEvent.drop(field, { dataTransfer: { types: ['text/uri-list'], files: [], getData: () => list } });
  drop('# 说明\r\nhttps://example.com/a?b=1\r\n');
  expect(field.value).toBe('见这里 https://example.com/a?b=1谢谢');
  drop('file:///home/luo/a.jpg\r\n');
  expect(field.value).toBe('见这里 https://example.com/a?b=1谢谢');
  desk.native = false;
});
