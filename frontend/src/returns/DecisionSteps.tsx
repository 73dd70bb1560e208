import { IconCheck, IconX } from '@tabler/icons-react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { say } from '../parts/say';
import { stripOf } from './next';
import classes from './PolicyCard.module.css';
import type { Decision } from './queries';

type DecisionStepsProps = {
  decision: Decision;
  /** The day of the request, in the shop's zone. */
  requested: string;
  /** The lines by their number, so that a refused one can be named. */
  titles: Map<number, string>;
};

/** The window as a strip of days, then each step of the decision with its clause. */
export function DecisionSteps({ decision, requested, titles }: DecisionStepsProps) {
  const { t, language } = useText();
  const refused = decision.lines.filter((line) => !line.allowed);
  return (
    <>
      {decision.countedFrom && decision.windowDays > 0 && (
        <DayStrip decision={decision} requested={requested} />
      )}
      <ul className={classes.steps}>
        {decision.steps.map((step) => (
          <li key={step.key + step.clause + (step.params.title ?? '')} data-ok={step.ok || undefined}>
            {step.ok ? (
              <IconCheck size={16} stroke={1.8} aria-label={t('returns.policy.yes')} role="img" />
            ) : (
              <IconX size={16} stroke={1.8} aria-label={t('returns.policy.no')} role="img" />
            )}
            <span>
              {say(t, step.key, step.params)}
              {step.clause && (
                <span className={classes.clause}>
                  {language === 'en' ? ' ' : ''}
                  {t('returns.policy.clause', { clause: step.clause })}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {decision.allowed && refused.length > 0 && (
        <p className={classes.partly}>
          {t('returns.policy.partly', {
            titles: refused.map(({ line }) => titles.get(line) ?? '').join(t('common.listSeparator')),
          })}
        </p>
      )}
    </>
  );
}

function DayStrip({ decision, requested }: Omit<DecisionStepsProps, 'titles'>) {
  const { t } = useText();
  const { day: write } = useFormat();
  const { day, windowDays, countedFrom, lastDay } = decision;
  return (
    <div className={classes.window}>
      <ol className={classes.strip} aria-label={t('returns.policy.window', { day, days: windowDays })}>
        {stripOf(day, windowDays).map((one) => (
          <li key={`${one.day} ${one.as}`} data-as={one.as}>
            {one.as === 'gap'
              ? '…'
              : one.as === 'now' || one.as === 'late'
                ? t('returns.policy.day', { day: one.day })
                : one.day}
          </li>
        ))}
      </ol>
      <p className={classes.days}>
        <span>{t('returns.policy.from', { day: write(countedFrom) })}</span>
        <span>{t('returns.policy.asked', { day: write(requested) })}</span>
        <span>{t('returns.policy.until', { day: write(lastDay) })}</span>
      </p>
    </div>
  );
}
