import classes from './Avatar.module.css';

/** 陈 for 陈思远, CS for Siyuan Chen written "Chen Siyuan" or any other Latin name's initials. */
export function initials(name: string): string {
  const clean = name.trim();
  if (/^\p{Script=Han}/u.test(clean)) return [...clean][0] ?? '';
  const words = clean.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}

// Five muted grounds; the same person always gets the same.
function ground(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 5;
}

type AvatarProps = {
  /** Empty: nobody, a dashed ring. */
  name: string;
  size?: number;
  /** Silent where the name stands beside it. */
  label?: string;
};

/** Says who, never what state. */
export function Avatar({ name, size = 20, label }: AvatarProps) {
  const style = { width: size, height: size, fontSize: Math.max(11, Math.round(size * 0.46)) };
  const said = label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true };
  if (!name) return <span className={classes.nobody} style={style} {...said} />;
  return (
    <span
      className={classes.person}
      style={{ ...style, background: `var(--person-${ground(name)})` }}
      {...said}
    >
      {initials(name)}
    </span>
  );
}
