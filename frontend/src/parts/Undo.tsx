import { IconCheck, IconX } from '@tabler/icons-react';
import { createContext, type ReactNode, use, useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, problemText } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from './Button';
import { IconButton } from './IconButton';
import { named, useKeys } from './keys';
import classes from './Undo.module.css';

/** What was done in words, and what takes it back; without that it is only said. */
export type Done = { said: string; undo?: () => Promise<unknown> };

const Offer = createContext<(done: Done) => void>(() => {});

/** Says what was done and offers to take it back, for ten seconds. */
export const useOffer = () => use(Offer);

const stays = 10_000;
const onlySaid = 4_000;

/** Shows the last thing that can be taken back; it stays while the pointer or the focus is on it. */
export function UndoBar({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Done & { n: number }>();
  const n = useRef(0);
  const offer = useCallback((done: Done) => setShown({ ...done, n: ++n.current }), []);
  const away = useCallback(() => setShown(undefined), []);
  return (
    <Offer value={offer}>
      {children}
      <div role="status" className={classes.place}>
        {shown && <Bar key={shown.n} done={shown} onSay={offer} onAway={away} />}
      </div>
    </Offer>
  );
}

type BarProps = { done: Done; onSay: (done: Done) => void; onAway: () => void };

function Bar({ done, onSay, onAway }: BarProps) {
  const { t } = useText();
  const [held, hold] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (held || busy) return;
    const timer = setTimeout(onAway, done.undo ? stays : onlySaid);
    return () => clearTimeout(timer);
  }, [held, busy, done.undo, onAway]);
  const undo = async () => {
    if (busy || !done.undo) return;
    setBusy(true);
    try {
      await done.undo();
      onSay({ said: t('nav.undone') });
    } catch (error) {
      onSay({ said: problemText(asProblem(error), t) });
    }
  };
  useKeys(done.undo ? { z: named('nav.key.undo', () => void undo()) } : {}, true, 'anywhere');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays while it is looked at
    <div
      className={classes.bar}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <IconCheck size={16} stroke={1.6} aria-hidden className={classes.tick} />
      <span>{done.said}</span>
      {done.undo && (
        <Button size="toolbar" hotkey="z" busy={busy} onClick={() => void undo()}>
          {t('common.undo')}
        </Button>
      )}
      <IconButton label={t('common.close')} onClick={onAway}>
        <IconX size={14} stroke={1.6} />
      </IconButton>
    </div>
  );
}
