import { TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useText } from '../i18n/useText';
import { IconButton } from './IconButton';
import { KeyCap } from './KeyCap';
import { named, useKeys } from './keys';

type SearchFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number | string;
  /** Enter or arrow down leaves for what was found. */
  onLeave?: () => void;
};

/** Narrows what a page shows: / goes there, Esc clears and then leaves. */
export function SearchField({ label, value, onChange, width = 200, onLeave }: SearchFieldProps) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': named('nav.key.search', () => input.current?.focus()) });
  return (
    <TextInput
      ref={input}
      size="xs"
      style={{ width, flex: 'none' }}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={label}
      autoComplete="off"
      leftSection={<IconSearch size={16} stroke={1.6} />}
      rightSection={
        value ? (
          <IconButton label={t('common.clear')} onClick={() => onChange('')}>
            <IconX size={14} stroke={1.6} />
          </IconButton>
        ) : (
          <KeyCap of="/" />
        )
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          if (value) onChange('');
          else event.currentTarget.blur();
        }
        if (event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          onLeave?.();
        }
      }}
    />
  );
}
