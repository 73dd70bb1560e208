import { IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { KeyHelp } from '../frame/KeyHelp';
import { LanguageSwitch, ThemeSwitch } from '../frame/Switches';
import { useText } from '../i18n/useText';
import { KeyCap } from '../parts/KeyCap';
import { useKeys } from '../parts/keys';
import classes from './Entrance.module.css';

type EntranceProps = {
  shop?: string;
  aside?: ReactNode;
  /** Something is wrong with what is kept here: nothing is promised of it. */
  hurt?: boolean;
  children: ReactNode;
};

/** What stands before the desk: what this is and what was set up at the left, the question at the right. */
export function Entrance({ shop, aside, hurt, children }: EntranceProps) {
  const { t } = useText();
  const [help, setHelp] = useState(false);
  useKeys({ '?': () => setHelp(true) });
  return (
    <div className={classes.entrance}>
      <aside className={classes.aside} aria-label={t('sign.about')}>
        <div className={classes.brand}>
          <img src="./mark.svg" alt="" className={classes.mark} />
          <div>
            <p className={classes.name}>{t('app.name')}</p>
            <p className={classes.shop}>{shop || t('sign.noShop')}</p>
          </div>
        </div>
        {aside}
        {!hurt && (
          <p className={classes.offline}>
            <span>
              <IconShieldCheck size={16} stroke={1.6} aria-hidden />
              {t('sign.offline')}
            </span>
          </p>
        )}
      </aside>
      <main className={classes.main}>
        <div className={classes.switches}>
          <LanguageSwitch className={classes.switch} />
          <ThemeSwitch className={classes.switch} />
          <button type="button" className={classes.switch} onClick={() => setHelp(true)}>
            {t('sign.help')}
            <KeyCap of="?" />
          </button>
        </div>
        <div className={classes.content}>{children}</div>
      </main>
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

type StepsProps = { title: string; steps: { name: string; hint: string }[]; at: number };

/** What a first use needs, done ones ticked, the present one numbered. */
export function Steps({ title, steps, at }: StepsProps) {
  return (
    <section className={classes.steps} aria-label={title}>
      <header className={classes.stepsHead}>
        <h2>{title}</h2>
        <span className="tabular">
          {at} / {steps.length}
        </span>
      </header>
      <ol>
        {steps.map(({ name, hint }, place) => {
          const stands = place < at ? 'done' : place === at ? 'now' : 'later';
          return (
            <li key={name} data-stands={stands} aria-current={stands === 'now' ? 'step' : undefined}>
              <span className={classes.stepMark}>{stands === 'done' ? '✓' : place + 1}</span>
              <p className={classes.stepName}>{name}</p>
              <p className={classes.stepHint}>{hint}</p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
