import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCloudDown, IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Size } from '../parts/Size';
import classes from './Attachments.module.css';
import { iconOf, isShown, playerOf } from './kinds';
import { type Attachment, addressOf, type FileState } from './queries';

type FileCardProps = {
  file: Attachment;
  state?: FileState;
  onOpen: () => void;
  onRemove?: () => void;
};

/** One attachment as a card: what it shows, its name and size, and what is wrong with it. */
export function FileCard({ file, state, onOpen, onRemove }: FileCardProps) {
  const { t } = useText();
  const wrong = state && state !== 'sound' ? t(`attachments.state.${state}`) : '';
  return (
    <li className={classes.card} data-wrong={wrong ? state : undefined}>
      <UnstyledButton className={classes.open} onClick={onOpen} title={file.name}>
        <Thumb file={file} state={state} />
        <span className={classes.about}>
          <span className={classes.name}>{file.caption || file.name}</span>
          <span className={classes.sub}>{wrong || <Size of={file.size} />}</span>
        </span>
      </UnstyledButton>
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
export function Thumb({ file, state }: { file: Attachment; state?: FileState }) {
  const [failed, setFailed] = useState('');
  const Icon = state === 'missing' ? IconCloudDown : state === 'damaged' ? IconAlertTriangle : iconOf(file);
  // When it comes after all it is asked for again.
  const key = `${file.digest} ${state === 'sound'}`;
  const shown = isShown(file) && state !== 'missing' && state !== 'damaged' && failed !== key;
  return (
    <span className={classes.thumb} data-picture={shown || undefined}>
      {shown ? (
        <img src={addressOf(file.digest, 'thumb')} alt="" loading="lazy" onError={() => setFailed(key)} />
      ) : (
        <Icon size={20} stroke={1.6} aria-hidden />
      )}
      {playerOf(file) === 'video' && state !== 'missing' && (
        <span className={classes.play}>
          <IconPlayerPlayFilled size={12} aria-hidden />
        </span>
      )}
    </span>
  );
}
