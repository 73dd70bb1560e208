import { Checkbox, SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Dialog } from '../parts/Dialog';
import { TextField } from '../parts/Field';
import { Form, Refused } from '../parts/Form';
import { Loaded } from '../parts/Loaded';
import { Locked, Part } from '../settings/Part';
import type { SettingsPage } from '../settings/queries';
import classes from '../settings/Settings.module.css';
import { FilesCard } from './FilesCard';
import { HubCard } from './HubCard';
import { InvitationDialog } from './InvitationDialog';
import { ClusterFields, FolderFields, HubFields } from './PlaceFields';
import {
  nothing,
  type Pairing,
  type SyncStatus,
  useConnect,
  useHub,
  useRunHub,
  useSync,
  useTry,
} from './queries';
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
              {data.link.kind ? <Shared status={data} page={page} /> : page.isAdmin && <Share page={page} />}
            </div>
            {hub.data && (hub.data.on || hub.data.running) && <HubCard hub={hub.data} admin={page.isAdmin} />}
            {page.isAdmin && (
              <div className={classes.narrow}>
                <RhythmCard key={`${data.spec} ${data.nudge}`} status={data} />
              </div>
            )}
            {page.isAdmin && data.link.kind && (
              <div className={classes.narrow}>
                <FilesCard status={data} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Part>
  );
}

function Shared({ status, page }: { status: SyncStatus; page: SettingsPage }) {
  const { t } = useText();
  const [, go] = useLocation();
  const [asking, setAsking] = useState<'leave' | 'move' | 'invite'>();
  const close = () => setAsking(undefined);
  const invites = status.link.kind !== 'hub';
  return (
    <>
      <Card title={t('sync.set.place')}>
        <div className={classes.setting}>
          <div>
            <b>{t(`sync.place.${status.link.kind}`)}</b>
            <span className={classes.second}>{status.link.address}</span>
          </div>
          <div className={classes.acts}>
            <Button onClick={() => go('/sync')}>{t('sync.set.openPage')}</Button>
            {page.isAdmin && (
              <>
                <Button onClick={() => setAsking('move')}>{t('sync.set.move')}</Button>
                <Button onClick={() => setAsking('leave')}>{t('sync.set.unlink')}</Button>
                {invites && (
                  <Button look="primary" onClick={() => setAsking('invite')}>
                    {t('sync.set.invite')}
                  </Button>
                )}
              </>
            )}
          </div>
        </div>
      </Card>
      {asking === 'leave' && <UnlinkDialog status={status} onClose={close} />}
      {asking === 'invite' && <InvitationDialog onClose={close} />}
      {asking === 'move' && (
        <Dialog title={t('sync.set.moveTitle')} onClose={close}>
          <div className={classes.form}>
            <p className={classes.plain}>{t('sync.set.moveBody')}</p>
            <Ways
              ways={['folder', 'connect', 'cluster']}
              page={page}
              from={status.link.kind}
              onDone={close}
            />
          </div>
        </Dialog>
      )}
    </>
  );
}

type Way = 'run' | 'connect' | 'folder' | 'cluster';

// A desk that is not shared: run the hub here, or go to where others meet.
function Share({ page }: { page: SettingsPage }) {
  const { t } = useText();
  return (
    <Card title={t('sync.alone.title')}>
      <div className={classes.form}>
        <p className={classes.plain}>{t('sync.alone.body')}</p>
        <Ways ways={['run', 'connect', 'folder', 'cluster']} page={page} />
      </div>
    </Card>
  );
}

type WaysProps = { ways: Way[]; page: SettingsPage; from?: string; onDone?: () => void };

function Ways({ ways, page, from, onDone }: WaysProps) {
  const { t } = useText();
  const [way, setWay] = useState<Way>(ways[0] ?? 'run');
  return (
    <div className={classes.form}>
      <SegmentedControl
        aria-label={t('sync.set.how')}
        value={way}
        onChange={(chosen) => setWay(chosen as Way)}
        data={ways.map((value) => ({ value, label: t(`sync.set.${value}`) }))}
      />
      {way === 'run' ? (
        <RunForm />
      ) : (
        <PlaceForm key={way} way={way} page={page} from={from} onDone={onDone} />
      )}
    </div>
  );
}

function RunForm() {
  const { t } = useText();
  const run = useRunHub();
  const [listen, setListen] = useState('');
  return (
    <Form submit={t('sync.set.runDo')} onSubmit={() => run.mutateAsync([{ listen }])}>
      <p className={classes.plain}>{t('sync.set.runBody')}</p>
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

type PlaceFormProps = { way: Exclude<Way, 'run'>; page: SettingsPage; from?: string; onDone?: () => void };

function PlaceForm({ way, page, from, onDone }: PlaceFormProps) {
  const { t } = useText();
  const connect = useConnect();
  const trying = useTry();
  const [wanted, setWanted] = useState(nothing);
  const change = (part: Partial<Pairing>) => {
    trying.reset();
    setWanted((before) => ({ ...before, ...part }));
  };
  const done = async () => {
    await connect.mutateAsync([wanted]);
    onDone?.();
  };
  const fields: Record<typeof way, ReactNode> = {
    connect: <HubFields wanted={wanted} onChange={change} />,
    folder: <FolderFields wanted={wanted} onChange={change} canPick={page.canPick} />,
    cluster: <ClusterFields wanted={wanted} onChange={change} />,
  };
  return (
    <Form submit={t(`sync.set.${way}Do`)} onSubmit={done}>
      <p className={classes.plain}>{t(`sync.set.${way}Body`)}</p>
      {fields[way]}
      {way === 'folder' && from === 'folder' && (
        <Checkbox
          checked={wanted.newKey && wanted.invitation === ''}
          onChange={(event) => change({ newKey: event.currentTarget.checked })}
          disabled={wanted.invitation !== ''}
          label={t('sync.folder.newKey')}
          description={t('sync.folder.newKeyHint')}
        />
      )}
      {way === 'cluster' && (
        <div className={classes.acts}>
          <Button busy={trying.isPending} onClick={() => trying.mutate(wanted)}>
            {t('sync.cluster.try')}
          </Button>
          <span role="status">{trying.isSuccess && t('sync.cluster.tried')}</span>
        </div>
      )}
      {trying.error && <Refused problem={asProblem(trying.error)} />}
    </Form>
  );
}
