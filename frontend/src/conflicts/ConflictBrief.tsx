import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import { When } from '../parts/When';
import classes from './Conflicts.module.css';
import type { Conflict } from './queries';
import { useConflictWords } from './words';

/** A conflict in two lines: what it is, of which record, since when, and what it is about. */
export function ConflictBrief({ conflict: one }: { conflict: Conflict }) {
  const { t } = useText();
  const words = useConflictWords();
  return (
    <span className={classes.row} data-what={one.what}>
      <IconArrowsSplit2 size={16} stroke={1.6} aria-hidden />
      <span className={classes.what}>
        <b>{t(`conflicts.what.${one.what}`)}</b>
        <span>{one.number || one.title}</span>
      </span>
      <span className={classes.when}>
        <When at={one.at} />
      </span>
      <span className={classes.about}>
        {one.what === 'edit'
          ? `${t(`conflicts.field.${one.field}`)}${t('common.colon')}${one.sides.map(({ value }) => words.valueIn(one, value)).join(' / ')}`
          : words.about(one)}
      </span>
    </span>
  );
}
