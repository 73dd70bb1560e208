import { Progress, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Refused } from '../parts/Form';
import { Size } from '../parts/Size';
import classes from './Attachments.module.css';
import { FileCard } from './FileCard';
import { type Attachment, useStates } from './queries';
import type { Coming, Taking } from './useTaking';
import { Viewer } from './Viewer';

type StripProps = {
  files: Attachment[];
  taking?: Taking;
  /** Takes one out again; without it the strip only shows. */
  onRemove?: (file: Attachment) => void;
  label: string;
};

/** Attachments in a row, with those still on their way and why others were refused; a press looks at them. */
export function Strip({ files, taking, onRemove, label }: StripProps) {
  const states = useStates(files);
  const [at, setAt] = useState<number>();
  if (files.length === 0 && !taking?.coming.length && !taking?.refused.length) return null;
  return (
    <div className={classes.stripFrame}>
      {taking?.refused.map((problem) => (
        <Refused key={`${problem.code} ${problem.params.name}`} problem={problem} />
      ))}
      {(files.length > 0 || Boolean(taking?.coming.length)) && (
        <ul className={classes.strip} aria-label={label}>
          {files.map((file, place) => (
            <FileCard
              key={file.digest + file.entry}
              file={file}
              kept={states.get(file.digest)}
              onOpen={() => setAt(place)}
              onRemove={onRemove && (() => onRemove(file))}
            />
          ))}
          {taking?.coming.map((one) => (
            <ComingCard key={one.id} one={one} onCancel={() => taking.cancel(one.id)} />
          ))}
        </ul>
      )}
      {at !== undefined && files[at] && (
        <Viewer files={files} states={states} at={at} onMove={setAt} onClose={() => setAt(undefined)} />
      )}
    </div>
  );
}

function ComingCard({ one, onCancel }: { one: Coming; onCancel: () => void }) {
  const { t } = useText();
  const name = one.name || t('attachments.adding');
  return (
    <li className={classes.card} data-coming>
      <span className={classes.about}>
        <span className={classes.name}>{name}</span>
        <Progress
          size={4}
          value={one.size ? (100 * one.done) / one.size : 100}
          animated={!one.size}
          aria-label={t('attachments.progress', { name })}
        />
        {one.size > 0 && (
          <span className={classes.sub}>
            <Size of={one.done} /> / <Size of={one.size} />
          </span>
        )}
      </span>
      <UnstyledButton
        className={classes.remove}
        aria-label={t('attachments.cancelOne', { name })}
        onClick={onCancel}
      >
        <IconX size={14} stroke={1.8} />
      </UnstyledButton>
    </li>
  );
}
