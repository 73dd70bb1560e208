import { IconCircleCheck } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useKeys } from '../parts/keys';
import { type Mended, useMoveOn } from './queries';
import classes from './Rescue.module.css';

/** The desk is whole: what was brought back, where the damaged file lies, and on to signing in. */
export function Done({ mended, onGo }: { mended: Mended; onGo?: () => void }) {
  const { t } = useText();
  const moveOn = useMoveOn();
  const go = async () => {
    await moveOn();
    onGo?.();
  };
  useKeys({ enter: () => void go() });
  return (
    <article className={classes.rescue}>
      <header className={classes.head}>
        <span className={classes.icon} data-tone="ok">
          <IconCircleCheck size={20} stroke={1.6} aria-hidden />
        </span>
        <div role="status">
          <h1>{t('rescue.done.title')}</h1>
          {mended.brought > 0 && <p>{t('rescue.done.brought', { count: mended.brought })}</p>}
          {mended.waiting > 0 && <p>{t('rescue.done.waiting', { count: mended.waiting })}</p>}
          {mended.kept && <p className={classes.path}>{t('rescue.done.kept', { file: mended.kept })}</p>}
        </div>
      </header>
      <div className={classes.actions}>
        <Button look="primary" size="large" hotkey="enter" onClick={() => void go()}>
          {t('rescue.done.go')}
        </Button>
      </div>
    </article>
  );
}
