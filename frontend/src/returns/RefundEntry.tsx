import { Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconDots,
  IconHourglass,
  IconHourglassHigh,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNames } from '../desk/queries';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { Money } from '../parts/Money';
import { useMay } from '../parts/useMay';
import { When } from '../parts/When';
import type { Wanted } from './Dialogs';
import { type Refund, type ReturnDetail, useHoldRefund, useWithdrawHold } from './queries';
import classes from './RefundEntry.module.css';

const shapes: Record<string, { icon: ReactNode; tone: string }> = {
  proposed: { icon: <IconCircleDashed size={16} stroke={1.6} aria-hidden />, tone: 'accent' },
  approved: { icon: <IconCircleDashed size={16} stroke={1.6} aria-hidden />, tone: 'accent' },
  waiting: { icon: <IconHourglassHigh size={16} stroke={1.6} aria-hidden />, tone: 'warn' },
  refused: { icon: <IconArrowBackUp size={16} stroke={1.6} aria-hidden />, tone: 'bad' },
  held: { icon: <IconHourglass size={16} stroke={1.6} aria-hidden />, tone: 'warn' },
  executed: { icon: <IconCircleCheckFilled size={16} aria-hidden />, tone: 'ok' },
  failed: { icon: <IconAlertTriangle size={16} stroke={1.6} aria-hidden />, tone: 'bad' },
  declined: { icon: <IconX size={16} stroke={1.6} aria-hidden />, tone: 'neutral' },
  reversed: { icon: <IconArrowBackUp size={16} stroke={1.6} aria-hidden />, tone: 'neutral' },
};

type RefundEntryProps = { refund: Refund; detail: ReturnDetail; onWant: (wanted: Wanted) => void };

/** One movement: held and paid look different by shape, word and colour; what can be done next stands below. */
export function RefundEntry({ refund, detail, onWant }: RefundEntryProps) {
  const { t } = useText();
  const { money } = useFormat();
  const nameOf = useNames();
  const { account } = detail;
  const shape = shapes[refund.state];
  const goods = refund.lines.map(({ orderLine, units }) => {
    const title = account.lines.find((line) => line.orderLine === orderLine)?.title ?? '';
    return units > 0 ? `${title} × ${units}` : title;
  });
  const { at, by } = lastOf(refund);
  const name = nameOf(refund.approvedBy ?? '');
  const limit = money({ minor: refund.limit.minor, currency: account.currency });
  const approved = refund.limit.unlimited
    ? t('returns.refund.approvedBy', { name })
    : t('returns.refund.approvedWithin', { name, limit });
  return (
    <li className={classes.entry}>
      <span className={classes.shape} data-tone={shape?.tone}>
        {shape?.icon}
      </span>
      <p className={classes.what}>
        <b>{t('returns.refund.one', { n: refund.n })}</b>
        <span className={classes.goods} title={goods.join(t('common.listSeparator'))}>
          {goods.join(t('common.listSeparator'))}
        </span>
      </p>
      <b className={classes.amount} data-state={refund.state}>
        <Money of={{ minor: refund.minor, currency: account.currency }} />
      </b>
      <p className={classes.state} data-tone={shape?.tone}>
        {t(`returns.refundState.${refund.state}`)}
        {refund.reference && refund.state === 'executed' && (
          <span className={classes.reference}>
            {t('returns.refund.paidBy', {
              channel: t(`returns.channel.${refund.channel}`),
              reference: refund.reference,
            })}
          </span>
        )}
      </p>
      <span className={classes.when}>{isKnown(at) && <When at={at} />}</span>
      <p className={classes.by}>{refund.why || (refund.approvedBy ? approved : '')}</p>
      <span className={classes.when}>{nameOf(by ?? '')}</span>
      <Hold refund={refund} detail={detail} />
      <Acts refund={refund} detail={detail} onWant={onWant} />
    </li>
  );
}

/** The last thing that happened to it, and by whom. */
export function lastOf(refund: Refund): { at: string; by: string | undefined } {
  if (refund.state === 'reversed') return { at: refund.reversedAt, by: refund.reversedBy };
  if (refund.state === 'executed') return { at: refund.executedAt, by: refund.executedBy };
  if (refund.state === 'waiting' || refund.state === 'refused')
    return { at: refund.askedAt, by: refund.askedBy };
  if (refund.state === 'held' || refund.state === 'failed') return { at: refund.heldAt, by: refund.heldBy };
  if (refund.state === 'approved') return { at: refund.approvedAt, by: refund.approvedBy };
  return { at: refund.proposedAt, by: refund.proposedBy };
}

/** What its hold means now, in a sentence of its own. */
function Hold({ refund, detail }: { refund: Refund; detail: ReturnDetail }) {
  const { t } = useText();
  const nameOf = useNames();
  const winner = detail.ledger.refunds.find((one) => one.id === refund.winner);
  const words =
    refund.state === 'waiting'
      ? t('returns.refund.waiting')
      : refund.state === 'refused'
        ? t('returns.refund.lost', { n: winner?.n ?? '' })
        : isKnown(refund.overriddenAt)
          ? t('returns.refund.overridden', {
              name: nameOf(refund.overriddenBy ?? ''),
              reason: refund.allowed ?? '',
            })
          : '';
  return words ? <p className={classes.hold}>{words}</p> : null;
}

function Acts({ refund, detail, onWant }: RefundEntryProps) {
  const { t } = useText();
  const may = useMay();
  const hold = useHoldRefund();
  const withdraw = useWithdrawHold();
  const command = { ledger: detail.ledger.id, refund: refund.id };
  const agent = may('agent', 'supervisor');
  const ask = (what: 'execute' | 'approveRefund', key: string) => (
    <Button
      size="toolbar"
      look={what === 'execute' ? 'primary' : 'plain'}
      onClick={() => onWant({ what, refund })}
    >
      {t(key)}
    </Button>
  );
  const more = (
    items: ('failRefund' | 'declineRefund' | 'reverseRefund')[],
    position: 'bottom-start' | 'bottom-end' = 'bottom-end',
  ) => (
    <Menu position={position}>
      <Menu.Target>
        <IconButton label={t('returns.refund.more', { n: refund.n })}>
          <IconDots size={16} stroke={1.6} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((what) => (
          <Menu.Item key={what} onClick={() => onWant({ what, refund })}>
            {t(`returns.refund.${what}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
  if (!agent) return null;
  switch (refund.state) {
    case 'proposed':
      return (
        <div className={classes.acts}>
          {ask('approveRefund', 'returns.refund.approve')}
          {more(['declineRefund'])}
        </div>
      );
    case 'waiting':
      return (
        <div className={classes.acts}>
          {may('supervisor') && (
            <Button size="toolbar" onClick={() => onWant({ what: 'overrideHold', refund })}>
              {t('returns.refund.override')}
            </Button>
          )}
          <Button
            size="toolbar"
            look="quiet"
            busy={withdraw.isPending}
            onClick={() => withdraw.mutate(command)}
          >
            {t('returns.refund.withdraw')}
          </Button>
        </div>
      );
    case 'approved':
    case 'refused':
    case 'failed':
      return (
        <div className={classes.acts}>
          <Button size="toolbar" busy={hold.isPending} onClick={() => hold.mutate(command)}>
            {t(refund.state !== 'approved' ? 'returns.refund.holdAgain' : 'returns.refund.hold')}
          </Button>
          {more(['declineRefund'])}
        </div>
      );
    case 'held':
      return (
        <div className={classes.acts}>
          {ask('execute', 'returns.refund.execute')}
          {more(['failRefund', 'declineRefund'])}
        </div>
      );
    case 'executed':
      return may('supervisor') ? (
        <div className={classes.alone}>{more(['reverseRefund'], 'bottom-start')}</div>
      ) : null;
    default:
      return null;
  }
}
