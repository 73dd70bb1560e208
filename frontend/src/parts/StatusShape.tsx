import type { ReactNode } from 'react';
import { useText } from '../i18n/useText';
import classes from './StatusShape.module.css';

// Every state has a shape of its own, readable in grey print; colour only helps.
const tones: Record<string, string> = {
  new: 'accent',
  open: 'accent',
  waitingCustomer: 'grey',
  waitingThirdParty: 'grey',
  waitingColleagues: 'grey',
  resolved: 'ok',
  closed: 'grey',
  reopened: 'warn',
  merged: 'grey',
  spam: 'grey',
  cancelled: 'grey',
};

const insides: Record<string, ReactNode> = {
  open: <path d="M8 4.4a3.6 3.6 0 0 1 0 7.2z" className={classes.fill} />,
  waitingCustomer: <path d="M6.6 5.6v4.8M9.4 5.6v4.8" className={classes.stroke} />,
  waitingThirdParty: (
    <>
      <path d="M8 4.8v3.6" className={classes.stroke} />
      <circle cx={8} cy={10.9} r={0.9} className={classes.fill} />
    </>
  ),
  waitingColleagues: (
    <>
      <circle cx={6} cy={8} r={1.05} className={classes.fill} />
      <circle cx={10} cy={8} r={1.05} className={classes.fill} />
    </>
  ),
  resolved: <path d="m5.4 8.2 1.8 1.8 3.4-3.8" className={classes.stroke} />,
  reopened: <path d="M5.6 6.9a2.9 2.9 0 1 1-.3 2.2M5.3 5.2v1.9h1.9" className={classes.thin} />,
  merged: <path d="M5.2 8h5.2M8.4 5.9 10.5 8l-2.1 2.1" className={classes.stroke} />,
  spam: <path d="m4.6 11.4 6.8-6.8" className={classes.stroke} />,
  cancelled: <path d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2" className={classes.stroke} />,
};

type StatusShapeProps = {
  of: string;
  size?: number;
  /** Silent where the word stands beside it. */
  silent?: boolean;
};

/** The shape of a ticket's state. */
export function StatusShape({ of, size = 16, silent }: StatusShapeProps) {
  const { t } = useText();
  const name = silent ? undefined : t(`tickets.state.${of}`);
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={classes.shape}
      data-tone={tones[of] ?? 'grey'}
      role={silent ? undefined : 'img'}
      aria-label={name}
      aria-hidden={silent || undefined}
    >
      {name && <title>{name}</title>}
      {of === 'closed' ? (
        <>
          <circle cx={8} cy={8} r={7} className={classes.fill} />
          <path d="m5.2 8.2 1.9 1.9 3.7-4" className={classes.onFill} />
        </>
      ) : (
        <circle cx={8} cy={8} r={6.2} className={of === 'new' ? classes.dashed : classes.ring} />
      )}
      {insides[of]}
    </svg>
  );
}
