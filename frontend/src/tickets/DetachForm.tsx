import { useState } from 'react';
import type { Attachment } from '../attachments/queries';
import { useText } from '../i18n/useText';
import { Confirm } from '../parts/Confirm';
import { TextAreaField } from '../parts/Field';
import { useDetach } from './queries';

type DetachFormProps = { ticket: string; file: Attachment; onClose: () => void; onGone: () => void };

/** Asks before a file leaves the ticket; the history keeps that it was there. */
export function DetachForm({ ticket, file, onClose, onGone }: DetachFormProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const detach = useDetach();
  const { digest, entry } = file;
  return (
    <Confirm
      title={t('attachments.removeTitle', { name: file.caption || file.name })}
      action={t('attachments.remove')}
      danger
      onConfirm={() => detach.mutateAsync({ ticket, digest, entry, reason }).then(onGone)}
      onClose={onClose}
    >
      <p>{t('attachments.removeBody')}</p>
      <TextAreaField
        name="reason"
        label={t('attachments.reason')}
        optional
        rows={2}
        value={reason}
        onChange={setReason}
        autoFocus
      />
    </Confirm>
  );
}
