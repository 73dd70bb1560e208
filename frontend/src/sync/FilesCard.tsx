import { SegmentedControl } from '@mantine/core';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Refused } from '../parts/Form';
import classes from '../settings/Settings.module.css';
import { type SyncStatus, useSetFiles } from './queries';

/** Which attachments this workstation fetches by itself. */
export function FilesCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const set = useSetFiles();
  return (
    <Card title={t('sync.files.title')}>
      <SegmentedControl
        aria-label={t('sync.files.title')}
        value={status.files.all ? 'all' : 'looked'}
        onChange={(value) => set.mutate([{ all: value === 'all' }])}
        data={[
          { value: 'all', label: t('sync.files.all') },
          { value: 'looked', label: t('sync.files.looked') },
        ]}
      />
      <p className={classes.second}>{t('sync.files.hint')}</p>
      {set.error && <Refused problem={asProblem(set.error)} />}
    </Card>
  );
}
