import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { KeyLayer, type Keys, useKeys } from './keys';

function Bound({ keys }: { keys: Keys }) {
  useKeys(keys);
  return null;
}

test('a letter acts on the page but not inside a field', () => {
  const act = vi.fn();
  render(
    <>
      <Bound keys={{ e: act }} />
      <input aria-label="field" />
      <input aria-label="tick" type="checkbox" />
    </>,
  );
  fireEvent.keyDown(screen.getByLabelText('field'), { key: 'e' });
  expect(act).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByLabelText('tick'), { key: 'e' });
  fireEvent.keyDown(document.body, { key: 'e' });
  expect(act).toHaveBeenCalledTimes(2);
});

test('Ctrl with a key acts inside a field', () => {
  const send = vi.fn();
  render(
    <>
      <Bound keys={{ 'mod+enter': send }} />
      <textarea aria-label="field" />
    </>,
  );
  fireEvent.keyDown(screen.getByLabelText('field'), { key: 'Enter', ctrlKey: true });
  expect(send).toHaveBeenCalledOnce();
});

test('nothing fires while an input method composes', () => {
  const act = vi.fn();
  render(<Bound keys={{ e: act, escape: act, 'mod+enter': act }} />);
  fireEvent.keyDown(document.body, { key: 'e', isComposing: true });
  fireEvent.keyDown(document.body, { key: 'Escape', keyCode: 229 });
  fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true, isComposing: true });
  expect(act).not.toHaveBeenCalled();
});

test('two keys in a row go somewhere', () => {
  const go = vi.fn();
  const other = vi.fn();
  render(<Bound keys={{ 'g t': go, t: other }} />);
  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.keyDown(document.body, { key: 't' });
  expect(go).toHaveBeenCalledOnce();
  expect(other).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: 't' });
  expect(other).toHaveBeenCalledOnce();
});

test('a layer silences what lies under it until it closes', () => {
  const under = vi.fn();
  const over = vi.fn();
  const { rerender } = render(
    <>
      <Bound keys={{ escape: under }} />
      <KeyLayer>
        <Bound keys={{ escape: over }} />
      </KeyLayer>
    </>,
  );
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect([under.mock.calls.length, over.mock.calls.length]).toEqual([0, 1]);
  rerender(<Bound keys={{ escape: under }} />);
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(under).toHaveBeenCalledOnce();
});

test('a held key repeats only where it moves', () => {
  const move = vi.fn();
  const close = vi.fn();
  render(<Bound keys={{ j: move, e: close }} />);
  fireEvent.keyDown(document.body, { key: 'j', repeat: true });
  fireEvent.keyDown(document.body, { key: 'e', repeat: true });
  expect([move.mock.calls.length, close.mock.calls.length]).toEqual([1, 0]);
});

test('the key that closed a dialog is not meant for the page under it', () => {
  const back = vi.fn();
  render(<Bound keys={{ escape: back }} />);
  const dialog = render(
    <KeyLayer>
      <Bound keys={{}} />
    </KeyLayer>,
  );
  // As a dialog does, which hears Esc first and is gone before the page's keys are asked.
  window.addEventListener('keydown', dialog.unmount, { capture: true, once: true });
  const pressEscape = () =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  pressEscape();
  expect(back).not.toHaveBeenCalled();
  pressEscape();
  expect(back).toHaveBeenCalledOnce();
});
