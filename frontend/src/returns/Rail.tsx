import { IconCheck, IconMinus } from '@tabler/icons-react';
import { isKnown } from '../format/instant';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { useNarrow } from '../parts/useWidth';
import type { RailStep } from './queries';
import classes from './Rail.module.css';
import { useAllowed } from './useAllowed';

/** The eight steps in one line: when each was done, and how long the present one has taken of its limit. */
export function Rail({ steps, stage }: { steps: RailStep[]; stage: string }) {
  const { t } = useText();
  return (
    <ol className={classes.rail} aria-label={t('returns.steps')}>
      {steps.map((step, at) => (
        <li
          key={step.stage}
          className={classes.step}
          data-mark={step.mark}
          aria-current={step.mark === 'current' ? 'step' : undefined}
        >
          <span className={classes.dot}>
            <Dot mark={step.mark} n={at + 1} />
          </span>
          <span className={classes.name}>
            {/* Customs is a stretch of the way back. */}
            {t(`returns.stage.${step.mark === 'current' && stage === 'customs' ? 'customs' : step.stage}`)}
            <span className="visually-hidden">{t(`returns.mark.${step.mark}`)}</span>
          </span>
          <span className={classes.bar} />
          <StepTime step={step} />
        </li>
      ))}
    </ol>
  );
}

function Dot({ mark, n }: { mark: string; n: number }) {
  if (mark === 'done') return <IconCheck size={14} stroke={2.2} aria-hidden />;
  if (mark === 'notApplied') return <IconMinus size={14} stroke={1.8} aria-hidden />;
  return n;
}

function StepTime({ step }: { step: RailStep }) {
  const { t } = useText();
  const { when, full, length, day, zone } = useFormat();
  const allowed = useAllowed();
  const narrow = useNarrow();
  if (step.mark === 'current') {
    const late = step.limit > 0 && step.spent > step.limit;
    const spent = t('returns.spent', { time: length(step.spent) });
    const limit = allowed(step.limit);
    return (
      <span className={classes.time} data-late={late || undefined} title={`${spent} / ${limit}`}>
        {narrow || step.limit === 0 ? spent : `${spent} / ${limit}`}
      </span>
    );
  }
  if (!isKnown(step.at)) return <span className={classes.time} />;
  const onDay = dayIn(new Date(step.at), zone);
  return (
    <time className={classes.time} dateTime={step.at} title={full(step.at)}>
      {narrow ? day(onDay) : when(step.at)}
    </time>
  );
}
