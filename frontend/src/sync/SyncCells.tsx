import {
  IconArrowsSplit2,
  IconArrowUp,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconCopy,
  IconDeviceDesktop,
  IconHourglass,
  IconUserExclamation,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { type SyncStatus, useSync } from './queries';
import classes from './SyncCells.module.css';
import { late, useSpan } from './words';

const icon = { size: 14, stroke: 1.6, 'aria-hidden': true } as const;

/** What the status bar always tells of sync; each part opens the page that says more. */
export function SyncCells() {
  const { t } = useText();
  const { data: status } = useSync();
  if (!status) return null;
  if (!status.link.kind)
    return (
      <>
        <Copy status={status} />
        <Cell icon={<IconDeviceDesktop {...icon} />}>{t('sync.bar.alone')}</Cell>
        <Conflicts status={status} />
      </>
    );
  return (
    <>
      <Copy status={status} />
      <State status={status} />
      {(status.toGo > 0 || !status.offline) && (
        <Cell icon={<IconArrowUp {...icon} />} tone={status.toGo > 0 && status.offline ? 'warn' : undefined}>
          {t('sync.bar.toGo', { count: status.toGo })}
        </Cell>
      )}
      {status.holds > 0 && (
        <Cell icon={<IconHourglass {...icon} />} tone="warn">
          {t('sync.bar.holds', { count: status.holds })}
        </Cell>
      )}
      <Conflicts status={status} />
      <Late status={status} />
    </>
  );
}

function State({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { span, since, ago } = useSpan();
  const from = isKnown(status.since) ? status.since : (status.trouble.at ?? '');
  if (status.offline)
    return (
      <Cell icon={<IconCloudOff {...icon} />} tone="warn">
        {t('sync.bar.offline', { length: span(since(from)) })}
      </Cell>
    );
  if (status.trouble.code)
    return (
      <Cell icon={<IconCloudOff {...icon} />} tone="bad">
        {t('sync.bar.trouble')}
      </Cell>
    );
  if (!isKnown(status.last.at))
    return (
      <Cell icon={<IconCloudUp {...icon} />}>
        {t(status.running ? 'sync.bar.running' : 'sync.bar.never')}
      </Cell>
    );
  return (
    <Cell icon={<IconCloudCheck {...icon} className={classes.ok} />}>
      {t('sync.bar.synced', { ago: ago(status.last.at ?? '') })}
    </Cell>
  );
}

function Copy({ status }: { status: SyncStatus }) {
  const { t } = useText();
  if (!status.copied) return null;
  return (
    <Cell icon={<IconCopy {...icon} />} tone="warn">
      {t('sync.bar.copied')}
    </Cell>
  );
}

function Conflicts({ status }: { status: SyncStatus }) {
  const { t } = useText();
  if (status.conflicts === 0) return null;
  return (
    <Cell icon={<IconArrowsSplit2 {...icon} />} tone="bad">
      {t('sync.bar.conflicts', { count: status.conflicts })}
    </Cell>
  );
}

function Late({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { now } = useFormat();
  const { span, since } = useSpan();
  const behind = late(status, now);
  const worst = behind[0];
  if (!worst) return null;
  return (
    <Cell icon={<IconUserExclamation {...icon} />} className={classes.late}>
      {behind.length > 1
        ? t('sync.bar.behindSome', { count: behind.length })
        : t('sync.bar.behind', {
            letter: worst.letter,
            length: span(since(worst.since || worst.seen || '')),
          })}
    </Cell>
  );
}

type CellProps = { icon: ReactNode; tone?: 'warn' | 'bad'; className?: string; children: string };

function Cell({ icon: mark, tone, className, children }: CellProps) {
  const { t } = useText();
  return (
    <Link
      href="/sync"
      className={[classes.cell, className].filter(Boolean).join(' ')}
      data-tone={tone}
      title={t('sync.bar.open', { what: children })}
    >
      {mark}
      {children}
    </Link>
  );
}
