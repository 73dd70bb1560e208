import { Combobox, useCombobox } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useText } from '../i18n/useText';
import { Marked } from '../palette/mark';
import { Button } from '../parts/Button';
import { type Template, useTemplates } from './queries';
import classes from './TemplatePicker.module.css';
import { matching, wordsIn } from './template';

type TemplatePickerProps = {
  /** The customer's language: which words are shown and inserted. */
  language: string;
  /** Raised when a slash asks for it. */
  call: number;
  onChoose: (template: Template) => void;
  /** It closed without a choice. */
  onLeave: () => void;
};

/** The replies that are written again and again, found by words; the one chosen goes where the caret is. */
export function TemplatePicker({ language, call, onChoose, onLeave }: TemplatePickerProps) {
  const { t } = useText();
  const templates = useTemplates();
  const [words, setWords] = useState('');
  const box = useCombobox({
    onDropdownOpen: () => {
      box.focusSearchInput();
      box.selectFirstOption();
    },
    onDropdownClose: () => {
      setWords('');
      box.resetSelectedOption();
    },
  });
  const shown = matching(templates.data ?? [], words).slice(0, 20);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a call opens it, once
  useEffect(() => {
    if (call > 0) box.openDropdown();
  }, [call]);
  const leave = () => {
    box.closeDropdown();
    onLeave();
  };

  return (
    <Combobox
      store={box}
      width={360}
      position="top-start"
      withinPortal
      onOptionSubmit={(id) => {
        const chosen = shown.find((one) => one.id === id);
        box.closeDropdown();
        if (chosen) onChoose(chosen);
      }}
      onClose={() => setWords('')}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Button
          size="toolbar"
          look="quiet"
          hotkey="/"
          icon={<IconTemplate size={16} stroke={1.6} aria-hidden />}
          aria-haspopup="listbox"
          aria-expanded={box.dropdownOpened}
          onClick={() => box.toggleDropdown()}
        >
          {t('tickets.templates.button')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label={t('tickets.templates.search')}
          placeholder={t('tickets.templates.search')}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            box.updateSelectedOptionIndex();
            setTimeout(() => box.selectFirstOption());
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.key !== 'Escape') return;
            event.stopPropagation();
            event.preventDefault();
            leave();
          }}
        />
        <Combobox.Options className={classes.options} aria-label={t('tickets.templates.title')}>
          {shown.map((one) => (
            <Combobox.Option key={one.id} value={one.id} className={classes.option}>
              <span className={classes.name}>
                <Marked text={one.name} words={words} />
                {one.used > 0 && (
                  <span className={classes.hint}>{t('tickets.templates.used', { count: one.used })}</span>
                )}
              </span>
              <span className={classes.words}>{wordsIn(one, language)}</span>
            </Combobox.Option>
          ))}
          {shown.length === 0 && (
            <Combobox.Empty>
              {words ? t('tickets.templates.nothing', { words }) : t('tickets.templates.none')}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
