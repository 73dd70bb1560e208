import { Select, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/useText';
import { useFieldError } from './Form';
import classes from './Form.module.css';

type Common = {
  /** The name that Go gives the field, in its json tag: a refusal finds it by this. */
  name: string;
  label: string;
  optional?: boolean;
  hint?: string;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  /** A refusal the page worked out itself. */
  error?: string;
};

function useField({ name, label, optional, hint, error }: Common) {
  const { t } = useText();
  const refused = useFieldError(name) ?? error;
  const said: ReactNode = refused && (
    <span className={classes.error}>
      <IconAlertTriangle size={14} stroke={1.6} aria-hidden />
      {refused}
    </span>
  );
  return {
    name,
    label: optional ? `${label} · ${t('common.optional')}` : label,
    description: hint,
    error: said || undefined,
  };
}

type TextFieldProps = Common & {
  value: string;
  onChange: (value: string) => void;
  right?: ReactNode;
  type?: 'text' | 'email' | 'tel' | 'date' | 'datetime-local' | 'month' | 'number';
  inputMode?: 'text' | 'numeric' | 'decimal';
  maxLength?: number;
};

/** One line of text. */
export function TextField({ value, onChange, right, type, inputMode, maxLength, ...common }: TextFieldProps) {
  return (
    <TextInput
      {...useField(common)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      placeholder={common.placeholder}
      data-autofocus={common.autoFocus || undefined}
      disabled={common.disabled}
      rightSection={right}
      rightSectionWidth={right ? 'auto' : undefined}
      type={type}
      inputMode={inputMode}
      maxLength={maxLength}
      autoComplete="off"
    />
  );
}

type TextAreaFieldProps = Common & { value: string; onChange: (value: string) => void; rows?: number };

/** Several lines, growing with the words. */
export function TextAreaField({ value, onChange, rows = 3, ...common }: TextAreaFieldProps) {
  return (
    <Textarea
      {...useField(common)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      placeholder={common.placeholder}
      data-autofocus={common.autoFocus || undefined}
      disabled={common.disabled}
      autosize
      minRows={rows}
      maxRows={12}
    />
  );
}

/** A value and the word shown for it. */
export type Choice = { value: string; label: string };

type SelectFieldProps = Common & {
  value: string;
  onChange: (value: string) => void;
  data: Choice[];
  searchable?: boolean;
  clearable?: boolean;
};

/** One of several. */
export function SelectField({ value, onChange, data, searchable, clearable, ...common }: SelectFieldProps) {
  return (
    <Select
      {...useField(common)}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
      data={data}
      placeholder={common.placeholder}
      data-autofocus={common.autoFocus || undefined}
      data-field={common.name}
      disabled={common.disabled}
      searchable={searchable}
      clearable={clearable}
      allowDeselect={false}
      maxDropdownHeight={280}
    />
  );
}

/** Fields side by side. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
