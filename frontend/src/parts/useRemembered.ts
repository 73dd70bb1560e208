import { useState } from 'react';

/** A choice of how the window looks, remembered on this workstation. */
export function useRemembered(name: string, first: boolean): [boolean, (value: boolean) => void] {
  const key = `mendesk.${name}`;
  const [value, setValue] = useState(() => {
    const saved = localStorage.getItem(key);
    return saved === null ? first : saved === '1';
  });
  const remember = (next: boolean) => {
    localStorage.setItem(key, next ? '1' : '0');
    setValue(next);
  };
  return [value, remember];
}
