import { Checkbox } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './CheckGroup.module.css';
import { useFieldError } from './Form';

/** One thing that may be ticked. */
export type Tick = { value: string; label: ReactNode; disabled?: boolean };

type CheckGroupProps = {
  /** The name that Go gives the field: a refusal is shown here. */
  name: string;
  label: string;
  hint?: string;
  data: Tick[];
  value: string[];
  onChange: (value: string[]) => void;
  /** Several columns, and scrolling where there are many. */
  columns?: number;
};

/** Any of several, each a tick box. */
export function CheckGroup({ name, label, hint, data, value, onChange, columns = 2 }: CheckGroupProps) {
  const refused = useFieldError(name);
  return (
    <fieldset className={classes.group}>
      <legend className={classes.label}>{label}</legend>
      <div className={classes.ticks} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {data.map((tick) => (
          <Checkbox
            key={tick.value}
            name={name}
            label={tick.label}
            disabled={tick.disabled}
            checked={value.includes(tick.value)}
            onChange={({ currentTarget }) =>
              onChange(
                currentTarget.checked
                  ? [...value, tick.value]
                  : value.filter((other) => other !== tick.value),
              )
            }
          />
        ))}
      </div>
      {refused && (
        <p className={classes.error}>
          <IconAlertTriangle size={14} stroke={1.6} aria-hidden />
          {refused}
        </p>
      )}
      {hint && <p className={classes.hint}>{hint}</p>}
    </fieldset>
  );
}
