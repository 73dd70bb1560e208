import { SegmentedControl } from '@mantine/core';
import { IconServer } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { Loaded } from '../parts/Loaded';
import { Locked, Part } from '../settings/Part';
import type { SettingsPage } from '../settings/queries';
import classes from '../settings/Settings.module.css';
import { HubCard } from './HubCard';
import { type SyncStatus, useConnect, useHub, useRunHub, useSync } from './queries';
import { RhythmCard } from './RhythmCard';
import { UnlinkDialog } from './UnlinkDialog';

/** Where this workstation meets the others and when, and the hub that it may run. */
export function SyncSection({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const status = useSync();
  const hub = useHub();
  return (
    <Part of="sync" sub={t('sync.set.sub')}>
      {!page.isAdmin && <Locked to="admin" />}
      <Loaded query={status}>
        {(data) => (
          <>
            <div className={classes.narrow}>
              {data.link.kind ? <Shared status={data} admin={page.isAdmin} /> : page.isAdmin && <Share />}
            </div>
            {hub.data && (hub.data.on || hub.data.running) && <HubCard hub={hub.data} admin={page.isAdmin} />}
            {page.isAdmin && (
              <div className={classes.narrow}>
                <RhythmCard key={`${data.spec} ${data.nudge}`} status={data} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Part>
  );
}

function Shared({ status, admin }: { status: SyncStatus; admin: boolean }) {
  const { t } = useText();
  const [, go] = useLocation();
  const [leaving, setLeaving] = useState(false);
  return (
    <Card title={t('sync.set.place')}>
      <div className={classes.setting}>
        <div>
          <b>{t(`sync.place.${status.link.kind}`)}</b>
          <span className={classes.second}>{status.link.address}</span>
        </div>
        <div className={classes.acts}>
          <Button onClick={() => go('/sync')}>{t('sync.set.openPage')}</Button>
          {admin && <Button onClick={() => setLeaving(true)}>{t('sync.set.unlink')}</Button>}
        </div>
      </div>
      {leaving && <UnlinkDialog status={status} onClose={() => setLeaving(false)} />}
    </Card>
  );
}

const ways = ['run', 'connect'] as const;
type Way = (typeof ways)[number];

// A desk that is not shared: run the hub here, or go to one that runs elsewhere.
function Share() {
  const { t } = useText();
  const [way, setWay] = useState<Way>('run');
  const forms: Record<Way, ReactNode> = { run: <RunForm />, connect: <ConnectForm /> };
  return (
    <Card title={t('sync.alone.title')}>
      <div className={classes.form}>
        <p className={classes.plain}>{t('sync.alone.body')}</p>
        <SegmentedControl
          aria-label={t('sync.set.how')}
          value={way}
          onChange={(chosen) => setWay(chosen as Way)}
          data={ways.map((value) => ({ value, label: t(`sync.set.${value}`) }))}
        />
        {forms[way]}
      </div>
    </Card>
  );
}

function RunForm() {
  const { t } = useText();
  const run = useRunHub();
  const [listen, setListen] = useState('');
  return (
    <Form submit={t('sync.set.runDo')} onSubmit={() => run.mutateAsync([{ listen }])}>
      <p className={classes.plain}>
        <IconServer size={16} stroke={1.6} aria-hidden /> {t('sync.set.runBody')}
      </p>
      <TextField
        name="listen"
        label={t('sync.set.listen')}
        hint={t('sync.set.listenHint')}
        value={listen}
        onChange={setListen}
        placeholder=":7422"
        optional
      />
    </Form>
  );
}

function ConnectForm() {
  const { t } = useText();
  const connect = useConnect();
  const [hub, setHub] = useState('');
  const [code, setCode] = useState('');
  return (
    <Form submit={t('sync.set.connectDo')} onSubmit={() => connect.mutateAsync([{ hub, code }])}>
      <p className={classes.plain}>{t('sync.set.connectBody')}</p>
      <TextField
        name="hub"
        label={t('setup.joinHub')}
        value={hub}
        onChange={setHub}
        placeholder={t('setup.joinHubExample')}
      />
      <TextField
        name="code"
        label={t('setup.joinCode')}
        hint={t('setup.joinCodeHint')}
        value={code}
        onChange={(typed) => setCode(typed.toUpperCase())}
      />
    </Form>
  );
}
