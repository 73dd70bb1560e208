import { useState } from 'react';
import { fromLocal, toLocal } from '../format/instant';
import { useZone } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { FieldRow, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { type Order, useDelivery } from './queries';

/** When goods left and when they were signed for, where no platform says so: return windows count from it. */
export function DeliveryForm({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useText();
  const zone = useZone();
  const [shipped, setShipped] = useState(toLocal(order.shippedAt, zone));
  const [signed, setSigned] = useState(toLocal(order.signedAt, zone));
  const [carrier, setCarrier] = useState(order.carrier);
  const [tracking, setTracking] = useState(order.tracking);
  const record = useDelivery();
  const submit = () =>
    record
      .mutateAsync({
        order: order.id,
        shippedAt: fromLocal(shipped, zone),
        signedAt: fromLocal(signed, zone),
        carrier,
        tracking,
      })
      .then(onClose);
  return (
    <Dialog title={t('customers.delivery.title', { number: order.number })} onClose={onClose} size={560}>
      <Form submit={t('customers.delivery.submit')} onSubmit={submit} onCancel={onClose}>
        <FieldRow>
          <TextField
            name="shippedAt"
            label={t('customers.field.shippedAt')}
            type="datetime-local"
            optional
            value={shipped}
            onChange={setShipped}
          />
          <TextField
            name="signedAt"
            label={t('customers.field.signedAt')}
            hint={t('customers.delivery.hint')}
            type="datetime-local"
            optional
            value={signed}
            onChange={setSigned}
            autoFocus
          />
        </FieldRow>
        <FieldRow>
          <TextField
            name="carrier"
            label={t('customers.field.carrier')}
            optional
            value={carrier}
            onChange={setCarrier}
          />
          <TextField
            name="tracking"
            label={t('customers.field.tracking')}
            optional
            value={tracking}
            onChange={setTracking}
          />
        </FieldRow>
      </Form>
    </Dialog>
  );
}
