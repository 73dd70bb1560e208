import {
  IconAlertTriangle,
  IconArrowLeft,
  IconCircleCheck,
  IconCopy,
  IconInbox,
  IconLock,
  IconRefresh,
  IconSearchOff,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { asProblem, problemText } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from './Button';
import classes from './State.module.css';

type StateProps = {
  icon: ReactNode;
  tone?: 'ok' | 'bad' | 'neutral';
  title: string;
  body?: string;
  role?: 'status' | 'alert';
  children?: ReactNode;
};

function State({ icon, tone = 'neutral', title, body, role = 'status', children }: StateProps) {
  return (
    <div className={classes.state} role={role}>
      <span className={classes.icon} data-tone={tone}>
        {icon}
      </span>
      <p className={classes.title}>{title}</p>
      {body && <p className={classes.body}>{body}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}

type EmptyProps = { good?: boolean; title: string; body?: string; children?: ReactNode };

/** Nothing here: says whether that is good or something is missing, with one next step as children. */
export function Empty({ good, title, body, children }: EmptyProps) {
  const icon = good ? <IconCircleCheck size={20} stroke={1.6} /> : <IconInbox size={20} stroke={1.6} />;
  return (
    <State icon={icon} tone={good ? 'ok' : 'neutral'} title={title} body={body}>
      {children}
    </State>
  );
}

/** Nothing found: keeps the conditions and offers the wider search as children. */
export function NoResult({ title, body, children }: Omit<EmptyProps, 'good'>) {
  return (
    <State icon={<IconSearchOff size={20} stroke={1.6} />} title={title} body={body}>
      {children}
    </State>
  );
}

/** Not allowed: which limit or certificate, and who can. */
export function NoPermission({ title, body, children }: Omit<EmptyProps, 'good'>) {
  return (
    <State icon={<IconLock size={20} stroke={1.6} />} title={title} body={body}>
      {children}
    </State>
  );
}

type ErrorStateProps = { error: unknown; title?: string; onRetry?: () => void };

/** What did not happen, that the words are safe, try again, a number to copy. A refusal shows its own sentence. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps) {
  const { t } = useText();
  const problem = asProblem(error);
  const gone = problem.code === 'record.notFound'; // trying again finds it no more than before
  const body = problem.mendable
    ? problemText(problem, t)
    : problem.ref
      ? t('common.errorBody')
      : t('common.errorPlain');
  return (
    <State
      icon={<IconAlertTriangle size={20} stroke={1.6} />}
      tone="bad"
      role="alert"
      title={title ?? t('common.errorTitle')}
      body={body}
    >
      {gone && (
        <Button look="primary" icon={<IconArrowLeft size={16} stroke={1.6} />} onClick={() => history.back()}>
          {t('common.back')}
        </Button>
      )}
      {onRetry && !gone && (
        <Button look="primary" icon={<IconRefresh size={16} stroke={1.6} />} onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
      {problem.ref && <Reference number={problem.ref} />}
    </State>
  );
}

/** A number to quote, copied by a press. */
export function Reference({ number }: { number: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(number);
    setCopied(true);
  };
  return (
    <Button icon={<IconCopy size={16} stroke={1.6} />} onClick={copy}>
      {copied ? t('common.copied') : t('common.errorRef', { ref: number })}
    </Button>
  );
}
