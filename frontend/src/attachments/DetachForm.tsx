import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Confirm } from '../parts/Confirm';
import { TextAreaField } from '../parts/Field';
import type { Attachment } from './queries';

type DetachFormProps = {
  file: Attachment;
  onDetach: (leaving: { digest: string; entry: string; reason: string }) => Promise<unknown>;
  onClose: () => void;
};

/** Asks before a file leaves its record; the history keeps that it was there. */
export function DetachForm({ file, onDetach, onClose }: DetachFormProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const { digest, entry } = file;
  return (
    <Confirm
      title={t('attachments.removeTitle', { name: file.caption || file.name })}
      action={t('attachments.remove')}
      danger
      onConfirm={() => onDetach({ digest, entry, reason })}
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
