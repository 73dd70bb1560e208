import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { DraftsFrom } from '../drafts/Drafts';
import { DraftStore } from '../drafts/store';
import { show } from '../testing/show';
import { detail } from '../testing/tickets';
import { Composer, type Mode } from './Composer';

const go = { Tickets: { ReplyOut: vi.fn(), Note: vi.fn() }, Desk: { State: vi.fn() } };

function Sample() {
  const [mode, setMode] = useState<Mode>('reply');
  return (
    <DraftsFrom value={drafts}>
      <Composer detail={detail()} mode={mode} onMode={setMode} call={0} />
    </DraftsFrom>
  );
}

let drafts = new DraftStore();

const shown = () => {
  const page = show(<div />);
  page.client.setQueryData(['state'], { state: 'ready', person: { id: 'P1', name: '陈思远' } });
  page.rerender(page.wrap(<Sample />));
  return screen.getByRole('textbox') as HTMLTextAreaElement;
};

beforeEach(() => {
  drafts = new DraftStore();
  go.Tickets.ReplyOut.mockReset().mockResolvedValue(detail());
  go.Tickets.Note.mockReset().mockResolvedValue(detail());
  (window as unknown as { go: unknown }).go = { app: go };
});

const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

test('Ctrl Enter sends, and the words are gone from the draft', async () => {
  const words = shown();
  write(words, '您好');
  expect(drafts.read('ticket/T1/reply')).toEqual({ text: '您好' });
  fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(words.value).toBe(''));
  expect(go.Tickets.ReplyOut).toHaveBeenCalledWith(
    expect.objectContaining({ ticket: 'T1', text: '您好', channel: 'marketplace', then: '' }),
  );
  expect(drafts.read('ticket/T1/reply')).toEqual({});
});

test('the Enter of a composition sends nothing', () => {
  const words = shown();
  write(words, 'ni hao');
  fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true, isComposing: true });
  expect(go.Tickets.ReplyOut).not.toHaveBeenCalled();
});

test('a refused reply stays as it was written, with the reason', async () => {
  go.Tickets.ReplyOut.mockRejectedValue(
    '{"code":"right.missing","params":{"role":"agent"},"field":"","ref":""}',
  );
  const words = shown();
  write(words, '您好');
  fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true });
  expect(await screen.findByRole('alert')).toHaveTextContent('客服');
  expect(words.value).toBe('您好');
});

test('reply and note keep words of their own, and a note never goes out', async () => {
  const words = shown();
  write(words, 'to the customer');
  fireEvent.click(screen.getByRole('tab', { name: '内部备注' }));
  const note = screen.getByRole('textbox') as HTMLTextAreaElement;
  expect(note.value).toBe('');
  write(note, 'for us');
  fireEvent.keyDown(note, { key: 'Enter', metaKey: true });
  await waitFor(() =>
    expect(go.Tickets.Note).toHaveBeenCalledWith({ ticket: 'T1', text: 'for us', files: [] }),
  );
  expect(go.Tickets.ReplyOut).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('tab', { name: '回复' }));
  expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toBe('to the customer');
});

test('what is typed while a reply goes out is not lost with it', async () => {
  let arrive = (_: unknown) => {};
  go.Tickets.ReplyOut.mockReturnValue(new Promise((done) => (arrive = done)));
  const words = shown();
  write(words, '您好');
  fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true });
  write(words, '您好 还有一件事');
  arrive(detail());
  await waitFor(() => expect(words.value).toBe('还有一件事'));
});

test('a draft that was thrown away can be had back', () => {
  const words = shown();
  write(words, '您好');
  fireEvent.click(screen.getByRole('button', { name: '丢弃草稿' }));
  expect(words.value).toBe('');
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  expect(words.value).toBe('您好');
});
