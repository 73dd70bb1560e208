import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Confirm } from '../parts/Confirm';
import { type SyncStatus, useUnlink } from './queries';

/** Asks before this workstation leaves the others. */
export function UnlinkDialog({ status, onClose }: { status: SyncStatus; onClose: () => void }) {
  const { t } = useText();
  const unlink = useUnlink();
  const [force, setForce] = useState(false);
  return (
    <Confirm
      title={t('sync.set.unlinkTitle')}
      action={t('sync.set.unlinkDo')}
      danger
      onConfirm={() => unlink.mutateAsync([force])}
      onClose={onClose}
    >
      <p>{t('sync.set.unlinkBody')}</p>
      {status.trouble.code && (
        <Checkbox
          checked={force}
          onChange={(event) => setForce(event.currentTarget.checked)}
          label={t('sync.set.unlinkForce', { count: status.toGo })}
        />
      )}
    </Confirm>
  );
}
