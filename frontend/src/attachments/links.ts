/** The web addresses in a list of addresses (RFC 2483), each in a line; files and remarks are none. */
export const webLinks = (list: string) =>
  list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^https?:\/\//i.test(line));

/** Writes words into the first text field of a zone, at its caret, as if they had been typed. */
export function typeInto(zone: HTMLElement | null, words: string) {
  const field = zone?.querySelector('textarea');
  if (!field || field.disabled || field.readOnly) return;
  const { value, selectionStart, selectionEnd } = field;
  const gap = selectionStart > 0 && !/\s/.test(value[selectionStart - 1] ?? ' ') ? ' ' : '';
  const written = value.slice(0, selectionStart) + gap + words + value.slice(selectionEnd);
  // React hears of a value only when it is set as the browser itself would.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, written);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
  const caret = selectionStart + gap.length + words.length;
  field.setSelectionRange(caret, caret);
}
