import { IconAlertTriangle, IconCloudOff, IconCopy, IconInfoCircle } from '@tabler/icons-react';
import { Problem, problemText } from '../bridge/problem';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useMay } from '../parts/useMay';
import { type SyncStatus, useReadCopied } from './queries';
import classes from './Sync.module.css';
import { useSpan } from './words';

/** What is wrong and what to do, in words; being offline is told calmly. Nothing while all is well. */
export function Trouble({ status, onRetry }: { status: SyncStatus; onRetry: () => void }) {
  const { t } = useText();
  const { whenWithin } = useFormat();
  const { span, since } = useSpan();
  const { trouble, offline } = status;
  const from = isKnown(status.since) ? status.since : (trouble.at ?? '');
  return (
    <>
      {trouble.code && (
        <div className={classes.trouble} data-tone={offline ? 'warn' : 'bad'} role="status">
          {offline ? (
            <IconCloudOff size={18} stroke={1.6} aria-hidden />
          ) : (
            <IconAlertTriangle size={18} stroke={1.6} aria-hidden />
          )}
          <div>
            <b>
              {offline
                ? t('sync.trouble.offline', { length: span(since(from)) })
                : `${t('sync.trouble.title')} · ${t('sync.trouble.since', { at: whenWithin(from) })}`}
            </b>
            <p>
              {offline
                ? t('sync.trouble.offlineBody')
                : problemText(new Problem(trouble.code, trouble.params, '', trouble.ref), t)}
            </p>
          </div>
          <Button busy={status.running} onClick={onRetry}>
            {t('sync.trouble.retry')}
          </Button>
        </div>
      )}
      {status.notes.map((note) => (
        <div
          key={note.code + JSON.stringify(note.params)}
          className={classes.trouble}
          data-tone="note"
          role="status"
        >
          <IconInfoCircle size={18} stroke={1.6} aria-hidden />
          <p>{problemText(new Problem(note.code, note.params, note.field, note.ref), t)}</p>
        </div>
      ))}
    </>
  );
}

/** Tells that this desk was copied and is another workstation now, until somebody has read it. */
export function Copied({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const may = useMay();
  const read = useReadCopied();
  if (!status.copied) return null;
  const { code, params, field, ref } = status.copied;
  return (
    <div className={classes.trouble} data-tone="warn" role="status">
      <IconCopy size={18} stroke={1.6} aria-hidden />
      <p>{problemText(new Problem(code, params, field, ref), t)}</p>
      {may('admin') && (
        <Button busy={read.isPending} onClick={() => read.mutate([])}>
          {t('sync.copiedRead')}
        </Button>
      )}
    </div>
  );
}
