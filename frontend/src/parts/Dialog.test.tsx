import { Menu } from '@mantine/core';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { show } from '../testing/show';
import { Dialog } from './Dialog';

function Sample() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        open
      </button>
      <Menu>
        <Menu.Target>
          <button type="button">more</button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen(true)}>rename</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open && (
        <Dialog title="Rename" onClose={() => setOpen(false)}>
          <input aria-label="name" data-autofocus />
        </Dialog>
      )}
    </>
  );
}

async function openAndClose() {
  await waitFor(() => expect(screen.getByLabelText('name')).toHaveFocus());
  fireEvent.keyDown(screen.getByLabelText('name'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
}

test('closing a dialog gives the focus back to what opened it', async () => {
  show(<Sample />);
  const button = screen.getByRole('button', { name: 'open' });
  button.focus();
  fireEvent.click(button);
  await openAndClose();
  await waitFor(() => expect(button).toHaveFocus());
});

test('a dialog from a menu gives it back to the button of the menu', async () => {
  show(<Sample />);
  const more = screen.getByRole('button', { name: 'more' });
  fireEvent.click(more);
  const item = await screen.findByRole('menuitem', { name: 'rename' });
  item.focus();
  fireEvent.click(item);
  await openAndClose();
  await waitFor(() => expect(more).toHaveFocus());
});
