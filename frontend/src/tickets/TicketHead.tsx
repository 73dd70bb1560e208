import { Menu } from '@mantine/core';
import {
  IconArrowsLeftRight,
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconCopy,
  IconDots,
  IconRotate,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useNames } from '../desk/queries';
import { useText } from '../i18n/useText';
import { PaperDialog } from '../papers/PaperDialog';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { Priority } from '../parts/Priority';
import { HeadClocks } from './Clocks';
import type { Wanted } from './Dialogs';
import type { TicketDetail } from './queries';
import { StateMenu } from './StateMenu';
import classes from './TicketHead.module.css';
import { useMany } from './useMany';

type TicketHeadProps = {
  detail: TicketDetail;
  place: { at: number; of: number };
  narrow: boolean;
  side: boolean;
  onMove: (by: number) => void;
  onSide: () => void;
  onWant: (wanted: Wanted) => void;
};

const icon = { size: 16, stroke: 1.6 };

/** Which ticket, what can be done with it, how it stands and how long there is. */
export function TicketHead({ detail, place, narrow, side, onMove, onSide, onWant }: TicketHeadProps) {
  const { t } = useText();
  const finished = ['resolved', 'closed'].includes(detail.state);
  return (
    <header className={classes.head}>
      <div className={classes.row}>
        <TicketNumber of={detail.ticket.number} />
        <span className={classes.fill} />
        {!narrow && place.at > 0 && (
          <span className={`${classes.place} tabular`}>
            {place.at} / {place.of}
          </span>
        )}
        <IconButton label={t('nav.key.previous')} aria-keyshortcuts="K" onClick={() => onMove(-1)}>
          <IconChevronUp {...icon} />
        </IconButton>
        <IconButton label={t('nav.key.next')} aria-keyshortcuts="J" onClick={() => onMove(1)}>
          <IconChevronDown {...icon} />
        </IconButton>
        {!narrow && (
          <Button
            aria-keyshortcuts="A"
            icon={<IconArrowsLeftRight {...icon} />}
            onClick={() => onWant({ what: 'assign' })}
          >
            {t('tickets.assign.button')}
          </Button>
        )}
        {finished ? (
          <Button hotkey="e" icon={<IconRotate {...icon} />} onClick={() => onWant({ what: 'reopen' })}>
            {t('tickets.reopen.button')}
          </Button>
        ) : (
          <Button hotkey="e" icon={<IconCheck {...icon} />} onClick={() => onWant({ what: 'resolve' })}>
            {t('tickets.resolve.button')}
          </Button>
        )}
        <More detail={detail} side={side} onSide={onSide} onWant={onWant} />
      </div>
      <h2 className={classes.subject}>{detail.ticket.subject || t('tickets.noSubject')}</h2>
      <div className={`${classes.row} ${classes.stands}`}>
        <StateMenu detail={detail} onWant={onWant} />
        <PriorityMenu detail={detail} />
        <Owner detail={detail} onWant={onWant} />
        <HeadClocks detail={detail} narrow={narrow} />
      </div>
    </header>
  );
}

function TicketNumber({ of }: { of: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(of);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <>
      <span className={classes.number}>{of}</span>
      <IconButton label={copied ? t('common.copied') : t('tickets.copyNumber')} onClick={() => void copy()}>
        {copied ? <IconCheck {...icon} /> : <IconCopy {...icon} />}
      </IconButton>
    </>
  );
}

function PriorityMenu({ detail }: { detail: TicketDetail }) {
  const { t } = useText();
  const { rank } = useMany();
  const { ticket } = detail;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="toolbar"
          className={classes.priority}
          aria-label={t('tickets.priorityIs', { priority: t(`tickets.priority.${ticket.priority}`) })}
          right={<IconChevronDown size={14} stroke={1.6} />}
        >
          <Priority of={ticket.priority} named />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {['urgent', 'high', 'normal', 'low'].map((priority) => (
          <Menu.Item
            key={priority}
            disabled={priority === ticket.priority}
            onClick={() => rank.mutate({ tickets: [ticket.id], to: priority })}
          >
            <Priority of={priority} named />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Owner({ detail, onWant }: Pick<TicketHeadProps, 'detail' | 'onWant'>) {
  const { t } = useText();
  const nameOf = useNames();
  const name = nameOf(detail.ticket.owner) || detail.ticket.ownerWords;
  return (
    <Button
      size="toolbar"
      className={classes.owner}
      icon={<Avatar name={name} size={18} />}
      right={<IconChevronDown size={14} stroke={1.6} />}
      aria-label={t('tickets.ownerIs', { name: name || t('common.unassigned') })}
      onClick={() => onWant({ what: 'assign' })}
    >
      <span className={classes.ownerName}>{name || t('common.unassigned')}</span>
    </Button>
  );
}

function More({
  detail,
  side,
  onSide,
  onWant,
}: Pick<TicketHeadProps, 'detail' | 'side' | 'onSide' | 'onWant'>) {
  const { t } = useText();
  const { state } = detail;
  const [printing, setPrinting] = useState(false);
  const item = (what: Wanted['what'], key: string) => (
    <Menu.Item onClick={() => onWant({ what } as Wanted)}>{t(key)}</Menu.Item>
  );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('common.more')}>
            <IconDots {...icon} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {item('messageIn', 'tickets.messageIn.button')}
          {item('assign', 'tickets.assign.title')}
          {item('edit', 'tickets.edit.button')}
          {state === 'resolved' && item('close', 'tickets.close.button')}
          {(state === 'resolved' || state === 'closed') && item('rate', 'tickets.rate.button')}
          <Menu.Divider />
          <Menu.Item onClick={() => setPrinting(true)}>{t('papers.print')}</Menu.Item>
          <Menu.Item onClick={onSide}>{side ? t('tickets.hideSide') : t('tickets.showSide')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {printing && (
        <PaperDialog paper={{ kind: 'ticket', id: detail.ticket.id }} onClose={() => setPrinting(false)} />
      )}
    </>
  );
}
