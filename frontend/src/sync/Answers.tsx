import {
  IconArrowsSplit2,
  IconArrowUp,
  IconCloudCheck,
  IconCloudOff,
  IconHourglass,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { type SyncStatus, useHolds } from './queries';
import classes from './Sync.module.css';
import { useWhyHeld } from './words';

type Tone = 'ok' | 'warn' | 'bad' | 'neutral';

/** The four answers: when it last synced, what waits to go, what waits to be confirmed, what wants a decision. */
export function Answers({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { count } = useFormat();
  return (
    <ul className={classes.answers} aria-label={t('sync.answers')}>
      <Last status={status} />
      <ToGo status={status} />
      <Holds status={status} />
      <Answer
        tone={status.conflicts > 0 ? 'bad' : 'neutral'}
        icon={<IconArrowsSplit2 size={16} stroke={1.6} />}
        figure={count(status.conflicts)}
        title={t('sync.conflicts.title')}
        sub={status.conflicts > 0 ? t('sync.conflicts.some') : t('sync.conflicts.none')}
        to={status.conflicts > 0 ? '/conflicts' : undefined}
      />
    </ul>
  );
}

function Last({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { when, count } = useFormat();
  const { last, running, progress, trouble } = status;
  const known = isKnown(last.at);
  const sub = running
    ? progress.total > 0
      ? t('sync.last.runningOf', { done: count(progress.done), total: count(progress.total) })
      : t('sync.last.running')
    : known
      ? t('sync.last.sub', {
          received: count(last.received),
          sent: count(last.sent),
          seconds: (last.millis / 1000).toFixed(1),
        })
      : t('sync.last.neverSub');
  return (
    <Answer
      tone={trouble.code ? 'warn' : known ? 'ok' : 'neutral'}
      icon={
        trouble.code ? <IconCloudOff size={16} stroke={1.6} /> : <IconCloudCheck size={16} stroke={1.6} />
      }
      figure={known ? when(last.at ?? '') : t('sync.last.never')}
      title={t('sync.last.title')}
      sub={sub}
    />
  );
}

function ToGo({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { whenWithin, count } = useFormat();
  return (
    <Answer
      tone={status.toGo > 0 && status.trouble.code ? 'warn' : 'neutral'}
      icon={<IconArrowUp size={16} stroke={1.6} />}
      figure={count(status.toGo)}
      title={t('sync.toGo.title')}
      sub={
        isKnown(status.oldest)
          ? t('sync.toGo.oldest', { at: whenWithin(status.oldest) })
          : t('sync.toGo.none')
      }
    />
  );
}

// Why they wait is said where all of them wait for the same.
function Holds({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { count, money } = useFormat();
  const why = useWhyHeld(status);
  const { data } = useHolds(status);
  const waiting = data?.count ?? status.holds;
  const reasons = new Set((data?.holds ?? []).map(why));
  const reason = reasons.size === 1 ? [...reasons].join() : t('sync.holds.some');
  const sum = (data?.sums ?? []).map((one) => money(one)).join(t('common.listSeparator'));
  return (
    <Answer
      tone={waiting > 0 ? 'warn' : 'neutral'}
      icon={<IconHourglass size={16} stroke={1.6} />}
      figure={count(waiting)}
      title={t('sync.holds.title')}
      sub={waiting > 0 ? (sum ? t('sync.holds.sumWhy', { sum, why: reason }) : reason) : t('sync.holds.none')}
    />
  );
}

type AnswerProps = { tone: Tone; icon: ReactNode; figure: string; title: string; sub: string; to?: string };

function Answer({ tone, icon, figure, title, sub, to }: AnswerProps) {
  const inside = (
    <>
      <span className={classes.answerIcon} data-tone={tone} aria-hidden>
        {icon}
      </span>
      <span className={classes.answerWords}>
        <span className={classes.answerHead}>
          <b className="tabular">{figure}</b> {title}
        </span>
        <span className={classes.answerSub}>{sub}</span>
      </span>
    </>
  );
  return (
    <li>
      {to ? (
        <Link href={to} className={classes.answer}>
          {inside}
        </Link>
      ) : (
        <div className={classes.answer}>{inside}</div>
      )}
    </li>
  );
}
