import { Modal, Progress } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconCloudDown,
  IconDeviceFloppy,
  IconTrash,
  IconX,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useState, type WheelEvent } from 'react';
import { asProblem } from '../bridge/problem';
import { useNames } from '../desk/queries';
import { isKnown } from '../format/instant';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Refused } from '../parts/Form';
import { IconButton } from '../parts/IconButton';
import { KeyLayer, useKeys } from '../parts/keys';
import { Size } from '../parts/Size';
import { useFocusBack } from '../parts/useFocusBack';
import { When } from '../parts/When';
import { iconOf, isShown, kindOf, playerOf } from './kinds';
import { type Attachment, addressOf, isHere, type Kept, useFetchFile, useSaveFile } from './queries';
import { percentOf } from './useKeptWords';
import classes from './Viewer.module.css';

type ViewerProps = {
  files: Attachment[];
  states: Map<string, Kept>;
  at: number;
  onMove: (to: number) => void;
  onClose: () => void;
  /** Asks to take one off its record; undefined for those that the person may not. */
  onRemove?: (file: Attachment) => (() => void) | undefined;
};

/** Looks at attachments one by one: arrows move, + and − zoom, Esc goes back to what opened it. */
export function Viewer(props: ViewerProps) {
  const { t } = useText();
  useFocusBack();
  return (
    <Modal.Root opened fullScreen radius={0} onClose={props.onClose} transitionProps={{ duration: 0 }}>
      <Modal.Content className={classes.content} aria-label={t('attachments.viewer')}>
        <Modal.Body className={classes.body}>
          <KeyLayer>
            <Shown {...props} />
          </KeyLayer>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

const steps = [1, 1.5, 2, 3, 4];

function Shown({ files, states, at, onMove, onClose, onRemove }: ViewerProps) {
  const { t } = useText();
  const nameOf = useNames();
  const [zoom, setZoom] = useState(0);
  const save = useSaveFile();
  const file = files[at] as Attachment;
  const kept = states.get(file.digest);
  const remove = onRemove?.(file);
  const go = (by: number) => {
    const to = at + by;
    if (to < 0 || to >= files.length) return;
    setZoom(0);
    save.reset();
    onMove(to);
  };
  const closer = (by: number) => setZoom((now) => Math.min(steps.length - 1, Math.max(0, now + by)));
  const keep = () => save.mutate(file);
  useKeys({
    arrowleft: () => go(-1),
    arrowright: () => go(1),
    '+': () => closer(1),
    '=': () => closer(1),
    '-': () => closer(-1),
    '0': () => setZoom(0),
    'mod+s': keep,
    escape: onClose,
    ...(remove ? { delete: remove } : {}),
  });
  const wheel = (event: WheelEvent) => {
    if (event.ctrlKey) closer(event.deltaY < 0 ? 1 : -1);
  };
  const picture = isShown(file) && isHere(kept);
  return (
    <>
      <header className={classes.head}>
        <div className={classes.title}>
          <h2>{file.caption || file.name}</h2>
          <p>
            {file.caption && <span>{file.name}</span>}
            <Size of={file.size} />
            {picture && (
              <span className="tabular">
                {file.width} × {file.height}
              </span>
            )}
            {isKnown(file.takenAt) && (
              <span>
                {t('attachments.taken')} <When at={file.takenAt} />
              </span>
            )}
            {file.by && (
              <span>
                {nameOf(file.by)} <When at={file.at} />
              </span>
            )}
          </p>
        </div>
        <span className={classes.place} role="status">
          {t('attachments.place', { at: at + 1, of: files.length })}
        </span>
        {picture && (
          <>
            <IconButton label={t('attachments.zoomOut')} disabled={zoom === 0} onClick={() => closer(-1)}>
              <IconZoomOut size={18} stroke={1.6} />
            </IconButton>
            <IconButton
              label={t('attachments.zoomIn')}
              disabled={zoom === steps.length - 1}
              onClick={() => closer(1)}
            >
              <IconZoomIn size={18} stroke={1.6} />
            </IconButton>
          </>
        )}
        {remove && (
          <Button icon={<IconTrash size={16} stroke={1.6} />} onClick={remove}>
            {t('attachments.remove')}
          </Button>
        )}
        <Button
          icon={<IconDeviceFloppy size={16} stroke={1.6} />}
          hotkey="mod+s"
          busy={save.isPending}
          disabled={!isHere(kept)}
          onClick={keep}
        >
          {t('attachments.saveAs')}
        </Button>
        <IconButton label={t('common.close')} data-autofocus onClick={onClose}>
          <IconX size={18} stroke={1.6} />
        </IconButton>
      </header>
      {save.error && <Refused problem={asProblem(save.error)} />}
      {save.data?.path && (
        <p className={classes.saved} role="status">
          {t('attachments.saved', { path: save.data.path })}
        </p>
      )}
      <div className={classes.stage}>
        <IconButton
          className={classes.arrow}
          label={t('attachments.before')}
          disabled={at === 0}
          onClick={() => go(-1)}
        >
          <IconChevronLeft size={22} stroke={1.6} />
        </IconButton>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <div className={classes.frame} onWheel={wheel} tabIndex={0} role="region" aria-label={file.name}>
          {picture ? (
            <img
              key={file.digest}
              src={addressOf(file.digest, 'view')}
              alt={file.caption || file.name}
              style={{ '--zoom': steps[zoom] } as React.CSSProperties}
              data-zoomed={zoom > 0 || undefined}
              onDoubleClick={() => setZoom(zoom ? 0 : 2)}
            />
          ) : (
            <Unseen key={file.digest} file={file} kept={kept} />
          )}
        </div>
        <IconButton
          className={classes.arrow}
          label={t('attachments.after')}
          disabled={at === files.length - 1}
          onClick={() => go(1)}
        >
          <IconChevronRight size={22} stroke={1.6} />
        </IconButton>
      </div>
    </>
  );
}

/** What is played, or cannot be shown at all, or is not here. */
function Unseen({ file, kept }: { file: Attachment; kept?: Kept }) {
  const { t } = useText();
  const [failed, setFailed] = useState(false);
  const Icon = iconOf(file);
  const player = playerOf(file);
  if (kept && !isHere(kept)) return <NotHere file={file} kept={kept} />;
  if (player && !failed && kept) {
    const Player = player;
    return (
      <Player
        controls
        className={classes.player}
        src={addressOf(file.digest, 'play')}
        aria-label={file.name}
        onError={() => setFailed(true)}
      />
    );
  }
  return (
    <div className={classes.unseen}>
      <Icon size={48} stroke={1.2} aria-hidden />
      <b>{t(`attachments.kind.${kindOf(file)}`)}</b>
      <p>{t(`attachments.unseen.${player ? 'player' : 'other'}`)}</p>
    </div>
  );
}

/** An attachment that is not here as it was kept: where it is, how far it has come, and a way to ask for it. */
function NotHere({ file, kept }: { file: Attachment; kept: Kept }) {
  const { t } = useText();
  const fetch = useFetchFile();
  const coming = kept.state === 'coming';
  const reason = kept.state === 'away' && kept.why ? kept.why : kept.state;
  const Icon = iconOf(file);
  return (
    <div className={classes.unseen}>
      <Icon size={48} stroke={1.2} aria-hidden />
      <b>{t(`attachments.kind.${kindOf(file)}`)}</b>
      <p role="status">{t(`attachments.unseen.${reason}`)}</p>
      {coming && (
        <Progress
          className={classes.coming}
          size={6}
          value={percentOf(file, kept)}
          aria-label={t('attachments.progress', { name: file.name })}
        />
      )}
      {fetch.error && <Refused problem={asProblem(fetch.error)} />}
      {!coming && kept.why !== 'alone' && (
        <Button
          icon={<IconCloudDown size={16} stroke={1.6} />}
          busy={fetch.isPending}
          onClick={() => fetch.mutate(file.digest)}
        >
          {t('attachments.fetch')}
        </Button>
      )}
    </div>
  );
}
