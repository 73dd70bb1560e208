import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { PaperFrame } from './PaperFrame';
import { type Paper, paperAddress, useSavePaper } from './queries';

type PaperDialogProps = { paper: Paper; onClose: () => void };

/** A paper of one record; a ticket's may hold its internal notes. */
export function PaperDialog({ paper, onClose }: PaperDialogProps) {
  const { t } = useText();
  const [notes, setNotes] = useState(false);
  const save = useSavePaper(paper);
  return (
    <PaperFrame
      title={t(`papers.title.${paper.kind}`)}
      address={(lang) => paperAddress(paper, { lang, notes })}
      save={save}
      onSave={(lang) => save.mutate({ lang, notes })}
      onClose={onClose}
    >
      {paper.kind === 'ticket' && (
        <Checkbox
          label={t('papers.notes')}
          checked={notes}
          onChange={({ currentTarget: box }) => {
            setNotes(box.checked);
            save.reset();
          }}
        />
      )}
    </PaperFrame>
  );
}
