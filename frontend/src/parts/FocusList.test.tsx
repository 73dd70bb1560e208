import { fireEvent, screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { expect, test, vi } from 'vitest';
import { show } from '../testing/show';
import { FocusList, type ListHandle } from './FocusList';

const groups = [
  { key: 'late', head: 'Late', items: ['a', 'b'] },
  { key: 'later', head: 'Later', items: ['c'] },
];
const same = (item: string) => item;

function Sample({ onOpen = () => {} }: { onOpen?: (id: string) => void }) {
  const [selected, select] = useState('');
  const list = useRef<ListHandle>(null);
  return (
    <>
      <button type="button" onClick={() => list.current?.move(1)}>
        next
      </button>
      <FocusList
        label="tickets"
        groups={groups}
        idOf={same}
        rowHeight={60}
        selected={selected}
        onSelect={select}
        onOpen={onOpen}
        handle={list}
      >
        {(item) => item}
      </FocusList>
    </>
  );
}

const selected = () =>
  screen.getAllByRole('option').find((row) => row.getAttribute('aria-selected') === 'true')?.textContent;

test('arrows move across groups and stop at the ends', () => {
  show(<Sample />);
  const list = screen.getByRole('listbox', { name: 'tickets' });
  fireEvent.keyDown(list, { key: 'ArrowDown' });
  expect(selected()).toBe('a');
  for (let n = 0; n < 5; n++) fireEvent.keyDown(list, { key: 'ArrowDown' });
  expect(selected()).toBe('c');
  expect(list.getAttribute('aria-activedescendant')).toBe(
    screen.getAllByRole('option').find((row) => row.textContent === 'c')?.id,
  );
  fireEvent.keyDown(list, { key: 'Home' });
  expect(selected()).toBe('a');
});

test('a page moves the list from outside, Enter opens what is selected', () => {
  const open = vi.fn();
  show(<Sample onOpen={open} />);
  fireEvent.keyDown(screen.getByRole('listbox'), { key: 'Enter' });
  expect(open).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText('next'));
  fireEvent.click(screen.getByText('next'));
  expect(selected()).toBe('b');
  fireEvent.keyDown(screen.getByRole('listbox'), { key: 'Enter' });
  expect(open).toHaveBeenCalledWith('b');
});

test('the Enter of a composition opens nothing', () => {
  const open = vi.fn();
  show(<Sample onOpen={open} />);
  fireEvent.click(screen.getByText('next'));
  fireEvent.keyDown(screen.getByRole('listbox'), { key: 'Enter', isComposing: true });
  expect(open).not.toHaveBeenCalled();
});

test('the list is one tab stop and tells how long it is', () => {
  show(<Sample />);
  expect(screen.getByRole('listbox').tabIndex).toBe(0);
  const options = screen.getAllByRole('option');
  expect(options.every((row) => row.tabIndex === -1)).toBe(true);
  expect(options.map((row) => row.getAttribute('aria-posinset'))).toEqual(['1', '2', '3']);
});
