import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { Empty } from '../parts/State';
import { When } from '../parts/When';
import type { Job } from './queries';
import { ResultChip } from './ResultChip';
import classes from './Settings.module.css';
import { useOutcome } from './useOutcome';

/** The last runs of a job, newest first. */
export function LogDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useText();
  const took = useTook();
  const outcome = useOutcome();
  return (
    <Dialog
      title={t('settings.schedule.logOf', { job: t(`jobs.${job.key}.name`) })}
      onClose={onClose}
      size={760}
    >
      {job.log.length === 0 ? (
        <Empty title={t('settings.schedule.logEmpty')} />
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              {['began', 'cause', 'result', 'took'].map((head) => (
                <th key={head} scope="col">
                  {t(`settings.schedule.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {job.log.map((run) => (
              <tr key={`${run.at} ${run.planned}`} className={classes.job}>
                <td className={classes.nowrap}>
                  <When at={run.at} />
                </td>
                <td className={classes.nowrap}>{t(`settings.schedule.causes.${run.cause}`)}</td>
                <td className={classes.words}>
                  <ResultChip run={run} />
                  <span className={classes.second}>{outcome(job.key, run)}</span>
                </td>
                <td className={`tabular ${classes.nowrap}`}>{took(run.millis)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

/** How long a run took: seconds with a decimal, from a minute on as every length. */
function useTook() {
  const { t, language } = useText();
  const { length } = useFormat();
  return (millis: number) =>
    millis < 60_000
      ? t('settings.schedule.seconds', {
          seconds: (millis / 1000).toLocaleString(language, { maximumFractionDigits: 1 }),
        })
      : length(millis / 1000);
}
