import { IconCircleCheck } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import classes from './Saved.module.css';

type SavedProps = {
  to?: string;
  /** At the end of its place instead of its beginning. */
  end?: boolean;
};

/** Says where a file was saved, once it was. */
export function Saved({ to, end }: SavedProps) {
  const { t } = useText();
  return (
    <p className={classes.saved} data-end={end || undefined} role="status">
      {to && (
        <>
          <IconCircleCheck size={16} stroke={1.6} aria-hidden />
          {t('papers.saved', { path: to })}
        </>
      )}
    </p>
  );
}
