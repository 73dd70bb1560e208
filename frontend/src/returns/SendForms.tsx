import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useDraftedFields } from '../drafts/Drafts';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { FieldRow, TextField } from '../parts/Field';
import { Form, useFieldError } from '../parts/Form';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import { useSettle, useShipBack, useTrack } from './queries';

/** The parcel that brings the goods back, and that it was handed over without contact. */
export function ShipBackForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { return: r } = detail;
  const [parcel, change] = useDraftedFields({
    carrier: '',
    number: '',
    pickUp: r.method === 'doorPickUp',
    contactless: false,
    gear: false,
  });
  const ship = useShipBack();
  const submit = () => ship.mutateAsync({ return: r.id, ...parcel }).then(onClose);
  return (
    <Form submit={t('returns.ask.shipBack.submit')} onSubmit={submit} onCancel={onClose}>
      <SegmentedControl
        aria-label={t('returns.ask.shipBack.how')}
        value={parcel.pickUp ? 'pickUp' : 'sent'}
        onChange={(how) => change({ pickUp: how === 'pickUp' })}
        data={[
          { value: 'pickUp', label: t('returns.ask.shipBack.pickUp') },
          { value: 'sent', label: t('returns.ask.shipBack.sent') },
        ]}
      />
      <FieldRow>
        <TextField
          name="carrier"
          label={t('returns.ask.shipBack.carrier')}
          placeholder={t('returns.ask.shipBack.carrierExample')}
          value={parcel.carrier}
          onChange={(carrier) => change({ carrier })}
          autoFocus
        />
        <TextField
          name="number"
          label={t('returns.ask.shipBack.number')}
          optional={parcel.pickUp}
          hint={parcel.pickUp ? t('returns.ask.shipBack.later') : undefined}
          value={parcel.number}
          onChange={(number) => change({ number })}
        />
      </FieldRow>
      {parcel.pickUp && (
        <fieldset className={classes.confirms}>
          <legend>{t('returns.ask.shipBack.safety')}</legend>
          <Confirmed
            name="contactless"
            label={t('returns.ask.shipBack.contactless')}
            checked={parcel.contactless}
            onChange={(contactless) => change({ contactless })}
          />
          <Confirmed
            name="gear"
            label={t('returns.ask.shipBack.gear')}
            checked={parcel.gear}
            onChange={(gear) => change({ gear })}
          />
        </fieldset>
      )}
    </Form>
  );
}

type ConfirmedProps = { name: string; label: string; checked: boolean; onChange: (checked: boolean) => void };

/** A tick that the rules may insist on. */
function Confirmed({ name, label, checked, onChange }: ConfirmedProps) {
  const refused = useFieldError(name);
  return (
    <Checkbox
      name={name}
      label={label}
      error={refused}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** Where the parcel is now. */
export function TrackForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { return: r } = detail;
  const places = ['inTransit', 'customsHold'].filter((place) => place !== r.travel);
  const [to, setTo] = useState(places[0] ?? 'inTransit');
  const track = useTrack();
  const submit = () => track.mutateAsync({ return: r.id, to }).then(onClose);
  return (
    <Form submit={t('returns.ask.track.submit')} onSubmit={submit} onCancel={onClose}>
      <SegmentedControl
        aria-label={t('returns.ask.track.title')}
        value={to}
        onChange={setTo}
        data={places.map((value) => ({ value, label: t(`returns.state.${value}`) }))}
      />
    </Form>
  );
}

/** Ends the return; what was paid is said once more. */
export function SettleForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { money } = useFormat();
  const settle = useSettle();
  const paid = detail.ledger.refunds
    .filter((refund) => refund.return === detail.return.id && refund.state === 'executed')
    .reduce((sum, refund) => sum + refund.minor, 0);
  const amount = money({ minor: paid, currency: detail.return.currency });
  const submit = () => settle.mutateAsync({ return: detail.return.id }).then(onClose);
  return (
    <Form submit={t('returns.ask.settle.submit')} onSubmit={submit} onCancel={onClose}>
      <p className={classes.note}>{t('returns.ask.settle.body', { amount, name: detail.customer.name })}</p>
    </Form>
  );
}
