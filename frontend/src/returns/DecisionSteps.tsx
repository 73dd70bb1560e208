import { IconCheck, IconX } from '@tabler/icons-react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { useSay } from '../parts/useSay';
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
  const say = useSay();
  const refused = decision.lines.filter((line) => !line.allowed);
  return (
    <>
      {decision.countedFrom && decision.windowDays > 0 && (
        <DayStrip decision={decision} requested={requested} />
      )}
      <ul className={classes.steps}>
        {sentencesOf(decision, say).map((step) => (
          <li key={step.said} data-ok={step.ok || undefined}>
            {step.ok ? (
              <IconCheck size={16} stroke={1.8} aria-label={t('returns.policy.yes')} role="img" />
            ) : (
              <IconX size={16} stroke={1.8} aria-label={t('returns.policy.no')} role="img" />
            )}
            <span>
              {step.said}
              {step.clauses.length > 0 && (
                <span className={classes.clause}>
                  {language === 'en' ? ' ' : ''}
                  {t('returns.policy.clause', { clause: step.clauses.join(t('common.listSeparator')) })}
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

type Sentence = { said: string; ok: boolean; clauses: string[] };

/** The steps as sentences: lines of one return often rest on the same one by different clauses. */
export function sentencesOf(
  { steps }: Pick<Decision, 'steps'>,
  say: (key: string, params: Record<string, string>) => string,
): Sentence[] {
  const sentences = new Map<string, Sentence>();
  for (const { key, params, ok, clause } of steps) {
    const said = say(key, params);
    const known = sentences.get(said);
    if (!known) sentences.set(said, { said, ok, clauses: clause ? [clause] : [] });
    else if (clause && !known.clauses.includes(clause)) known.clauses.push(clause);
  }
  return [...sentences.values()];
}

function DayStrip({ decision, requested }: Omit<DecisionStepsProps, 'titles'>) {
  const { t } = useText();
  const { day: write } = useFormat();
  const { day, windowDays, countedFrom, lastDay } = decision;
  const asked = t('returns.policy.asked', { day: write(requested) });
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
        {day <= windowDays && <span>{asked}</span>}
        <span>{t('returns.policy.until', { day: write(lastDay) })}</span>
        {day > windowDays && <span>{asked}</span>}
      </p>
    </div>
  );
}
