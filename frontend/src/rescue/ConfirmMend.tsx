import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { hear } from '../bridge/events';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Confirm } from '../parts/Confirm';
import { type Mended, useDerive, useMend, useMoveOn } from './queries';
import classes from './Rescue.module.css';
import { mending, type Way } from './ways';

type ConfirmMendProps = {
  way: Way;
  onClose: () => void;
  onDone: (mended: Mended) => void;
  onDerived?: () => void;
};

/** Says what will happen and what is lost for good, then does it. */
export function ConfirmMend({ way, onClose, onDone, onDerived }: ConfirmMendProps) {
  const { t } = useText();
  const { full } = useFormat();
  const mend = useMend();
  const derive = useDerive();
  const moveOn = useMoveOn();
  const run = async () => {
    if (way.kind === 'derive') {
      await derive.mutateAsync();
      await moveOn();
      onDerived?.();
    } else {
      onDone(await mend.mutateAsync(mending(way)));
    }
  };
  const busy = mend.isPending || derive.isPending;
  return (
    <Confirm
      title={t('rescue.confirm.title')}
      action={way.kind === 'derive' ? t('rescue.way.derive') : t('rescue.restore')}
      danger={(way.lost ?? 0) > 0}
      onConfirm={run}
      onClose={onClose}
    >
      <div className={classes.confirm}>
        {way.kind === 'backup' && <p>{t('rescue.confirm.backup', { when: full(way.when) })}</p>}
        {way.kind === 'own' && <p>{t('rescue.confirm.own')}</p>}
        {way.kind === 'derive' && <p>{t('rescue.way.deriveHint')}</p>}
        {(way.lost ?? 0) > 0 && (
          <p className={classes.loses}>{t('rescue.confirm.loses', { count: way.lost })}</p>
        )}
        {way.kind !== 'derive' && <p>{t('rescue.confirm.signIn')}</p>}
        {busy && <Working />}
      </div>
    </Confirm>
  );
}

/** How far long work is, as Go tells it. */
export function Working({ words }: { words?: string }) {
  const { t } = useText();
  const [share, setShare] = useState(0);
  useEffect(
    () =>
      hear<{ done: number; total: number }>('progress', ({ done, total }) =>
        setShare(total > 0 ? (100 * done) / total : 0),
      ),
    [],
  );
  return (
    <div className={classes.working} role="status">
      <p>{words ?? t('rescue.working')}</p>
      {share > 0 && share < 100 && <Progress value={share} size={4} aria-hidden />}
    </div>
  );
}
