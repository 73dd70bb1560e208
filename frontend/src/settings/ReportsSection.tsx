import { Modal } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Refused } from '../parts/Form';
import { KeyLayer } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Size } from '../parts/Size';
import { Empty } from '../parts/State';
import { useFocusBack } from '../parts/useFocusBack';
import { When } from '../parts/When';
import { Part } from './Part';
import { reportAddress, type SettingsPage, useJobs, useReports, useRunJob } from './queries';
import classes from './Settings.module.css';

const monthly = 'reportMonthly';

/** The reports that the schedule wrote, opened in the window. */
export function ReportsSection({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const reports = useReports();
  const jobs = useJobs();
  const run = useRunJob();
  const [open, setOpen] = useState('');
  const running = jobs.data?.find(({ key }) => key === monthly)?.running ?? false;
  const make = page.isAdmin && (
    <Button
      icon={<IconFileText size={16} stroke={1.6} aria-hidden />}
      busy={running || run.isPending}
      onClick={() => run.mutate(monthly)}
    >
      {t('settings.reports.make')}
    </Button>
  );
  return (
    <Part of="reports" sub={t('settings.reports.sub', { folder: page.folders.reports })} actions={make}>
      {run.error && <Refused problem={asProblem(run.error)} />}
      <Loaded query={reports}>
        {(list) =>
          list.length === 0 ? (
            <Empty title={t('settings.reports.empty')} body={t('settings.reports.emptyBody')} />
          ) : (
            <Card flush label={t('settings.section.reports')}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th scope="col">{t('settings.reports.name')}</th>
                    <th scope="col">{t('settings.reports.at')}</th>
                    <th scope="col" data-right>
                      {t('settings.reports.size')}
                    </th>
                    <th scope="col">
                      <span className="visually-hidden">{t('settings.schedule.acts')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {list.map(({ name, size, at }) => (
                    <tr key={name}>
                      <td className={classes.words}>{name.replace(/\.pdf$/i, '')}</td>
                      <td className={classes.nowrap}>
                        <When at={at} />
                      </td>
                      <td data-right>
                        <Size of={size} />
                      </td>
                      <td data-right>
                        <Button
                          size="toolbar"
                          aria-label={t('settings.reports.openOf', { name })}
                          onClick={() => setOpen(name)}
                        >
                          {t('settings.reports.open')}
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Card>
          )
        }
      </Loaded>
      {open && <ReportDialog name={open} onClose={() => setOpen('')} />}
    </Part>
  );
}

function ReportDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useText();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={name.replace(/\.pdf$/i, '')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="min(1080px, 94vw)"
      yOffset="3vh"
      classNames={{ content: classes.content, body: classes.body }}
    >
      <KeyLayer>
        <iframe
          className={classes.paper}
          src={`${reportAddress(name)}#navpanes=0&view=FitH`}
          title={t('settings.reports.openOf', { name })}
        />
      </KeyLayer>
    </Modal>
  );
}
