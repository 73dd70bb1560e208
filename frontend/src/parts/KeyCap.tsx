import classes from './KeyCap.module.css';
import { modName } from './keys';

const printed: Record<string, string> = {
  mod: modName,
  enter: '↵',
  escape: 'Esc',
  up: '↑',
  down: '↓',
  shift: '⇧',
  arrowleft: '←',
  arrowright: '→',
};

/** Prints a key as it is bound: `mod+enter` as Ctrl ↵, `e` as E. */
export function KeyCap({ of, quiet }: { of: string; quiet?: boolean }) {
  const words = of.split(/[+ ]/).map((key) => printed[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return (
    <kbd className={classes.cap} data-quiet={quiet || undefined} aria-hidden>
      {words.join(' ')}
    </kbd>
  );
}
