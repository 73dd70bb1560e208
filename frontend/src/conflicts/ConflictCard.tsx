import { IconArrowsSplit2, IconChevronRight, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useNames } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { KeyCap } from '../parts/KeyCap';
import { named, useKeys } from '../parts/keys';
import { useSay } from '../parts/useSay';
import { When } from '../parts/When';
import { spoken } from '../tickets/Entry';
import classes from './Conflicts.module.css';
import { type Conflict, type Told, useSettleConflict } from './queries';
import { useConflictWords } from './words';

/** One conflict with both its sides, and how a person ends it. */
export function ConflictCard({ conflict }: { conflict: Conflict }) {
  const { t } = useText();
  const words = useConflictWords();
  return (
    <article className={classes.card} aria-labelledby="conflict">
      <header className={classes.head}>
        <IconArrowsSplit2 size={18} stroke={1.6} aria-hidden />
        <h2 id="conflict">{words.head(conflict)}</h2>
        <Link href={conflict.link} className={classes.link}>
          {conflict.number || conflict.title}
          <IconChevronRight size={14} stroke={1.6} aria-hidden />
        </Link>
        <p>
          {conflict.title && conflict.number ? `${conflict.title}${t('common.fullStop')} ` : ''}
          {words.about(conflict)}
        </p>
      </header>
      {conflict.what === 'edit' ? <Edit conflict={conflict} /> : <Other conflict={conflict} />}
    </article>
  );
}

function Edit({ conflict }: { conflict: Conflict }) {
  const { t } = useText();
  const nameOf = useNames();
  const { valueIn } = useConflictWords();
  const { sides, free, id } = conflict;
  const [chosen, choose] = useState(sides.length - 1);
  const [merged, merge] = useState<string>();
  const [reason, setReason] = useState('');
  const settle = useSettleConflict();
  const value = merged ?? sides[chosen]?.value ?? '';
  const pick = (at: number) => {
    merge(undefined);
    choose(at);
  };
  const startMerge = () =>
    merge(sides.map((side) => side.value).join(conflict.field === 'notes' ? '\n' : ' '));
  useKeys({
    1: named('conflicts.first', () => pick(0)),
    2: named('conflicts.second', () => pick(1)),
    ...(free ? { m: named('conflicts.merge', startMerge) } : {}),
  });
  const written = valueIn(conflict, value);
  const stays = merged === undefined && sides[chosen]?.shown;
  return (
    <>
      <div className={classes.sides} role="radiogroup" aria-label={t('conflicts.title')}>
        {sides.map((side, at) => (
          <label
            key={side.entry}
            className={classes.side}
            data-chosen={(merged === undefined && at === chosen) || undefined}
          >
            <span className={classes.sideHead}>
              <input
                type="radio"
                name="side"
                checked={merged === undefined && at === chosen}
                onChange={() => pick(at)}
              />
              <b>{t('conflicts.use', { letter: side.letter })}</b>
              {side.shown && <span className={classes.shown}>{t('conflicts.shownNow')}</span>}
              {at < 2 && <KeyCap of={String(at + 1)} />}
            </span>
            <span className={classes.who}>
              <Avatar name={nameOf(side.by)} size={18} />
              {nameOf(side.by)} <When at={side.at} />
            </span>
            <span className={classes.value}>{valueIn(conflict, side.value)}</span>
          </label>
        ))}
      </div>
      <div className={classes.end}>
        <p className={classes.will}>
          <IconInfoCircle size={16} stroke={1.6} aria-hidden />
          {t(stays ? 'conflicts.willKeep' : 'conflicts.willTake', { value: written })}
        </p>
        <Form
          submit={t('conflicts.submitEdit', { value: short(written) })}
          onSubmit={() => settle.mutateAsync({ conflict: id, value, reason })}
          other={
            free &&
            merged === undefined && (
              <Button hotkey="m" onClick={startMerge}>
                {t('conflicts.merge')}
              </Button>
            )
          }
        >
          {merged !== undefined && (
            <TextAreaField
              name="value"
              label={t('conflicts.mergeLabel')}
              hint={t('conflicts.mergeHint')}
              value={merged}
              onChange={merge}
              rows={1}
              autoFocus
            />
          )}
          <TextField
            name="reason"
            label={t('conflicts.reason')}
            hint={t('conflicts.reasonHint')}
            value={reason}
            onChange={setReason}
          />
        </Form>
      </div>
    </>
  );
}

const short = (text: string) => (text.length > 16 ? `${text.slice(0, 15)}…` : text);

function Other({ conflict }: { conflict: Conflict }) {
  const { t } = useText();
  const nameOf = useNames();
  const { valueIn } = useConflictWords();
  const [reason, setReason] = useState('');
  const settle = useSettleConflict();
  const { what, sides, mine, theirs, id, link } = conflict;
  const atReturn = what === 'incident' || what === 'lost';
  return (
    <>
      {sides.length > 0 && (
        <div className={classes.sides}>
          {sides.map((side) => (
            <div key={side.letter + side.at + side.value} className={classes.side}>
              <span className={classes.sideHead}>
                <b>{t('conflicts.letter', { letter: side.letter })}</b>
              </span>
              <span className={classes.who}>
                <Avatar name={nameOf(side.by)} size={18} />
                {nameOf(side.by)} <When at={side.at} />
              </span>
              <span className={classes.value}>{valueIn(conflict, side.value)}</span>
            </div>
          ))}
        </div>
      )}
      {mine.length > 0 && (
        <div className={classes.sides}>
          <Story title={t('conflicts.theirs')} told={theirs} />
          <Story title={t('conflicts.mine', { letter: mine[0]?.letter ?? '' })} told={mine} lost />
        </div>
      )}
      <div className={classes.end}>
        {atReturn ? (
          <Link href={link} className={classes.go}>
            {t('conflicts.atReturn')}
            <IconChevronRight size={14} stroke={1.8} aria-hidden />
          </Link>
        ) : (
          <>
            <p className={classes.will}>
              <IconInfoCircle size={16} stroke={1.6} aria-hidden />
              {t(what === 'refused' ? 'conflicts.seenBody' : 'conflicts.findingBody')}
            </p>
            <Form
              submit={t('conflicts.submitSeen')}
              onSubmit={() => settle.mutateAsync({ conflict: id, value: '', reason })}
            >
              <TextField
                name="reason"
                label={t('conflicts.reason')}
                hint={t('conflicts.reasonHint')}
                value={reason}
                onChange={setReason}
              />
            </Form>
          </>
        )}
      </div>
    </>
  );
}

function Story({ title, told, lost }: { title: string; told: Told[]; lost?: boolean }) {
  const { t } = useText();
  const say = useSay();
  const nameOf = useNames();
  return (
    <section className={classes.side}>
      <h3 className={classes.sideHead}>{title}</h3>
      <ol className={classes.story} data-lost={lost || undefined}>
        {told.map(({ line, letter }) => (
          <li key={line.entry + line.what + line.key}>
            <span className={classes.who}>
              {t('conflicts.letter', { letter })} {nameOf(line.who)} <When at={line.at} />
            </span>
            <span className={classes.value}>{say(line.key, spoken(line.params, t, nameOf))}</span>
            {line.text && <span className={classes.text}>{line.text}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
