import { PinInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../bridge/problem';
import type { Founding } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { FieldRow, TextField } from '../parts/Field';
import { Form, useFieldError } from '../parts/Form';
import classes from './Setup.module.css';

type AdminStepProps = {
  wanted: Founding;
  onChange: (part: Partial<Founding>) => void;
  onBack: () => void;
  onDone: () => Promise<unknown>;
};

/** A login from a Latin name: "Chen Siyuan" becomes chen.siyuan; a Chinese name has to be given one. */
export function loginFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return /^[a-z][a-z .'-]*$/.test(plain.trim()) ? plain.trim().replace(/[^a-z]+/g, '.') : '';
}

/** Who looks after the desk: a name, a login, and a PIN said twice. */
export function AdminStep({ wanted, onChange, onBack, onDone }: AdminStepProps) {
  const { t } = useText();
  const [again, setAgain] = useState('');
  const rename = (admin: string) => {
    const followed = wanted.login === '' || wanted.login === loginFrom(wanted.admin);
    onChange(followed ? { admin, login: loginFrom(admin) } : { admin });
  };
  const done = async () => {
    if (!wanted.admin.trim()) throw new Problem('field.missing', {}, 'admin');
    if (!wanted.login.trim()) throw new Problem('field.missing', {}, 'login');
    if (!/^\d{6}$/.test(wanted.pin)) throw new Problem('setup.pin', {}, 'pin');
    if (wanted.pin !== again) throw new Problem('setup.pinDiffers', {}, 'pinAgain');
    await onDone();
  };
  return (
    <>
      <h1 className={classes.title}>{t('setup.adminTitle')}</h1>
      <p className={classes.sub}>{t('setup.adminSub')}</p>
      <Form submit={t('setup.found')} onSubmit={done}>
        <FieldRow>
          <TextField name="admin" label={t('setup.admin')} value={wanted.admin} onChange={rename} autoFocus />
          <TextField
            name="login"
            label={t('setup.login')}
            hint={t('setup.loginHint')}
            value={wanted.login}
            onChange={(login) => onChange({ login })}
          />
        </FieldRow>
        <FieldRow>
          <Pin name="pin" label={t('setup.pin')} value={wanted.pin} onChange={(pin) => onChange({ pin })} />
          <Pin name="pinAgain" label={t('setup.pinAgain')} value={again} onChange={setAgain} />
        </FieldRow>
        <Button look="quiet" className={classes.back} onClick={onBack}>
          {t('common.back')}
        </Button>
      </Form>
    </>
  );
}

type PinProps = { name: string; label: string; value: string; onChange: (pin: string) => void };

function Pin({ name, label, value, onChange }: PinProps) {
  const { t } = useText();
  const refused = useFieldError(name);
  return (
    <fieldset className={classes.pin}>
      <legend className={classes.label}>{label}</legend>
      <PinInput
        length={6}
        mask
        type="number"
        value={value}
        onChange={onChange}
        error={Boolean(refused)}
        placeholder=""
        gap={6}
        classNames={{ input: classes.cell }}
        getInputProps={(at) => ({
          'aria-label': `${label} ${t('sign.digit', { at: at + 1, of: 6 })}`,
          ...(at === 0 ? { name } : {}),
        })}
      />
      {refused && (
        <p className={classes.refused} role="alert">
          {refused}
        </p>
      )}
    </fieldset>
  );
}
