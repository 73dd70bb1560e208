import { Menu, Tabs, Textarea, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconLock, IconPaperclip, IconSend, IconTrash } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { AddButton } from '../attachments/AddButton';
import { AttachZone } from '../attachments/AttachZone';
import type { Attachment } from '../attachments/queries';
import { Strip } from '../attachments/Strip';
import { addTo, useTaking } from '../attachments/useTaking';
import { asProblem, type Problem } from '../bridge/problem';
import { useDesk } from '../desk/queries';
import { useDraft, useDraftedAt } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Channel } from '../parts/Channel';
import { Refused } from '../parts/Form';
import { IconButton } from '../parts/IconButton';
import classes from './Composer.module.css';
import { type Template, type TicketDetail, useNote, useReply } from './queries';
import { TemplatePicker } from './TemplatePicker';
import { fill, placesOf, slashAt, useTakesTemplates, wordsIn } from './template';
import { channels, zeroTime } from './words';

/** A reply goes to the customer, a note stays here. */
export type Mode = 'reply' | 'note';

type ComposerProps = {
  detail: TicketDetail;
  mode: Mode;
  onMode: (mode: Mode) => void;
  /** Raised by r and n: the caret goes to the words. */
  call: number;
};

const waitStates = ['waitingCustomer', 'waitingThirdParty', 'waitingColleagues'];

/** Where a reply or a note is written; the words are a draft from the first letter until they are sent. */
export function Composer({ detail, mode, onMode, call }: ComposerProps) {
  const { t, language: spoken } = useText();
  const { ticket } = detail;
  const place = `ticket/${ticket.id}/${mode}`;
  const [text, setText] = useDraftedAt(place, 'text', '');
  const [began, setBegan] = useDraftedAt(place, 'template', '');
  const [files, setFiles] = useDraftedAt<Attachment[]>(place, 'files', []);
  const taking = useTaking((more) => setFiles(addTo(more)));
  const empty = !text.trim() && files.length === 0;
  const waits = taking.coming.length > 0;
  const [slashes, setSlashes] = useState(0);
  const slash = useRef<{ at: number; typed: string }>(undefined);
  const me = useDesk().person.name;
  const [channel, setChannel] = useState(ticket.channel);
  const [problem, setProblem] = useState<Problem>();
  const words = useRef<HTMLTextAreaElement>(null);
  const reply = useReply();
  const note = useNote();
  const busy = reply.isPending || note.isPending;

  useEffect(() => {
    if (call > 0) words.current?.focus();
  }, [call]);

  // Where the caret is, or where the slash was that asked for it.
  const put = useCallback(
    (inserted: string) => {
      const field = words.current;
      const from = slash.current?.at ?? field?.selectionStart ?? 0;
      const to = slash.current ? from : (field?.selectionEnd ?? from);
      slash.current = undefined;
      setText((now) => now.slice(0, from) + inserted + now.slice(to));
      setTimeout(() => {
        field?.focus();
        field?.setSelectionRange(from + inserted.length, from + inserted.length);
      });
    },
    [setText],
  );
  const language = detail.customer.language || spoken;
  const insert = useCallback(
    (template: Template) => {
      put(fill(wordsIn(template, language), placesOf(detail, me)));
      setBegan(template.id);
    },
    [put, setBegan, language, detail, me],
  );
  useTakesTemplates(mode === 'reply' ? insert : undefined);
  const type = (next: string, caret: number) => {
    const at = mode === 'reply' ? slashAt(text, next, caret) : undefined;
    if (next === '') setBegan('');
    if (at === undefined) return setText(next);
    slash.current = { at, typed: next.slice(at, at + 1) };
    setSlashes((n) => n + 1);
  };

  const send = async (then = '') => {
    if (busy || waits || empty) return;
    setProblem(undefined);
    try {
      if (mode === 'note') await note.mutateAsync({ ticket: ticket.id, text, files });
      else
        await reply.mutateAsync({
          ticket: ticket.id,
          text,
          channel,
          auto: false,
          template: began,
          then,
          at: zeroTime,
          files,
        });
      // What was typed since it went out is not lost with it.
      setBegan('');
      setFiles((now) => now.filter((file) => !files.includes(file)));
      setText((now) => (now.startsWith(text) ? now.slice(text.length).trimStart() : now));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <section className={classes.frame} aria-label={t('tickets.composer')}>
      {problem && <Refused problem={problem} />}
      <AttachZone taking={taking}>
        <div className={classes.composer} data-mode={mode}>
          <div className={classes.head}>
            <Tabs
              value={mode}
              onChange={(value) => onMode(value as Mode)}
              classNames={{ list: classes.tabs, tab: classes.tab }}
            >
              <Tabs.List aria-label={t('tickets.composer')}>
                <Tabs.Tab value="reply" aria-keyshortcuts="R">
                  {t('tickets.reply')}
                </Tabs.Tab>
                <Tabs.Tab
                  value="note"
                  leftSection={<IconLock size={16} stroke={1.6} />}
                  aria-keyshortcuts="N"
                >
                  {t('tickets.note')}
                </Tabs.Tab>
              </Tabs.List>
            </Tabs>
            {mode === 'reply' && (
              <ChannelMenu channel={channel} customer={detail.customer.name} onChannel={setChannel} />
            )}
          </div>
          <Textarea
            ref={words}
            variant="unstyled"
            autosize
            minRows={2}
            maxRows={8}
            aria-label={mode === 'note' ? t('tickets.noteWords') : t('tickets.replyWords')}
            placeholder={mode === 'note' ? t('tickets.noteExample') : t('tickets.replyExample')}
            classNames={{ input: classes.words }}
            value={text}
            onChange={({ currentTarget: field }) => type(field.value, field.selectionStart)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey))
                return;
              event.preventDefault();
              void send();
            }}
          />
          <div className={classes.files}>
            <Strip
              files={files}
              taking={taking}
              label={t('attachments.willGo')}
              onRemove={(gone) => setFiles((now) => now.filter((file) => file !== gone))}
            />
          </div>
          <div className={classes.foot}>
            {mode === 'reply' && (
              <TemplatePicker
                language={language}
                call={slashes}
                onChoose={insert}
                onLeave={() => put(slash.current?.typed ?? '')}
              />
            )}
            <AddButton taking={taking}>
              {(choose) => (
                <IconButton label={t('attachments.add')} onClick={choose}>
                  <IconPaperclip size={18} stroke={1.6} />
                </IconButton>
              )}
            </AddButton>
            <Kept place={place} />
            <div className={classes.send}>
              <Button
                look="primary"
                hotkey="mod+enter"
                icon={
                  mode === 'note' ? <IconLock size={16} stroke={1.6} /> : <IconSend size={16} stroke={1.6} />
                }
                busy={busy}
                disabled={empty || waits}
                className={mode === 'reply' ? classes.first : undefined}
                onClick={() => void send()}
              >
                {mode === 'note' ? t('tickets.keepNote') : t('tickets.send')}
              </Button>
              {mode === 'reply' && (
                <SendMenu disabled={empty || waits || busy} onSend={(then) => void send(then)} />
              )}
            </div>
          </div>
        </div>
      </AttachZone>
    </section>
  );
}

/** That the words are on disk, and how to be rid of them; what was thrown away can be had back. */
function Kept({ place }: { place: string }) {
  const { t } = useText();
  const draft = useDraft(place);
  const [thrown, setThrown] = useState<{ place: string; undo: () => void }>();
  if (!draft) return null;
  if (!draft.there) {
    if (thrown?.place !== place) return <span className={classes.kept} />;
    return (
      <span className={classes.kept}>
        <span className={classes.keptWords}>{t('drafts.discarded')}</span>
        <Button size="toolbar" look="quiet" onClick={thrown.undo}>
          {t('common.undo')}
        </Button>
      </span>
    );
  }
  return (
    <span className={classes.kept} data-held={draft.held || undefined}>
      <span className={classes.keptWords} title={draft.held ? t('drafts.held') : undefined}>
        {draft.held ? t('drafts.held') : t('drafts.kept')}
      </span>
      <IconButton label={t('drafts.discard')} onClick={() => setThrown({ place, undo: draft.discard() })}>
        <IconTrash size={14} stroke={1.6} />
      </IconButton>
    </span>
  );
}

type ChannelMenuProps = { channel: string; customer: string; onChannel: (channel: string) => void };

function ChannelMenu({ channel, customer, onChannel }: ChannelMenuProps) {
  const { t } = useText();
  const name = [t(`tickets.channel.${channel}`), customer].filter(Boolean).join(' · ');
  return (
    <Menu position="top-end">
      <Menu.Target>
        <UnstyledButton className={classes.channel} aria-label={t('tickets.by', { channel: name })}>
          <Channel of={channel} silent />
          <span>{name}</span>
          <IconChevronDown size={14} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {channels.map((other) => (
          <Menu.Item key={other} leftSection={<Channel of={other} silent />} onClick={() => onChannel(other)}>
            {t(`tickets.channel.${other}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SendMenu({ disabled, onSend }: { disabled: boolean; onSend: (then: string) => void }) {
  const { t } = useText();
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button
          look="primary"
          className={classes.second}
          disabled={disabled}
          aria-label={t('tickets.sendAnd')}
        >
          <IconChevronDown size={16} stroke={1.6} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {waitStates.map((then) => (
          <Menu.Item key={then} onClick={() => onSend(then)}>
            {t(`tickets.sendThen.${then}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
