import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './IconButton.module.css';

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'style'> & {
  /** What it does, said to those who hear and shown to those who wait. */
  label: string;
  children: ReactNode;
};

/** A button of one well-known icon; its label is a tooltip, but for the menu that it has opened. */
export function IconButton({ label, children, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} disabled={rest['aria-expanded'] === true}>
      <UnstyledButton
        type="button"
        aria-label={label}
        className={[classes.button, className].filter(Boolean).join(' ')}
        {...rest}
      >
        {children}
      </UnstyledButton>
    </Tooltip>
  );
}
