import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './SideSection.module.css';

type SideSectionProps = {
  title: string;
  count?: ReactNode;
  right?: ReactNode;
  fold?: string;
  children: ReactNode;
};

const remembered = (fold: string) => `mendesk.fold.${fold}`;

/** A part of a side panel with its head; with `fold` it folds and is remembered so. */
export function SideSection({ title, count, right, fold, children }: SideSectionProps) {
  const [folded, setFolded] = useState(() => Boolean(fold && localStorage.getItem(remembered(fold))));
  const toggle = () => {
    if (!fold) return;
    if (folded) localStorage.removeItem(remembered(fold));
    else localStorage.setItem(remembered(fold), '1');
    setFolded(!folded);
  };
  const name = (
    <>
      {title}
      {count !== undefined && <span className={classes.count}>{count}</span>}
    </>
  );
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h3 className={classes.title}>
          {fold ? (
            <button type="button" className={classes.toggle} aria-expanded={!folded} onClick={toggle}>
              {name}
              <IconChevronDown size={14} stroke={1.6} className={classes.chevron} aria-hidden />
            </button>
          ) : (
            name
          )}
        </h3>
        <span className={classes.right}>{right}</span>
      </div>
      {!folded && children}
    </section>
  );
}
