import { Problem, problemText } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { useSay } from '../parts/useSay';
import type { Run } from './queries';

/** Says what came of a run: what it made, or what went wrong and what to do. */
export function useOutcome(): (job: string, run: Run) => string {
  const { t } = useText();
  const say = useSay();
  return (job, { result, code, params }) => {
    if (result === 'ok') return say(`jobs.${job}.did`, params);
    if (result === 'failed') return problemText(new Problem(code, params, '', params.ref), t);
    return result === 'stopped' || result === 'missed' ? t(`jobs.outcome.${result}`) : '';
  };
}
