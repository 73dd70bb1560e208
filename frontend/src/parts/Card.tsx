import type { ReactNode } from 'react';
import classes from './Card.module.css';

type CardProps = {
  title?: ReactNode;
  sub?: ReactNode;
  right?: ReactNode;
  flush?: boolean;
  label?: string;
  children: ReactNode;
};

/** A card on a page: radius 10, a line around it, no shadow. Flush leaves the sides to a table. */
export function Card({ title, sub, right, flush, label, children }: CardProps) {
  return (
    <section className={classes.card} data-flush={flush || undefined} aria-label={label}>
      {title && (
        <header className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          {sub && <span className={classes.sub}>{sub}</span>}
          <div className={classes.right}>{right}</div>
        </header>
      )}
      {children}
    </section>
  );
}
