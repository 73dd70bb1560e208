import { IconAlertTriangle, IconDatabaseExport, IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { TextField } from '../parts/Field';
import { Form, Refused } from '../parts/Form';
import { Loaded } from '../parts/Loaded';
import { Size } from '../parts/Size';
import { Empty } from '../parts/State';
import { When } from '../parts/When';
import { Locked, Part } from './Part';
import {
  type Folders,
  type SettingsPage,
  useBackups,
  useJobs,
  usePickFolder,
  useRunJob,
  useSetFolders,
} from './queries';
import classes from './Settings.module.css';

const backup = 'backup';

/** Where the chores put their files, and the backups that exist. */
export function FoldersSection({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const [wanted, setWanted] = useState<Folders>(page.folders);
  const set = useSetFolders();
  const same = wanted.reports === page.folders.reports && wanted.backups === page.folders.backups;
  const submit = async () => setWanted((await set.mutateAsync(wanted)).folders);
  const fields = (
    <>
      {(['reports', 'backups'] as const).map((which) => (
        <FolderField
          key={which}
          name={which}
          page={page}
          value={wanted[which]}
          onChange={(value) => setWanted((old) => ({ ...old, [which]: value }))}
        />
      ))}
    </>
  );
  return (
    <Part of="folders" saved={set.isSuccess && same}>
      {!page.isAdmin && <Locked to="admin" />}
      <div className={classes.narrow}>
        <Card label={t('settings.section.folders')}>
          <div className={classes.form}>
            <p className={classes.plain}>{t('settings.folders.sub')}</p>
            {page.isAdmin ? (
              <Form submit={t('settings.folders.save')} disabled={same} onSubmit={submit}>
                {fields}
              </Form>
            ) : (
              fields
            )}
          </div>
        </Card>
      </div>
      {page.folders.backups.startsWith(page.deskDir) && (
        <p className={`${classes.warn} ${classes.narrow}`}>
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          {t('settings.folders.sameDisk')}
        </p>
      )}
      <Backups page={page} />
    </Part>
  );
}

type FolderFieldProps = {
  name: 'reports' | 'backups';
  page: SettingsPage;
  value: string;
  onChange: (value: string) => void;
};

function FolderField({ name, page, value, onChange }: FolderFieldProps) {
  const { t } = useText();
  const pick = usePickFolder();
  const choose = async () => {
    const { path } = await pick.mutateAsync();
    if (path) onChange(path);
  };
  const field = (
    <TextField
      name={name}
      label={t(`settings.folders.${name}`)}
      hint={t('settings.folders.hint')}
      value={value}
      onChange={onChange}
      disabled={!page.isAdmin}
    />
  );
  if (!page.isAdmin || !page.canPick) return field;
  return (
    <div className={classes.picked}>
      {field}
      <Button
        icon={<IconFolderOpen size={16} stroke={1.6} aria-hidden />}
        busy={pick.isPending}
        onClick={choose}
      >
        {t('settings.folders.pickButton')}
      </Button>
    </div>
  );
}

function Backups({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const backups = useBackups();
  const jobs = useJobs();
  const run = useRunJob();
  const running = jobs.data?.find(({ key }) => key === backup)?.running ?? false;
  return (
    <div className={classes.narrow}>
      <Card
        flush
        title={t('settings.backups.title')}
        sub={t('settings.backups.sub')}
        right={
          page.isAdmin && (
            <Button
              size="toolbar"
              icon={<IconDatabaseExport size={14} stroke={1.6} aria-hidden />}
              busy={running || run.isPending}
              onClick={() => run.mutate(backup)}
            >
              {t('settings.backups.now')}
            </Button>
          )
        }
      >
        {run.error && <Refused problem={asProblem(run.error)} />}
        <Loaded query={backups}>
          {(list) =>
            list.length === 0 ? (
              <Empty title={t('settings.backups.empty')} body={t('settings.backups.emptyBody')} />
            ) : (
              <>
                <table className={classes.table}>
                  <thead>
                    <tr>
                      <th scope="col">{t('settings.backups.name')}</th>
                      <th scope="col">{t('settings.reports.at')}</th>
                      <th scope="col" data-right>
                        {t('settings.reports.size')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {list.map(({ name, at, size }) => (
                      <tr key={name}>
                        <td className={classes.words}>{name}</td>
                        <td className={classes.nowrap}>
                          <When at={at} />
                        </td>
                        <td data-right>
                          <Size of={size} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className={classes.foot}>{t('settings.backups.restore')}</p>
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}
