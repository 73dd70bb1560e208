import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { show } from '../testing/show';
import { DraftPlace, DraftsFrom, useDraftedFields } from './Drafts';
import { DraftStore } from './store';

function Fields({
  record,
  onSubmit,
}: {
  record: { name: string; notes: string };
  onSubmit: () => Promise<void>;
}) {
  const [wanted, change] = useDraftedFields(record);
  return (
    <Form submit="save" onSubmit={onSubmit}>
      <TextField name="name" label="name" value={wanted.name} onChange={(name) => change({ name })} />
      <TextField name="notes" label="notes" value={wanted.notes} onChange={(notes) => change({ notes })} />
    </Form>
  );
}

const record = { name: '林静怡', notes: '' };
const field = (name: string) => screen.getByLabelText(name) as HTMLInputElement;
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

function open(store: DraftStore, onSubmit = async () => {}, of = record) {
  return show(
    <DraftsFrom value={store}>
      <DraftPlace of="customer/1">
        <Fields record={of} onSubmit={onSubmit} />
      </DraftPlace>
    </DraftsFrom>,
  );
}

test('a form that was left is there again, and what was not typed follows its record', () => {
  const store = new DraftStore();
  open(store).unmount();
  const first = open(store);
  type('notes', '上午来电');
  first.unmount();
  open(store, undefined, { name: '林静', notes: '' });
  expect([field('name').value, field('notes').value]).toEqual(['林静', '上午来电']);
  expect(screen.getByRole('status')).toHaveTextContent('上次没提交');
});

test('two fields typed one after the other do not overwrite each other', () => {
  const store = new DraftStore();
  open(store);
  type('name', 'A');
  type('notes', 'B');
  expect(store.read('customer/1')).toEqual({ name: 'A', notes: 'B' });
});

test('what stands as it began is no draft', () => {
  const store = new DraftStore();
  open(store);
  type('name', 'A');
  type('name', '林静怡');
  expect(store.read('customer/1')).toEqual({});
});

test('a refused form keeps its draft, one that went through does not', async () => {
  const store = new DraftStore();
  const submit = vi.fn().mockRejectedValueOnce('{"code":"right.missing"}').mockResolvedValue(undefined);
  open(store, submit);
  type('notes', 'B');
  fireEvent.click(screen.getByRole('button', { name: /save/ }));
  await screen.findByRole('alert');
  expect(store.read('customer/1')).toEqual({ notes: 'B' });
  fireEvent.click(screen.getByRole('button', { name: /save/ }));
  await waitFor(() => expect(store.read('customer/1')).toEqual({}));
});

test('throwing a draft away can be undone', () => {
  const store = new DraftStore();
  store.put('customer/1', 'notes', 'B');
  open(store);
  fireEvent.click(screen.getByRole('button', { name: '丢弃草稿' }));
  expect(field('notes').value).toBe('');
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  expect(field('notes').value).toBe('B');
});
