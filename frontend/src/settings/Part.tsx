import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/useText';
import { PageHead } from '../parts/PageHead';
import { useWhoMay } from '../parts/useMay';
import classes from './Settings.module.css';
import type { Section } from './sections';

type PartProps = {
  of: Section;
  sub?: ReactNode;
  /** What was changed is kept. */
  saved?: boolean;
  actions?: ReactNode;
  children: ReactNode;
};

/** A part of the settings: its head, and below it cards that scroll. */
export function Part({ of, sub, saved, actions, children }: PartProps) {
  const { t } = useText();
  return (
    <>
      <PageHead
        title={t(`settings.section.${of}`)}
        sub={sub}
        actions={
          <>
            <p className={classes.done} role="status">
              {saved && (
                <>
                  <IconCircleCheck size={16} stroke={1.6} aria-hidden />
                  {t('settings.saved')}
                </>
              )}
            </p>
            {actions}
          </>
        }
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t(`settings.section.${of}`)}>
        {children}
      </div>
    </>
  );
}

/** Says who can change what is only shown here. */
export function Locked({ to }: { to: 'admin' | 'supervisor' }) {
  const { t } = useText();
  const who = useWhoMay(to);
  return (
    <p className={`${classes.lock} ${classes.narrow}`}>
      <IconLock size={16} stroke={1.6} aria-hidden />
      {t('settings.readOnly', {
        role: t(`training.role.${to}`),
        people: who.join(t('common.listSeparator')) || t('common.none'),
      })}
    </p>
  );
}
