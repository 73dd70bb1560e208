import { useText } from '../i18n/useText';
import classes from './Conflicts.module.css';
import { useConflicts } from './queries';

/** How many conflicts wait, on the rail. */
export function ConflictsAlert() {
  const { t } = useText();
  const count = useConflicts().data?.length ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge}>
      <span aria-hidden>{count}</span>
      <span className="visually-hidden">{t('conflicts.badge', { count })}</span>
    </span>
  );
}
