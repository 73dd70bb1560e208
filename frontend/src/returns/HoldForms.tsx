import { useState } from 'react';
import { Problem } from '../bridge/problem';
import { type Amount, readMoney } from '../format/money';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import { openIncident } from './incident';
import { useOverrideHold, useSettleIncident } from './queries';

/** What a supervisor lets be paid: a refund of an order's ledger, whose name it goes to, and the limit for that. */
export type Unconfirmed = { ledger: string; refund: string; amount: Amount; name: string; most: number };

type OverrideProps = { of: Unconfirmed; onClose: () => void };

/** A supervisor lets a refund be paid whose hold nobody could confirm; the risk and the limit are said. */
export function OverrideForm({ of, onClose }: OverrideProps) {
  const { t } = useText();
  const { money } = useFormat();
  const [reason, setReason] = useState('');
  const override = useOverrideHold();
  const { ledger, refund, name, most } = of;
  const amount = money(of.amount);
  const within = of.amount.minor <= most;
  const limit = money({ minor: most, currency: of.amount.currency });
  const submit = () => override.mutateAsync({ ledger, refund, reason }).then(onClose);
  return (
    <Form
      submit={t('returns.ask.overrideHold.submit', { amount, name })}
      danger
      disabled={!within}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p className={classes.note} data-tone={within ? undefined : 'warn'}>
        {within
          ? t('returns.ask.overrideHold.body', { limit })
          : t('returns.ask.overrideHold.over', { amount, limit })}
      </p>
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

/** Ends an incident: which payment stands, what came back, and what happened in words. */
export function IncidentForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { money } = useFormat();
  const incident = openIncident(detail);
  const { currency, refunds } = detail.ledger;
  const concerned = refunds.filter(({ id }) => incident?.refunds.includes(id));
  const [stands, setStands] = useState(concerned[0]?.id ?? '');
  const [recovered, setRecovered] = useState('0');
  const [words, setWords] = useState('');
  const settle = useSettleIncident();
  const submit = async () => {
    const read = readMoney(recovered, currency);
    if (!read) throw new Problem('money.malformed', { value: recovered }, 'recovered');
    await settle.mutateAsync({
      ledger: detail.ledger.id,
      incident: incident?.n ?? 0,
      stands,
      recovered: read.minor,
      words,
    });
    onClose();
  };
  return (
    <Form submit={t('returns.ask.settleIncident.submit')} onSubmit={submit} onCancel={onClose}>
      <p className={classes.note}>{t('returns.ask.settleIncident.body')}</p>
      <SelectField
        name="stands"
        label={t('returns.ask.settleIncident.stands')}
        value={stands}
        onChange={setStands}
        data={concerned.map((one) => ({
          value: one.id,
          label: `${t('returns.refund.one', { n: one.n })} ${money({ minor: one.minor, currency })} ${one.reference ?? ''}`,
        }))}
      />
      <TextField
        name="recovered"
        label={t('returns.ask.settleIncident.recovered', { currency })}
        hint={t('returns.ask.settleIncident.most', {
          amount: money({ minor: incident?.over ?? 0, currency }),
        })}
        inputMode="decimal"
        value={recovered}
        onChange={setRecovered}
      />
      <TextAreaField
        name="words"
        label={t('returns.ask.settleIncident.words')}
        value={words}
        onChange={setWords}
        rows={3}
        autoFocus
      />
    </Form>
  );
}
