import { useState } from 'react';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { Loaded } from '../parts/Loaded';
import classes from './Customers.module.css';
import { type Customer, type Erasing, useErase, useErasing } from './queries';

type EraseFormProps = { customer: Customer; onClose: () => void };

/** Asks before a person's data is erased: what goes, what stays, who erases it too, and that nothing brings it back. */
export function EraseForm({ customer, onClose }: EraseFormProps) {
  const { t } = useText();
  return (
    <Dialog title={t('erase.title', { name: customer.name })} onClose={onClose} size={560}>
      <Loaded query={useErasing(customer.id)} errorTitle={t('erase.failed')}>
        {(reach) => <Ask reach={reach} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function Ask({ reach, onClose }: { reach: Erasing; onClose: () => void }) {
  const { t } = useText();
  const [name, setName] = useState('');
  const erase = useErase();
  const open = reach.open.length > 0;
  const counts = ['orders', 'tickets', 'returns', 'files'] as const;
  return (
    <Form
      submit={t('erase.submit', { name: reach.name })}
      danger
      disabled={open}
      onSubmit={() => erase.mutateAsync({ customer: reach.customer, name }).then(onClose)}
      onCancel={onClose}
    >
      {open && (
        <p className={classes.stop} role="alert">
          {t('problem.erase.open', {
            count: reach.open.length,
            numbers: reach.open.join(t('common.listSeparator')),
          })}
        </p>
      )}
      <div>
        <p className={classes.says}>{t('erase.goes')}</p>
        <ul className={classes.reach}>
          <li>{t('erase.contacts')}</li>
          {counts
            .filter((what) => reach[what] > 0)
            .map((what) => (
              <li key={what}>{t(`erase.${what}`, { count: reach[what] })}</li>
            ))}
          <li>{t('erase.search')}</li>
        </ul>
      </div>
      <p className={classes.says}>{t('erase.stays')}</p>
      {reach.place && <p className={classes.says}>{t(`erase.at.${reach.place}`)}</p>}
      <p className={classes.says}>{t('erase.backups')}</p>
      <p className={classes.says}>
        <b>{t('erase.forGood')}</b>
      </p>
      <TextField
        name="name"
        label={t('erase.type', { name: reach.name })}
        value={name}
        onChange={setName}
        disabled={open}
        autoFocus
      />
    </Form>
  );
}
