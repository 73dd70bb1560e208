import type { ReactNode } from 'react';
import classes from './Palette.module.css';

/** Where words stand in a text: pairs of start and end, in order and apart from each other. */
export function found(text: string, words: string): [number, number][] {
  const low = text.toLowerCase();
  const hits: [number, number][] = [];
  for (const word of words.toLowerCase().split(/\s+/).filter(Boolean)) {
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) {
      hits.push([at, at + word.length]);
    }
  }
  // A text whose length changes with its case has no places to mark.
  if (low.length !== text.length) return [];
  return hits
    .sort((a, b) => a[0] - b[0])
    .reduce<[number, number][]>((apart, hit) => {
      const last = apart[apart.length - 1];
      if (last && hit[0] <= last[1]) last[1] = Math.max(last[1], hit[1]);
      else apart.push([...hit]);
      return apart;
    }, []);
}

/** A text with what was looked for marked by tint, weight and underline. */
export function Marked({ text, words }: { text: string; words: string }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of found(text, words)) {
    parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className={classes.mark}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
