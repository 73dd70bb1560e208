import { IconDeviceFloppy, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useDraft } from './Drafts';
import classes from './Drafts.module.css';

/** Above a form: what was typed before is there again, may be thrown away, and that may be undone. */
export function DraftNotice() {
  const { t } = useText();
  const { whenWithin } = useFormat();
  const draft = useDraft();
  const [back, setBack] = useState<() => void>();
  const show = draft && (draft.restored || back || draft.held);
  if (!draft || !show) return null;
  const undo = () => {
    back?.();
    setBack(undefined);
  };
  if (back && !draft.there) {
    return (
      <p className={classes.notice} role="status">
        <IconPencil size={16} stroke={1.6} aria-hidden />
        <span>{t('drafts.discarded')}</span>
        <Button size="toolbar" onClick={undo}>
          {t('common.undo')}
        </Button>
      </p>
    );
  }
  if (!draft.there) return null;
  if (draft.held) {
    return (
      <p className={classes.notice} data-held role="status">
        <IconDeviceFloppy size={16} stroke={1.6} aria-hidden />
        <span>{t('drafts.held')}</span>
      </p>
    );
  }
  return (
    <p className={classes.notice} role="status">
      <IconPencil size={16} stroke={1.6} aria-hidden />
      <span>{draft.at ? t('drafts.restoredAt', { time: whenWithin(draft.at) }) : t('drafts.restored')}</span>
      <Button
        size="toolbar"
        onClick={() => {
          const undone = draft.discard();
          setBack(() => undone);
        }}
      >
        {t('drafts.discard')}
      </Button>
    </p>
  );
}
