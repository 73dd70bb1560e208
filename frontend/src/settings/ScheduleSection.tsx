import { Switch } from '@mantine/core';
import { IconLoader2, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { Refused } from '../parts/Form';
import { Loaded } from '../parts/Loaded';
import { When } from '../parts/When';
import { LogDialog } from './LogDialog';
import { Notices } from './Notices';
import { Locked, Part } from './Part';
import { planOf } from './plan';
import { type Job, type SettingsPage, useJobs, useRunJob, useSwitchJob } from './queries';
import { ResultChip } from './ResultChip';
import classes from './Settings.module.css';
import { useOutcome } from './useOutcome';

/** The chores that this workstation does by itself, and what came of them. */
export function ScheduleSection({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const jobs = useJobs();
  const [logged, setLogged] = useState('');
  const change = useSwitchJob();
  const run = useRunJob();
  const refused = change.error ?? run.error;
  return (
    <Part of="schedule" sub={t('settings.schedule.sub', { zone: page.shop.zone })}>
      {!page.isAdmin && <Locked to="admin" />}
      {refused && <Refused problem={asProblem(refused)} />}
      <Card flush label={t('settings.section.schedule')}>
        <Loaded query={jobs}>
          {(list) => (
            <div className={classes.tableFrame}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    {['job', 'on', 'next', 'last'].map((head) => (
                      <th key={head} scope="col">
                        {t(`settings.schedule.${head}`)}
                      </th>
                    ))}
                    <th scope="col">
                      <span className="visually-hidden">{t('settings.schedule.acts')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {list.map((job) => (
                    <JobRow
                      key={job.key}
                      job={job}
                      mayChange={page.isAdmin}
                      onSwitch={(on) => change.mutate({ key: job.key, on })}
                      onRun={() => run.mutate(job.key)}
                      onLog={() => setLogged(job.key)}
                    />
                  ))}
                </tbody>
              </table>
              {list
                .filter(({ key }) => key === logged)
                .map((job) => (
                  <LogDialog key={job.key} job={job} onClose={() => setLogged('')} />
                ))}
            </div>
          )}
        </Loaded>
      </Card>
      <Notices />
    </Part>
  );
}

type JobRowProps = {
  job: Job;
  mayChange: boolean;
  onSwitch: (on: boolean) => void;
  onRun: () => void;
  onLog: () => void;
};

function JobRow({ job, mayChange, onSwitch, onRun, onLog }: JobRowProps) {
  const { t } = useText();
  const name = t(`jobs.${job.key}.name`);
  return (
    <tr className={classes.job} data-off={!job.on || undefined}>
      <td className={classes.name}>
        <b>{name}</b>
        <span className={classes.second}>{t(`jobs.${job.key}.about`)}</span>
      </td>
      <td>
        <Switch
          size="xs"
          withThumbIndicator={false}
          checked={job.on}
          disabled={!mayChange}
          aria-label={t('settings.schedule.switch', { job: name })}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
      </td>
      <td className={classes.nowrap}>
        {job.on ? <When at={job.next} /> : t('settings.schedule.off')}
        <span className={classes.second}>
          <PlanWords spec={job.spec} />
        </span>
      </td>
      <td className={classes.last}>
        <Last job={job} />
      </td>
      <td data-right>
        <span className={classes.acts}>
          {mayChange && (
            <Button
              size="toolbar"
              icon={<IconPlayerPlay size={14} stroke={1.6} aria-hidden />}
              disabled={job.running}
              aria-label={t('settings.schedule.runJob', { job: name })}
              onClick={onRun}
            >
              {t('settings.schedule.runNow')}
            </Button>
          )}
          <Button
            size="toolbar"
            look="quiet"
            aria-label={t('settings.schedule.logOf', { job: name })}
            onClick={onLog}
          >
            {t('settings.schedule.log')}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function PlanWords({ spec }: { spec: string }) {
  const { t } = useText();
  const plan = planOf(spec);
  const places = plan.every === 'weekly' ? { ...plan, weekday: t(`settings.weekday.${plan.weekday}`) } : plan;
  return t(`settings.schedule.${plan.every}`, places);
}

function Last({ job }: { job: Job }) {
  const { t } = useText();
  const outcome = useOutcome();
  if (job.running) {
    return (
      <Chip tone="accent" icon={<IconLoader2 size={14} stroke={1.6} aria-hidden />}>
        {t('settings.schedule.running')}
      </Chip>
    );
  }
  if (!job.ran) return t('settings.schedule.never');
  return (
    <>
      <span className={classes.acts}>
        <ResultChip run={job.last} />
        <When at={job.last.at} />
      </span>
      <span className={classes.second}>{outcome(job.key, job.last)}</span>
    </>
  );
}
