import { useText } from '../i18n/useText';
import classes from './JobsAlert.module.css';
import { useJobs } from './queries';

/** A mark on the rail while a chore's last run failed. */
export function JobsAlert() {
  const { t } = useText();
  const jobs = useJobs();
  const failed = jobs.data?.some((job) => job.on && job.ran && job.last.result === 'failed');
  if (!failed) return null;
  return (
    <span className={classes.dot}>
      <span className="visually-hidden">{t('nav.attention')}</span>
    </span>
  );
}
