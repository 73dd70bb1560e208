import type { ReactNode } from 'react';
import classes from './PageHead.module.css';

type PageHeadProps = { title: ReactNode; sub?: ReactNode; children?: ReactNode; actions?: ReactNode };

/** The head of a page, 52 high: title, a second-rank word, what narrows it, and at the right what can be done. */
export function PageHead({ title, sub, children, actions }: PageHeadProps) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      {sub && <span className={classes.sub}>{sub}</span>}
      {children}
      <div className={classes.actions}>{actions}</div>
    </header>
  );
}
