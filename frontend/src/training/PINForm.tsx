import { PinInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { Form } from '../parts/Form';
import { type Person, useSetPIN } from './queries';
import classes from './Training.module.css';

/** Sets the six digits with which somebody signs in. */
export function PINForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useText();
  const [pin, setPIN] = useState('');
  const set = useSetPIN();
  const submit = () => set.mutateAsync({ person: person.id, pin }).then(onClose);
  return (
    <Dialog title={t('training.person.pinTitle', { name: person.name })} onClose={onClose}>
      <Form
        submit={t('training.person.pinSubmit')}
        disabled={pin.length < 6}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={classes.plain}>{t('training.person.pinBody')}</p>
        <PinInput
          aria-label={t('training.person.pinDigits')}
          length={6}
          type="number"
          mask
          value={pin}
          onChange={setPIN}
          getInputProps={(at) => ({
            'aria-label': t('sign.digit', { at: at + 1, of: 6 }),
            'data-autofocus': at === 0 || undefined,
          })}
        />
      </Form>
    </Dialog>
  );
}
