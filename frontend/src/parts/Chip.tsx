import type { ReactNode } from 'react';
import classes from './Chip.module.css';

/** What a chip's colour says, always beside a word. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'plain';

type ChipProps = {
  tone?: Tone;
  icon?: ReactNode;
  /** 22 high, or 18 inside a line of text. */
  small?: boolean;
  strong?: boolean;
  title?: string;
  children: ReactNode;
};

/** A short state in words on a tint, with a shape that survives grey print. */
export function Chip({ tone = 'neutral', icon, small, strong, title, children }: ChipProps) {
  return (
    <span
      className={classes.chip}
      data-tone={tone}
      data-small={small || undefined}
      data-strong={strong || undefined}
      title={title}
    >
      {icon}
      {children}
    </span>
  );
}
