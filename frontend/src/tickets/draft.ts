import { useCallback, useState } from 'react';

const keyOf = (person: string, ticket: string, mode: string) => `mendesk.draft.${person}.${ticket}.${mode}`;

/** Reads what a person had begun to write on a ticket. */
export function readDraft(person: string, ticket: string, mode: string): string {
  return localStorage.getItem(keyOf(person, ticket, mode)) ?? '';
}

/** A text that is kept as it is typed, per person, ticket and mode; sending it empties the place. */
export function useDraft(person: string, ticket: string, mode: string): [string, (text: string) => void] {
  const key = keyOf(person, ticket, mode);
  const [draft, setDraft] = useState({ key, text: readDraft(person, ticket, mode) });
  // Another ticket or tab: its own words, at once and without a flash of the others.
  const text = draft.key === key ? draft.text : (localStorage.getItem(key) ?? '');
  const write = useCallback(
    (next: string) => {
      if (next) localStorage.setItem(key, next);
      else localStorage.removeItem(key);
      setDraft({ key, text: next });
    },
    [key],
  );
  return [text, write];
}
