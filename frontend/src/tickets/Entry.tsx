import {
  IconArrowsLeftRight,
  IconCalendarTime,
  IconCheck,
  IconEraser,
  IconFileImport,
  IconLock,
  IconMailFast,
  IconPaperclip,
  IconPencil,
  IconStar,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Attachment } from '../attachments/queries';
import { useNames } from '../desk/queries';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Channel } from '../parts/Channel';
import { Chip } from '../parts/Chip';
import { StatusShape } from '../parts/StatusShape';
import { When } from '../parts/When';
import type { Line, TicketDetail } from './queries';
import { SentFiles } from './SentFiles';
import classes from './Timeline.module.css';

type EntryProps = { line: Line; detail: TicketDetail };

const acknowledged = 'tickets.line.acknowledged';

/** One entry: white for the customer, tinted for our reply, dashed for a note, one line for everything else. */
export function Entry({ line, detail }: EntryProps) {
  if (line.what === 'noted') return <Note line={line} detail={detail} />;
  if (line.what === 'replied' && line.key !== acknowledged) return <Reply line={line} detail={detail} />;
  if (line.what === 'messageReceived') return <Message line={line} detail={detail} />;
  const begins = line.what === 'opened' || line.what === 'imported';
  return (
    <>
      <Move line={line} detail={detail} />
      {begins && line.text && <Message line={line} detail={detail} />}
    </>
  );
}

function Message({ line, detail }: EntryProps) {
  const { t } = useText();
  const name = detail.customer.name || t(detail.customer.id ? 'customers.unnamed' : 'tickets.noCustomer');
  const channel = line.params.channel || detail.ticket.channel;
  return (
    <Said who={name} as="customer" line={line} detail={detail}>
      <span className={classes.about}>
        <Channel of={channel} silent />
        {t(`tickets.channel.${channel}`)}
      </span>
    </Said>
  );
}

function Reply({ line, detail }: EntryProps) {
  const { t } = useText();
  const { length } = useFormat();
  const nameOf = useNames();
  const first = line.at === detail.ticket.firstReplyAt;
  const clock = detail.clocks.find(({ metric }) => metric === 'firstReply');
  return (
    <Said who={nameOf(line.who) || t('tickets.team')} as="reply" line={line} detail={detail}>
      {first && clock && (
        <Chip
          small
          tone={clock.state === 'met' ? 'ok' : 'bad'}
          icon={clock.state === 'met' ? <IconCheck size={14} stroke={1.8} /> : undefined}
        >
          {t('tickets.firstReply', { time: length(clock.spent) })}
        </Chip>
      )}
    </Said>
  );
}

function Note({ line, detail }: EntryProps) {
  const { t } = useText();
  const nameOf = useNames();
  return (
    <Said who={nameOf(line.who)} as="note" line={line} detail={detail}>
      <span className={classes.about}>
        <IconLock size={16} stroke={1.6} aria-hidden />
        {t('tickets.noteHidden')}
      </span>
    </Said>
  );
}

type SaidProps = EntryProps & { who: string; as: 'customer' | 'reply' | 'note'; children: ReactNode };

function Said({ who, as, line, detail, children }: SaidProps) {
  const { t } = useText();
  return (
    <li className={classes.said}>
      <Avatar name={who} size={28} />
      <div className={classes.card} data-as={as}>
        <p className={classes.head}>
          <b>{who}</b>
          {children}
          <When at={line.at} className={classes.when} />
        </p>
        {line.text && <p className={classes.words}>{line.text}</p>}
        {!line.text && isKnown(detail.ticket.erasedAt) && line.at <= detail.ticket.erasedAt && (
          <p className={classes.erased}>{t('erase.words')}</p>
        )}
        <SentFiles files={filesOf(line, detail)} ticket={detail.ticket.id} />
      </div>
    </li>
  );
}

/** The attachments that an entry brought and that still stand. */
const filesOf = ({ entry }: Line, { ticket }: TicketDetail): Attachment[] =>
  (ticket.files ?? []).filter((file) => file.entry === entry);

const icons: Record<string, typeof IconCheck> = {
  attached: IconPaperclip,
  detached: IconPaperclip,
  imported: IconFileImport,
  assigned: IconArrowsLeftRight,
  edited: IconPencil,
  rated: IconStar,
  bound: IconCalendarTime,
  erased: IconEraser,
  replied: IconMailFast,
};

// The state a ticket is in after the move is its shape.
const shapes: Record<string, (line: Line) => string> = {
  opened: () => 'new',
  waited: ({ params }) => params.to ?? 'waitingCustomer',
  resumed: () => 'open',
  resolved: () => 'resolved',
  closed: () => 'closed',
  reopened: () => 'reopened',
  dismissed: ({ params }) => params.to ?? 'cancelled',
};

function Move({ line, detail }: EntryProps) {
  const { t } = useText();
  const nameOf = useNames();
  const Icon = icons[line.what] ?? IconPencil;
  const shape = shapes[line.what];
  const quoted = !['opened', 'imported'].includes(line.what) && line.text;
  const who = nameOf(line.who);
  return (
    <li className={classes.move}>
      {shape ? <StatusShape of={shape(line)} silent /> : <Icon size={16} stroke={1.6} aria-hidden />}
      <p>
        {who && <b>{who} </b>}
        {t(line.key, { ...spoken(line.params, t, nameOf), defaultValue: t('tickets.line.other') })}
        {' \u2002'}
        <When at={line.at} className={classes.when} />
        {quoted && <span className={classes.quoted}>{line.text}</span>}
        {line.what === 'attached' && (
          <SentFiles
            files={filesOf(line, detail).filter(({ digest }) => digest === line.params.digest)}
            ticket={detail.ticket.id}
          />
        )}
        {line.what === 'bound' && <span className="visually-hidden">{detail.standard.name}</span>}
      </p>
    </li>
  );
}

const lists: Record<string, string> = {
  channel: 'tickets.channel',
  kind: 'tickets.kind',
  from: 'tickets.state',
  to: 'tickets.state',
  field: 'tickets.field',
  department: 'training.department',
};

const fieldLists: Record<string, string> = {
  kind: 'tickets.kind',
  priority: 'tickets.priority',
  severity: 'tickets.severity',
  channel: 'tickets.channel',
};

/** The places of a line in words: codes by their texts, people by their names. */
export function spoken(params: Record<string, string>, t: TFunction, nameOf: (id: string) => string) {
  const said: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    const list = name === 'value' ? fieldLists[params.field ?? ''] : lists[name];
    said[name] = list && value ? t(`${list}.${value}`, { defaultValue: value }) : value;
    if (name === 'owner') said[name] = nameOf(value) || value;
  }
  return said;
}
