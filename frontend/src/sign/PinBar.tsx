import { PinInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { type Problem, problemText } from '../bridge/problem';
import type { DeskState, Tile } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useKeys } from '../parts/keys';
import classes from './SignIn.module.css';

type PinBarProps = {
  person: Tile;
  /** Nobody has a PIN yet: this one chooses theirs. */
  first: boolean;
  /** How many wrong PINs lock a person out, and for how many minutes. */
  rules: DeskState['sign'];
  problem?: Problem;
  busy: boolean;
  onEnter: (pin: string) => Promise<void>;
  /** Arrows choose the person before or after. */
  onStep: (by: 1 | -1) => void;
};

const digits = 6;

/** Six digits for the person chosen. On a desk without any PIN the first is chosen, and said twice. */
export function PinBar({ person, first: choosing, rules, problem, busy, onEnter, onStep }: PinBarProps) {
  const { t } = useText();
  const bar = useRef<HTMLDivElement>(null);
  const [pin, setPin] = useState('');
  const [first, setFirst] = useState('');
  const [differs, setDiffers] = useState(false);
  const repeating = choosing && first !== '';

  const focusCell = (at: number) => setTimeout(() => bar.current?.querySelectorAll('input')[at]?.focus());
  const clear = () => {
    setPin('');
    focusCell(0);
  };
  const type = (digit: string) => {
    const cells = [...(bar.current?.querySelectorAll('input') ?? [])];
    const filled = cells.filter(({ value }) => value !== '').length;
    setPin((typed) => (typed + digit).slice(0, digits));
    // At once: the next digit may come before a timer does, and belongs to the next cell.
    cells[Math.min(filled + 1, digits - 1)]?.focus();
  };
  // A digit typed anywhere, or Esc, belongs to the PIN.
  useKeys({
    escape: clear,
    ...Object.fromEntries([...'0123456789'].map((digit) => [digit, () => type(digit)])),
    arrowleft: () => onStep(-1),
    arrowright: () => onStep(1),
  });

  const enter = async (typed: string) => {
    if (busy || typed.length < digits) return;
    setDiffers(false);
    if (choosing && !first) {
      setFirst(typed);
      return clear();
    }
    if (repeating && first !== typed) {
      setFirst('');
      setDiffers(true);
      return clear();
    }
    await onEnter(typed);
    setFirst('');
    clear();
  };

  const steer = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(by as 1 | -1);
  };

  const ask = !choosing ? 'sign.enterPin' : repeating ? 'sign.repeatPin' : 'sign.choosePin';
  const hint = choosing
    ? t('sign.choosePinHint')
    : t('sign.pinHint', { tries: rules.tries, minutes: rules.lockOut });
  const wrong = differs ? t('sign.pinDiffers') : problem && problemText(problem, t);

  return (
    <div className={classes.pin} ref={bar} onKeyDownCapture={steer}>
      <div className={classes.ask}>
        <p className={classes.strong} id="pin-ask">
          {t(ask, { name: person.name })}
        </p>
        <p className={wrong ? classes.wrong : classes.hint} role={wrong ? 'alert' : undefined}>
          {wrong ?? hint}
        </p>
      </div>
      <PinInput
        className={classes.cells}
        classNames={{ input: classes.cell }}
        length={digits}
        mask
        autoFocus
        type="number"
        value={pin}
        onChange={setPin}
        onComplete={(typed) => void enter(typed)}
        error={Boolean(wrong)}
        placeholder=""
        gap={8}
        aria-labelledby="pin-ask"
        getInputProps={(at) => ({ 'aria-label': t('sign.digit', { at: at + 1, of: digits }) })}
      />
      <Button look="primary" size="large" hotkey="enter" busy={busy} onClick={() => void enter(pin)}>
        {t('sign.in')}
      </Button>
    </div>
  );
}
