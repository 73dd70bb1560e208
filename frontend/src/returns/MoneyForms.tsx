import { useState } from 'react';
import { useDrafted } from '../drafts/Drafts';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import { type Refund, useDeclineRefund, useExecuteRefund, useFailRefund, useReverseRefund } from './queries';
import { channels } from './words';

/** Records that a held refund was paid: by which channel, under which reference. */
export function ExecuteForm({ detail, refund, onClose }: Asking & { refund?: Refund }) {
  const { t } = useText();
  const { money } = useFormat();
  const held = detail.ledger.refunds.filter((one) => one.state === 'held' && one.return === detail.return.id);
  const [id, setId] = useState(refund?.id ?? held[0]?.id ?? '');
  const [channel, setChannel] = useState('platform');
  const [reference, setReference] = useState('');
  const execute = useExecuteRefund();
  const chosen = detail.ledger.refunds.find((one) => one.id === id);
  const amount = money({ minor: chosen?.minor ?? 0, currency: detail.ledger.currency });
  const submit = () =>
    execute.mutateAsync({ ledger: detail.ledger.id, refund: id, channel, reference }).then(onClose);
  return (
    <Form
      submit={t('returns.ask.execute.submit', { amount, name: detail.customer.name })}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p className={classes.note}>{t('returns.ask.execute.body')}</p>
      {held.length > 1 && !refund && (
        <SelectField
          name="refund"
          label={t('returns.ask.execute.which')}
          value={id}
          onChange={setId}
          data={held.map((one) => ({
            value: one.id,
            label: `${t('returns.refund.one', { n: one.n })} ${money({ minor: one.minor, currency: detail.ledger.currency })}`,
          }))}
        />
      )}
      <SelectField
        name="channel"
        label={t('returns.ask.execute.channel')}
        value={channel}
        onChange={setChannel}
        data={channels.map((value) => ({ value, label: t(`returns.channel.${value}`) }))}
      />
      <TextField
        name="reference"
        label={t('returns.ask.execute.reference')}
        hint={t('returns.ask.execute.hint')}
        value={reference}
        onChange={setReference}
        autoFocus
      />
    </Form>
  );
}

type ReasonProps = Asking & { refund: Refund; what: 'failRefund' | 'declineRefund' | 'reverseRefund' };

/** Why a refund could not be paid, will not be paid, or came back; the amount is on the button. */
export function RefundReasonForm({ detail, refund, what, onClose }: ReasonProps) {
  const { t } = useText();
  const { money } = useFormat();
  const [reason, setReason] = useDrafted('reason', '');
  const steps = {
    failRefund: useFailRefund(),
    declineRefund: useDeclineRefund(),
    reverseRefund: useReverseRefund(),
  };
  const amount = money({ minor: refund.minor, currency: detail.ledger.currency });
  const submit = () =>
    steps[what].mutateAsync({ ledger: detail.ledger.id, refund: refund.id, reason }).then(onClose);
  return (
    <Form
      submit={t(`returns.ask.${what}.submit`, { amount, name: detail.customer.name })}
      danger
      onSubmit={submit}
      onCancel={onClose}
    >
      <p className={classes.note}>{t(`returns.ask.${what}.body`)}</p>
      <TextAreaField
        name="reason"
        label={t('returns.ask.reason')}
        value={reason}
        onChange={setReason}
        rows={2}
        autoFocus
      />
    </Form>
  );
}
