import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCloudDown, IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Size } from '../parts/Size';
import classes from './Attachments.module.css';
import { iconOf, isShown, playerOf } from './kinds';
import { type Attachment, addressOf, isHere, type Kept, useFetchFile } from './queries';
import { useKeptWords } from './useKeptWords';

type FileCardProps = {
  file: Attachment;
  kept?: Kept;
  onOpen: () => void;
  onRemove?: () => void;
};

/** One attachment as a card: what it shows, its name and size, and what is wrong with it. */
export function FileCard({ file, kept, onOpen, onRemove }: FileCardProps) {
  const { t } = useText();
  const wrong = useKeptWords()(file, kept);
  const fetch = useFetchFile();
  return (
    <li className={classes.card} data-wrong={wrong ? kept?.state : undefined}>
      <UnstyledButton className={classes.open} onClick={onOpen} title={file.name}>
        <Thumb file={file} kept={kept} />
        <span className={classes.about}>
          <span className={classes.name}>{file.caption || file.name}</span>
          <span className={classes.sub}>{wrong || <Size of={file.size} />}</span>
        </span>
      </UnstyledButton>
      {kept && !isHere(kept) && kept.state !== 'coming' && kept.why !== 'alone' && (
        <UnstyledButton
          className={classes.remove}
          aria-label={t('attachments.fetchOne', { name: file.name })}
          title={t('attachments.fetch')}
          disabled={fetch.isPending}
          onClick={() => fetch.mutate(file.digest)}
        >
          <IconCloudDown size={16} stroke={1.6} />
        </UnstyledButton>
      )}
      {onRemove && (
        <UnstyledButton
          className={classes.remove}
          aria-label={t('attachments.removeOne', { name: file.name })}
          onClick={onRemove}
        >
          <IconX size={14} stroke={1.8} />
        </UnstyledButton>
      )}
    </li>
  );
}

/** What an attachment looks like, small: the picture, or an icon of what it is. */
export function Thumb({ file, kept }: { file: Attachment; kept?: Kept }) {
  const [failed, setFailed] = useState('');
  const state = kept?.state;
  const Icon =
    state === 'away' || state === 'coming'
      ? IconCloudDown
      : state === 'damaged' || state === 'lost'
        ? IconAlertTriangle
        : iconOf(file);
  // When it comes after all it is asked for again.
  const key = `${file.digest} ${state === 'sound'}`;
  const shown = isShown(file) && isHere(kept) && failed !== key;
  return (
    <span className={classes.thumb} data-picture={shown || undefined}>
      {shown ? (
        <img src={addressOf(file.digest, 'thumb')} alt="" loading="lazy" onError={() => setFailed(key)} />
      ) : (
        <Icon size={20} stroke={1.6} aria-hidden />
      )}
      {playerOf(file) === 'video' && isHere(kept) && (
        <span className={classes.play}>
          <IconPlayerPlayFilled size={12} aria-hidden />
        </span>
      )}
    </span>
  );
}
