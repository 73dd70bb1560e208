import { IconDatabaseOff } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem, problemText } from '../bridge/problem';
import type { DeskState } from '../desk/queries';
import { useText } from '../i18n/useText';
import { useReopen } from './queries';
import classes from './Rescue.module.css';

/** The one solid bar: nothing can be written, or the file is damaged, what goes on all the same, and the way out. */
export function SafetyBar({ desk, onRescue }: { desk: DeskState; onRescue: () => void }) {
  const { t } = useText();
  const reopen = useReopen();
  const [refused, setRefused] = useState('');
  if (!desk.readOnly && !desk.damaged) return null;
  const why = desk.damaged ? 'damaged' : (desk.readOnly.split('.')[1] ?? 'readOnly');
  const again = () =>
    reopen.mutate(undefined, {
      onSuccess: (now) => setRefused(now.readOnly ? t(`problem.${now.readOnly}`) : ''),
      onError: (error) => setRefused(problemText(asProblem(error), t)),
    });
  return (
    <div className={classes.bar} role="alert">
      <IconDatabaseOff size={16} stroke={1.6} aria-hidden />
      <p>
        <strong>{t(`rescue.bar.${why}`, { defaultValue: t('rescue.bar.readOnly') })}</strong>
        <span>{refused || (desk.damaged ? t('rescue.bar.damagedHint') : t('rescue.bar.goesOn'))}</span>
      </p>
      {desk.damaged && (
        <button type="button" onClick={onRescue}>
          {t('rescue.bar.see')}
        </button>
      )}
      {desk.readOnly && (
        <button type="button" disabled={reopen.isPending} onClick={again}>
          {t('rescue.bar.reopen')}
        </button>
      )}
    </div>
  );
}
