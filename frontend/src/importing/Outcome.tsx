import { Progress as Bar } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFileImport, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { problemText } from '../bridge/problem';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { named, useKeys } from '../parts/keys';
import { PageHead } from '../parts/PageHead';
import { ErrorState } from '../parts/State';
import { Counts } from './Counts';
import classes from './Importing.module.css';
import { type Run, useCancel, useProgress } from './queries';
import { Remarks } from './Remarks';

type OutcomeProps = { run: Run; onAgain: () => void };

/** The import under way with its progress, and then what it did. */
export function Outcome({ run, onAgain }: OutcomeProps) {
  const { t } = useText();
  useKeys({ c: named('importing.key.again', onAgain) }, run.status !== 'pending');
  return (
    <div className={classes.page}>
      <PageHead
        title={t('nav.importing')}
        sub={t(`importing.of.${run.wanted.what}`, { file: run.wanted.file.name })}
        actions={
          run.status !== 'pending' && (
            <Button
              look="primary"
              hotkey="c"
              icon={<IconFileImport size={16} stroke={1.6} />}
              onClick={onAgain}
            >
              {t('importing.another')}
            </Button>
          )
        }
      />
      <div className={classes.outcome}>
        {run.status === 'pending' ? <Running run={run} /> : <Done run={run} />}
      </div>
    </div>
  );
}

function Running({ run }: { run: Run }) {
  const { t } = useText();
  const { count } = useFormat();
  const progress = useProgress();
  const cancel = useCancel();
  const done = progress?.done ?? 0;
  const total = progress?.total ?? 0;
  const stop = () => cancel.mutate();
  useKeys({ escape: named('importing.key.stop', stop) });
  return (
    <section className={classes.running} aria-label={t('importing.running', { file: run.wanted.file.name })}>
      <p role="status">
        {total > 0
          ? t('importing.progress', { done: count(done), total: count(total) })
          : t('importing.starting')}
      </p>
      <Bar
        value={total > 0 ? (100 * done) / total : 0}
        size={8}
        aria-label={t('importing.running', { file: run.wanted.file.name })}
      />
      <Button
        icon={<IconPlayerStop size={16} stroke={1.6} />}
        hotkey="escape"
        busy={cancel.isPending}
        onClick={stop}
      >
        {t('importing.stop')}
      </Button>
      <p className={classes.hint}>{t('importing.stopHint')}</p>
    </section>
  );
}

function Done({ run }: { run: Run }) {
  const { t } = useText();
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  if (run.problem && !run.problem.mendable) {
    return <ErrorState error={run.problem} title={t('importing.failed')} />;
  }
  if (run.problem) {
    return (
      <p ref={said} className={classes.missing} role="alert" tabIndex={-1}>
        <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
        {problemText(run.problem, t)}
      </p>
    );
  }
  if (!run.result) return null;
  const { added, updated } = run.result;
  return (
    <>
      <p ref={said} className={classes.success} role="status" tabIndex={-1}>
        <IconCircleCheck size={20} stroke={1.6} aria-hidden />
        {added + updated > 0 ? t('importing.success') : t('importing.nothingNew')}
        <Link href={run.wanted.what === 'tickets' ? '/tickets/all' : '/customers'}>
          {t(`importing.see.${run.wanted.what}`)}
        </Link>
      </p>
      <Counts result={run.result} />
      <Remarks what={run.wanted.what} result={run.result} />
    </>
  );
}
