import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import classes from '../settings/Settings.module.css';
import { type SyncStatus, useSetRhythm } from './queries';
import { usePlan } from './words';

const plans = ['* * * * *', '*/5 * * * *', '*/15 * * * *', '0 * * * *'];
const own = 'own';

/** When rounds come by themselves. */
export function RhythmCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const say = usePlan();
  const set = useSetRhythm();
  const [chosen, setChosen] = useState(plans.includes(status.spec) ? status.spec : own);
  const [spec, setSpec] = useState(status.spec);
  const [nudge, setNudge] = useState(String(status.nudge));
  const wanted = chosen === own ? spec.trim() : chosen;
  const same = wanted === status.spec && nudge === String(status.nudge);
  return (
    <Card title={t('sync.when.title')}>
      <Form
        submit={t('sync.when.save')}
        disabled={same}
        onSubmit={() => set.mutateAsync([{ spec: wanted, nudge: Number(nudge) || 0 }])}
      >
        <SegmentedControl
          aria-label={t('sync.when.plan')}
          value={chosen}
          onChange={setChosen}
          data={[
            ...plans.map((value) => ({ value, label: say(value) })),
            { value: own, label: t('sync.when.own') },
          ]}
        />
        {chosen === own && (
          <TextField
            name="spec"
            label={t('sync.when.spec')}
            hint={t('sync.when.specHint')}
            value={spec}
            onChange={setSpec}
          />
        )}
        <div className={classes.narrow}>
          <TextField
            name="nudge"
            label={t('sync.when.nudge')}
            hint={t('sync.when.nudgeHint')}
            value={nudge}
            onChange={setNudge}
            inputMode="numeric"
          />
        </div>
      </Form>
    </Card>
  );
}
