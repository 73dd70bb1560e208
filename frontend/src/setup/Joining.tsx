import { Progress } from '@mantine/core';
import { Problem, problemText } from '../bridge/problem';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Loaded } from '../parts/Loaded';
import { Entrance, Steps } from '../sign/Entrance';
import { type SyncStatus, useSync } from '../sync/queries';
import classes from './Setup.module.css';

/** The desk was joined, and its first records are on their way. */
export function Joining() {
  const { t } = useText();
  const status = useSync();
  const steps = ['join', 'records', 'sign'].map((name) => ({
    name: t(`sign.step.${name}.name`),
    hint: t(`sign.step.${name}.hint`),
  }));
  return (
    <Entrance aside={<Steps title={t('sign.firstUse')} steps={steps} at={1} />}>
      <h1 className={classes.title}>{t('setup.joining')}</h1>
      <p className={classes.sub}>{t('setup.joiningSub')}</p>
      <Loaded query={status}>{(data) => <Far status={data} />}</Loaded>
    </Entrance>
  );
}

function Far({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { count } = useFormat();
  const { done, total } = status.progress;
  return (
    <div className={classes.far} role="status">
      <Progress value={total > 0 ? (100 * done) / total : 0} size={6} aria-hidden />
      <p className="tabular">
        {total > 0
          ? t('setup.joiningOf', { done: count(done), total: count(total) })
          : status.rounds[0] && !status.trouble.code && !status.running
            ? t('setup.joiningEmpty')
            : t('setup.joiningAsk', { address: status.link.address })}
      </p>
      {status.trouble.code && (
        <p className={classes.trouble}>
          {problemText(new Problem(status.trouble.code, status.trouble.params, '', status.trouble.ref), t)}
        </p>
      )}
    </div>
  );
}
