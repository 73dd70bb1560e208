import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { asProblem, problemText } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { KeyCap } from '../parts/KeyCap';
import { KeyLayer, useKeys } from '../parts/keys';
import { useFocusBack } from '../parts/useFocusBack';
import classes from './Palette.module.css';
import type { Row } from './rows';
import { nextScope, scopeOf } from './scope';
import { type Group, useGroups } from './useGroups';

type PaletteProps = { onClose: () => void; onHelp: () => void };

/** One field for tickets, returns, customers and what can be done; the best hit is chosen already. */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const { t } = useText();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      returnFocus={false}
      closeOnEscape={false}
      size={640}
      yOffset="10vh"
      padding={0}
      transitionProps={{ duration: 0 }}
      aria-label={t('palette.title')}
      classNames={{ content: classes.palette, body: classes.body }}
    >
      <KeyLayer>
        <Finder onClose={onClose} onHelp={onHelp} />
      </KeyLayer>
    </Modal>
  );
}

function Finder({ onClose, onHelp }: PaletteProps) {
  const { t } = useText();
  const listId = useId();
  const [typed, setTyped] = useState('');
  // What an input method still composes is not looked for.
  const [composed, setComposed] = useState('');
  const [soon] = useDebouncedValue(composed, 120);
  const { scope, words } = scopeOf(soon);
  const { groups, settled, error } = useGroups(scope, words, onHelp);
  const answered = settled && soon === composed;
  const rows = groups.flatMap((group) => group.rows);
  const [chosen, choose] = useState({ words: '', at: 0 });
  const at = chosen.words === soon ? Math.min(chosen.at, rows.length - 1) : 0;

  const open = (row: Row | undefined) => {
    if (!row) return;
    onClose();
    setTimeout(row.open);
  };
  // Enter that comes before the answer waits for it: the row of older words is not what was meant.
  const waiting = useRef(false);
  useEffect(() => {
    if (!waiting.current || !answered) return;
    waiting.current = false;
    open(rows[0]);
  });
  const move = (by: number) => {
    waiting.current = false;
    const next = (at + by + rows.length) % Math.max(1, rows.length);
    choose({ words: soon, at: next });
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const type = (value: string, composing: boolean) => {
    waiting.current = false;
    setTyped(value);
    if (!composing) setComposed(value);
  };
  const enter = () => {
    if (answered) open(rows[at]);
    else waiting.current = true;
  };
  const steps = new Map([
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['Tab', () => type(nextScope(typed), false)],
    ['Escape', onClose],
    ['Enter', enter],
  ]);
  const steer = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229 || event.ctrlKey || event.metaKey)
      return;
    const step = steps.get(event.key);
    if (!step || (event.key === 'Tab' && event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  useKeys({ 'mod+k': onClose });

  return (
    <>
      <div className={classes.head}>
        <IconSearch size={20} stroke={1.6} aria-hidden className={classes.glass} />
        <input
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-label={t('palette.title')}
          aria-expanded={rows.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={rows.length > 0 ? `${listId}-${at}` : undefined}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
          onCompositionEnd={(event) => type(event.currentTarget.value, false)}
          onKeyDown={steer}
        />
        <span className={classes.scope}>
          {t(`palette.scope.${scopeOf(typed).scope}`)} <KeyCap of="Tab" />
        </span>
        <KeyCap of="escape" />
      </div>
      <Rows
        id={listId}
        groups={groups}
        at={at}
        onOpen={open}
        onPoint={(place) => choose({ words: soon, at: place })}
      />
      {rows.length === 0 && answered && (
        <p className={classes.nothing} role="status">
          {error ? problemText(asProblem(error), t) : t('palette.nothing', { words })}
        </p>
      )}
      <span className="visually-hidden" role="status">
        {answered && words !== '' && t('palette.found', { count: rows.length })}
      </span>
      <footer className={classes.foot}>
        <span>
          <KeyCap of="up" /> <KeyCap of="down" /> {t('palette.move')}
        </span>
        <span>
          <KeyCap of="enter" /> {t('palette.open')}
        </span>
        <span className={classes.signs}>
          <span># {t('palette.scope.numbers')}</span>
          <span>@ {t('palette.scope.people')}</span>
          <span>&gt; {t('palette.scope.actions')}</span>
        </span>
      </footer>
    </>
  );
}

type RowsProps = {
  id: string;
  groups: Group[];
  at: number;
  onOpen: (row: Row) => void;
  onPoint: (place: number) => void;
};

function Rows({ id, groups, at, onOpen, onPoint }: RowsProps) {
  const { t } = useText();
  let place = 0;
  return (
    // The field has the keys and the focus; rows are only pressed.
    <div className={classes.rows} id={id} role="listbox" aria-label={t('palette.results')}>
      {groups.map((group) => (
        <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
          <div className={classes.group} role="presentation">
            <span id={`${id}-${group.id}`}>{group.title}</span>
            {group.count && <span className={classes.hint}>{group.count}</span>}
          </div>
          {group.rows.map((row) => {
            const here = place++;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
              <div
                key={row.id}
                id={`${id}-${here}`}
                role="option"
                tabIndex={-1}
                aria-selected={here === at}
                className={classes.row}
                onClick={() => onOpen(row)}
                onPointerMove={() => here !== at && onPoint(here)}
              >
                {row.shows}
                {here === at && <KeyCap of="enter" />}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
