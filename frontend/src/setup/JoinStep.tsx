import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Problem } from '../bridge/problem';
import { useDeskState, useJoin } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { ClusterFields, FolderFields, HubFields } from '../sync/PlaceFields';
import { nothing, type Pairing } from '../sync/queries';
import classes from './Setup.module.css';

const ways = ['hub', 'folder', 'cluster'] as const;
type Way = (typeof ways)[number];

// What has to be typed before anybody is asked, by the name of its field.
const needed: Record<Way, { field: string; of: (wanted: Pairing) => string }[]> = {
  hub: [
    { field: 'hub', of: ({ hub }) => hub },
    { field: 'code', of: ({ code }) => code },
  ],
  folder: [
    { field: 'folder', of: ({ folder }) => folder },
    { field: 'invitation', of: ({ invitation }) => invitation },
  ],
  cluster: [
    { field: 'urls', of: ({ cluster }) => cluster.join('') },
    { field: 'invitation', of: ({ invitation }) => invitation },
  ],
};

/** Makes this computer another workstation of a desk that exists: where the others meet, and what people call it. */
export function JoinStep({ onBack }: { onBack: () => void }) {
  const { t } = useText();
  const join = useJoin();
  const canPick = useDeskState().data?.native ?? false;
  const [way, setWay] = useState<Way>('hub');
  const [wanted, setWanted] = useState(nothing);
  const change = (part: Partial<Pairing>) => setWanted((before) => ({ ...before, ...part }));
  const done = async () => {
    const own = { ...nothing, ...only(wanted, way) };
    for (const { field, of } of [...needed[way], { field: 'name', of: ({ name }: Pairing) => name }]) {
      if (!of(own).trim()) throw new Problem('field.missing', {}, field);
    }
    await join.mutateAsync(own);
  };
  const fields: Record<Way, ReactNode> = {
    hub: <HubFields wanted={wanted} onChange={change} />,
    folder: <FolderFields joins wanted={wanted} onChange={change} canPick={canPick} />,
    cluster: <ClusterFields joins wanted={wanted} onChange={change} />,
  };
  return (
    <>
      <h1 className={classes.title}>{t('setup.joinTitle')}</h1>
      <p className={classes.sub}>{t(`setup.joinSub.${way}`)}</p>
      <Form submit={t('setup.joinDo')} onSubmit={done}>
        <SegmentedControl
          aria-label={t('setup.joinHow')}
          value={way}
          onChange={(chosen) => setWay(chosen as Way)}
          data={ways.map((value) => ({ value, label: t(`setup.joinWay.${value}`) }))}
        />
        {fields[way]}
        <TextField
          name="name"
          label={t('setup.joinName')}
          hint={t('setup.workstationHint')}
          value={wanted.name}
          onChange={(name) => change({ name })}
          placeholder={t('setup.workstationExample')}
          maxLength={80}
        />
        <Button look="quiet" className={classes.back} onClick={onBack}>
          {t('setup.orFound')}
        </Button>
      </Form>
    </>
  );
}

// What was typed for another way and left does not count.
function only({ name, invitation, ...of }: Pairing, way: Way): Partial<Pairing> {
  if (way === 'hub') return { name, hub: of.hub, code: of.code };
  if (way === 'folder') return { name, invitation, folder: of.folder };
  return {
    name,
    invitation,
    cluster: of.cluster,
    credentials: of.credentials,
    authorities: of.authorities,
  };
}
