import { useState } from 'react';
import { Problem } from '../bridge/problem';
import { useJoin } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { FieldRow, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import classes from './Setup.module.css';

/** Makes this computer another workstation of a desk that exists: address, code, and what people call it. */
export function JoinStep({ onBack }: { onBack: () => void }) {
  const { t } = useText();
  const join = useJoin();
  const [wanted, setWanted] = useState({ hub: '', code: '', name: '' });
  const change = (part: Partial<typeof wanted>) => setWanted((before) => ({ ...before, ...part }));
  const done = async () => {
    for (const name of ['hub', 'code', 'name'] as const) {
      if (!wanted[name].trim()) throw new Problem('field.missing', {}, name);
    }
    await join.mutateAsync(wanted);
  };
  return (
    <>
      <h1 className={classes.title}>{t('setup.joinTitle')}</h1>
      <p className={classes.sub}>{t('setup.joinSub')}</p>
      <Form submit={t('setup.joinDo')} onSubmit={done}>
        <FieldRow>
          <TextField
            name="hub"
            label={t('setup.joinHub')}
            value={wanted.hub}
            onChange={(hub) => change({ hub })}
            placeholder={t('setup.joinHubExample')}
            autoFocus
          />
          <TextField
            name="code"
            label={t('setup.joinCode')}
            hint={t('setup.joinCodeHint')}
            value={wanted.code}
            onChange={(code) => change({ code: code.toUpperCase() })}
            placeholder="ACDEF-GHJKM"
          />
        </FieldRow>
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
