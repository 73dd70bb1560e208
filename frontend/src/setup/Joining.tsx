import { Button, Progress } from '@mantine/core';
import { Problem, problemText } from '../bridge/problem';
import { type DeskState, useReadLog } from '../desk/queries';
import { sizeOf } from '../format/size';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Loaded } from '../parts/Loaded';
import { Entrance, Steps } from '../sign/Entrance';
import { type SyncStatus, useSync } from '../sync/queries';
import classes from './Setup.module.css';

/** The desk was joined, and its first records are on their way. */
export function Joining({ desk }: { desk: DeskState }) {
  const { t } = useText();
  const steps = ['join', 'records', 'sign'].map((name) => ({
    name: t(`sign.step.${name}.name`),
    hint: t(`sign.step.${name}.hint`),
  }));
  return (
    <Entrance aside={<Steps title={t('sign.firstUse')} steps={steps} at={1} />}>
      <h1 className={classes.title}>{t('setup.joining')}</h1>
      <p className={classes.sub}>{t('setup.joiningSub')}</p>
      {desk.fetching ? <Fetching at={desk.fetching} /> : <Reading note={desk.joinNote} />}
    </Entrance>
  );
}

// A snapshot is on its way; whoever would rather not wait for it reads the log.
function Fetching({ at }: { at: NonNullable<DeskState['fetching']> }) {
  const { t } = useText();
  const read = useReadLog();
  const size = (bytes: number) => t('settings.size', sizeOf(bytes));
  const words = () => {
    if (at.proving) return t('setup.fetchingProve');
    if (at.total === 0) return t('setup.fetchingAsk');
    return t('setup.fetchingOf', { done: size(at.done), total: size(at.total) });
  };
  return (
    <div className={classes.far}>
      <div className={classes.far} role="status">
        <Progress value={at.total > 0 ? (100 * at.done) / at.total : 0} size={6} aria-hidden />
        <p className="tabular">{words()}</p>
      </div>
      <Button
        variant="default"
        className={classes.back}
        loading={read.isPending}
        onClick={() => read.mutate()}
      >
        {t('setup.readLog')}
      </Button>
    </div>
  );
}

function Reading({ note }: { note: DeskState['joinNote'] }) {
  const { t } = useText();
  const status = useSync();
  return (
    <>
      {note && (
        <p className={classes.sub}>{problemText(new Problem(note.code, note.params, '', note.ref), t)}</p>
      )}
      <Loaded query={status}>{(data) => <Far status={data} />}</Loaded>
    </>
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
