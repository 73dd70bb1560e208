import { useState } from 'react';
import strip from '../attachments/Attachments.module.css';
import { DetachForm } from '../attachments/DetachForm';
import { FileCard } from '../attachments/FileCard';
import { type Attachment, useStates } from '../attachments/queries';
import { Viewer } from '../attachments/Viewer';
import { useDesk } from '../desk/queries';
import { useText } from '../i18n/useText';
import { useDetach } from './queries';
import classes from './Timeline.module.css';

/** The attachments of one entry of the timeline; a press looks at them, and those of one's own can be taken off. */
export function SentFiles(sent: SentFilesProps) {
  return sent.files.length > 0 && <Cards {...sent} />;
}

type SentFilesProps = { files: Attachment[]; ticket: string };

function Cards({ files, ticket }: SentFilesProps) {
  const { t } = useText();
  const { person } = useDesk();
  const states = useStates(files);
  const [at, setAt] = useState<number>();
  const [leaving, setLeaving] = useState<Attachment>();
  const detach = useDetach();
  const supervises = person.roles.some((role) => role === 'supervisor' || role === 'admin');
  const mayRemove = (file: Attachment) => supervises || file.by === person.id;
  return (
    <div className={classes.files}>
      <ul className={strip.strip} aria-label={t('attachments.title')}>
        {files.map((file, place) => (
          <FileCard
            key={file.digest}
            file={file}
            kept={states.get(file.digest)}
            onOpen={() => setAt(place)}
          />
        ))}
      </ul>
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
      {leaving && (
        <DetachForm
          file={leaving}
          onDetach={async (what) => {
            await detach.mutateAsync({ ticket, ...what });
            setAt((now) => (now ? now - 1 : files.length > 1 ? 0 : undefined));
          }}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </div>
  );
}
