import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Problem } from '../bridge/problem';
import { show } from '../testing/show';
import { SelectField, TextField } from './Field';
import { Form } from './Form';

const kinds = [{ value: 'a', label: 'A' }];

function Sample({ onSubmit, onCancel }: { onSubmit: () => Promise<unknown>; onCancel?: () => void }) {
  return (
    <Form submit="Go" onSubmit={onSubmit} onCancel={onCancel}>
      <TextField name="subject" label="Subject" value="words" onChange={() => {}} />
      <SelectField name="kind" label="Kind" value="a" onChange={() => {}} data={kinds} />
    </Form>
  );
}

const refuse = (field: string) => () => Promise.reject(new Problem('field.missing', {}, field));

test('a refusal is said at its field, which gets the caret', async () => {
  show(<Sample onSubmit={refuse('subject')} />);
  fireEvent.click(screen.getByRole('button', { name: 'Go' }));
  await waitFor(() => expect(screen.getByLabelText('Subject')).toHaveFocus());
  expect(screen.getByLabelText('Subject')).toBeInvalid();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('also where the value of the field is hidden', async () => {
  show(<Sample onSubmit={refuse('kind')} />);
  fireEvent.click(screen.getByRole('button', { name: 'Go' }));
  await waitFor(() => expect(screen.getByRole('combobox', { name: 'Kind' })).toHaveFocus());
});

test('a refusal of a field that is not here is said above the button', async () => {
  show(<Sample onSubmit={refuse('elsewhere')} />);
  fireEvent.click(screen.getByRole('button', { name: 'Go' }));
  expect(await screen.findByRole('alert')).toBeVisible();
});

test('a fault has a number to copy', async () => {
  show(<Sample onSubmit={() => Promise.reject(new Problem('unexpected', {}, '', '7F3K-21'))} />);
  fireEvent.click(screen.getByRole('button', { name: 'Go' }));
  expect(await screen.findByRole('button', { name: /7F3K-21/ })).toBeVisible();
});

test('Ctrl Enter submits once, however often it is pressed', async () => {
  let done = () => {};
  const submit = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        done = resolve;
      }),
  );
  show(<Sample onSubmit={submit} />);
  const field = screen.getByLabelText('Subject');
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  expect(submit).toHaveBeenCalledOnce();
  done();
  await waitFor(() => {
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    expect(submit).toHaveBeenCalledTimes(2);
  });
});
