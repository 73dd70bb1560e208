import { UnstyledButton } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { AddButton } from '../attachments/AddButton';
import { AttachZone } from '../attachments/AttachZone';
import { DetachForm } from '../attachments/DetachForm';
import { Thumb } from '../attachments/FileCard';
import { isShown } from '../attachments/kinds';
import { type Attachment, type FileState, type Kept, useStates } from '../attachments/queries';
import { Strip } from '../attachments/Strip';
import { useKeptWords } from '../attachments/useKeptWords';
import { useTaking } from '../attachments/useTaking';
import { Viewer } from '../attachments/Viewer';
import { useDesk } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { AttachForm } from './AttachForm';
import classes from './PhotosCard.module.css';
import { type ReturnDetail, useDetach } from './queries';

/** The photos and papers of a return: what arrived, how it was cleaned, what an inspector saw. */
export function PhotosCard({ detail }: { detail: ReturnDetail }) {
  const { t } = useText();
  const files = detail.return.files ?? [];
  const states = useStates(files);
  const [at, setAt] = useState<number>();
  const [ready, setReady] = useState<Attachment[]>([]);
  const [leaving, setLeaving] = useState<Attachment>();
  const taking = useTaking((more) => setReady((before) => [...before, ...more]));
  const mayRemove = useMayRemove();
  const detach = useDetach();
  return (
    <Card
      title={t('returns.photos.title')}
      sub={files.length > 0 && <Summary files={files} states={states} />}
      right={
        <AddButton taking={taking}>
          {(choose) => (
            <Button
              look="quiet"
              size="toolbar"
              icon={<IconPhotoPlus size={16} stroke={1.6} />}
              onClick={choose}
            >
              {t('returns.photos.add')}
            </Button>
          )}
        </AddButton>
      }
      label={t('returns.photos.title')}
    >
      <AttachZone taking={taking} className={classes.zone}>
        {files.length > 0 ? (
          <ul className={classes.grid}>
            {files.map((file, place) => (
              <Photo
                key={file.digest + file.entry}
                file={file}
                kept={states.get(file.digest)}
                onOpen={() => setAt(place)}
              />
            ))}
          </ul>
        ) : (
          <p className={classes.none}>{t('returns.photos.none')}</p>
        )}
        <Strip files={[]} taking={taking} label={t('returns.photos.coming')} />
      </AttachZone>
      {at !== undefined && files[at] && (
        <Viewer
          files={files}
          states={states}
          at={at}
          onMove={setAt}
          onClose={() => setAt(undefined)}
          onRemove={(file) => (mayRemove(file) ? () => setLeaving(file) : undefined)}
        />
      )}
      {ready.length > 0 && taking.coming.length === 0 && (
        <AttachForm detail={detail} files={ready} onClose={() => setReady([])} />
      )}
      {leaving && (
        <DetachForm
          file={leaving}
          onDetach={async (what) => {
            await detach.mutateAsync({ return: detail.return.id, ...what });
            setAt((now) => (now ? now - 1 : files.length > 1 ? 0 : undefined));
          }}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Card>
  );
}

/** Whether the person may take an attachment off: their own, or as a supervisor. */
function useMayRemove() {
  const { person } = useDesk();
  const supervises = person.roles.some((role) => role === 'supervisor' || role === 'admin');
  return (file: Attachment) => supervises || file.by === person.id;
}

function Summary({ files, states }: { files: Attachment[]; states: Map<string, Kept> }) {
  const { t } = useText();
  const count = (state: FileState) =>
    files.filter(({ digest }) => states.get(digest)?.state === state).length;
  const all = t('returns.photos.count', { count: files.length });
  if (count('damaged')) return t('returns.photos.damaged', { all, count: count('damaged') });
  if (count('lost')) return t('returns.photos.lost', { all, count: count('lost') });
  const away = count('away') + count('coming');
  if (away) return t('returns.photos.missing', { all, count: away });
  return count('sound') === files.length ? t('returns.photos.verified', { all }) : all;
}

type PhotoProps = { file: Attachment; kept?: Kept; onOpen: () => void };

function Photo({ file, kept, onOpen }: PhotoProps) {
  const { t } = useText();
  const wrong = useKeptWords()(file, kept);
  return (
    <li className={classes.photo} data-picture={isShown(file) || undefined}>
      <UnstyledButton className={classes.open} onClick={onOpen}>
        <Thumb file={file} kept={kept} />
        <span className={classes.below}>
          <span className={classes.name} title={file.caption || file.name}>
            {file.caption || file.name}
          </span>
          <span className={classes.step} data-wrong={wrong || undefined}>
            {wrong || t(`returns.shows.${file.step}`)}
          </span>
        </span>
      </UnstyledButton>
    </li>
  );
}
