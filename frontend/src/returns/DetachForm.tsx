import { useState } from 'react';
import type { Attachment } from '../attachments/queries';
import { useText } from '../i18n/useText';
import { Confirm } from '../parts/Confirm';
import { TextAreaField } from '../parts/Field';
import { type ReturnDetail, useDetach } from './queries';

type DetachFormProps = { detail: ReturnDetail; file: Attachment; onClose: () => void; onGone: () => void };

/** Asks before a photo leaves the return; the history keeps that it was there. */
export function DetachForm({ detail, file, onClose, onGone }: DetachFormProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const detach = useDetach();
  const { digest, entry } = file;
  return (
    <Confirm
      title={t('attachments.removeTitle', { name: file.caption || file.name })}
      action={t('attachments.remove')}
      danger
      onConfirm={() => detach.mutateAsync({ return: detail.return.id, digest, entry, reason }).then(onGone)}
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
