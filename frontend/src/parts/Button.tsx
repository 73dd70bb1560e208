import { Button as Plain } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './Button.module.css';
import { KeyCap } from './KeyCap';
import { useSlow } from './useSlow';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children' | 'style' | 'color'> & {
  /** One primary a view; quiet for what is rarely meant; danger for what cannot be taken back. */
  look?: Look;
  /** 28 high, 24 in toolbars, 36 for the one step of a page. */
  size?: 'toolbar' | 'base' | 'large';
  icon?: ReactNode;
  right?: ReactNode;
  /** The key that does the same, printed on the button. The page binds it. */
  hotkey?: string;
  /** While a command runs: refuses a second press at once, shows it after 200 ms. */
  busy?: boolean;
  children: ReactNode;
};

/** A button says what will happen, with its key. */
export function Button({
  look = 'plain',
  size = 'base',
  icon,
  right,
  hotkey,
  busy,
  children,
  className,
  disabled,
  ...rest
}: ButtonProps) {
  const slow = useSlow(busy);
  return (
    <Plain
      type="button"
      unstyled={false}
      variant="default"
      className={[classes.button, className].filter(Boolean).join(' ')}
      classNames={{ inner: classes.inner, label: classes.label, section: classes.section }}
      data-look={look}
      data-size={size}
      leftSection={icon}
      rightSection={hotkey ? <KeyCap of={hotkey} /> : right}
      loading={slow}
      disabled={disabled}
      aria-keyshortcuts={hotkey ? ariaKeys(hotkey) : undefined}
      {...rest}
      onClick={busy ? undefined : rest.onClick}
    >
      {children}
    </Plain>
  );
}

const ariaKeys = (hotkey: string) =>
  hotkey
    .split('+')
    .map((key) =>
      key === 'mod'
        ? 'Control'
        : key.length === 1
          ? key.toUpperCase()
          : key.replace(/^./, (c) => c.toUpperCase()),
    )
    .join('+');
