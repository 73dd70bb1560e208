import { useState } from 'react';
import { Problem } from '../bridge/problem';
import { useDrafted } from '../drafts/Drafts';
import { readMoney, writeMoney } from '../format/money';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import {
  type Refund,
  type RefundLine,
  useApproveRefund,
  useGrant,
  usePropose,
  useRefundNow,
} from './queries';
import { grants } from './words';

/** The money of fewer units than were proposed, to the nearest minor unit. */
export function moneyFor(line: RefundLine, units: number): number {
  if (line.units <= 0) return line.minor;
  return Math.round((line.minor * Math.min(Math.max(units, 0), line.units)) / line.units);
}

type Draft = { orderLine: number; units: string; amount: string };

/**
 * What goes back for what was accepted: filled in with all that may be refunded
 * now. Above the limit of the person it is proposed to a supervisor instead.
 */
export function RefundForm({ detail, onClose }: Asking) {
  const { t, language } = useText();
  const { money } = useFormat();
  const { proposal, account, customer, limit } = detail;
  const { currency } = account;
  const write = (minor: number) => writeMoney({ minor, currency }, language).replace(/[^\d.,-]/g, '');
  const [lines, setLines] = useState<Draft[]>(() =>
    proposal.map(({ orderLine, units, minor }) => ({
      orderLine,
      units: String(units),
      amount: write(minor),
    })),
  );
  const [note, setNote] = useDrafted('note', '');
  const now = useRefundNow();
  const propose = usePropose();
  const change = (at: number, part: Partial<Draft>) =>
    setLines((before) => before.map((line, place) => (place === at ? { ...line, ...part } : line)));

  const minorOf = (line: Draft) => readMoney(line.amount, currency)?.minor ?? 0;
  const total = lines.reduce((sum, line) => sum + minorOf(line), 0);
  const within = limit.unlimited || total <= limit.minor;
  const amount = money({ minor: total, currency });
  const submit = async () => {
    lines.forEach((line, at) => {
      if (readMoney(line.amount, currency) === undefined)
        throw new Problem('money.malformed', { value: line.amount }, `lines.${at}.minor`);
    });
    const wanted = lines
      .map((line) => ({ orderLine: line.orderLine, units: Number(line.units), minor: minorOf(line) }))
      .filter(({ units, minor }) => units > 0 || minor > 0);
    const command = { ledger: detail.return.order, return: detail.return.id, lines: wanted, note };
    await (within ? now : propose).mutateAsync(command);
    onClose();
  };
  return (
    <Form
      submit={t(within ? 'returns.ask.refund.submit' : 'returns.ask.refund.propose', {
        amount,
        name: customer.name,
      })}
      disabled={total <= 0}
      onSubmit={submit}
      onCancel={onClose}
    >
      <ul className={classes.lines}>
        {proposal.map((one, at) => (
          <li key={one.orderLine}>
            <span className={classes.goods}>
              <b>{account.lines.find(({ orderLine }) => orderLine === one.orderLine)?.title}</b>
              <span className={classes.sub}>
                {t('returns.ask.refund.may', {
                  count: one.units,
                  amount: money({ minor: one.minor, currency }),
                })}
              </span>
            </span>
            <span className={classes.number}>
              <TextField
                name={`lines.${at}.units`}
                label={t('returns.ask.refund.units')}
                type="number"
                value={lines[at]?.units ?? ''}
                onChange={(units) => change(at, { units, amount: write(moneyFor(one, Number(units))) })}
              />
            </span>
            <span className={classes.amount}>
              <TextField
                name={`lines.${at}.minor`}
                label={t('returns.ask.refund.amount', { currency })}
                inputMode="decimal"
                value={lines[at]?.amount ?? ''}
                onChange={(value) => change(at, { amount: value })}
              />
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.total}>
        {t('returns.ask.refund.total', { name: customer.name })} <b className="tabular">{amount}</b>
      </p>
      <p className={classes.note} data-tone={within ? undefined : 'warn'}>
        {within
          ? t(detail.shared ? 'returns.ask.refund.waits' : 'returns.ask.refund.held')
          : t('returns.ask.refund.overLimit', { limit: money({ minor: limit.minor, currency }) })}
      </p>
      <TextField name="note" label={t('returns.ask.note')} optional value={note} onChange={setNote} />
    </Form>
  );
}

/** Approves a proposed refund, within the limit of the person. */
export function ApproveRefundForm({ detail, refund, onClose }: Asking & { refund: Refund }) {
  const { t } = useText();
  const { money } = useFormat();
  const approve = useApproveRefund();
  const amount = money({ minor: refund.minor, currency: detail.ledger.currency });
  const submit = () => approve.mutateAsync({ ledger: detail.ledger.id, refund: refund.id }).then(onClose);
  return (
    <Form
      submit={t('returns.ask.approveRefund.submit', { amount, name: detail.customer.name })}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p className={classes.note}>{t('returns.ask.approveRefund.body')}</p>
    </Form>
  );
}

/** A supervisor lets units be refunded that no inspection accepted. */
export function GrantForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { return: r } = detail;
  const lines = r.lines.filter((line) => line.approved > 0);
  const open = lines.find((line) => line.approved > line.accepted) ?? lines[0];
  const [n, setLine] = useState(open?.n ?? 0);
  const [kind, setKind] = useState('advance');
  const [units, setUnits] = useState(String(open ? Math.max(1, open.approved - open.accepted) : 0));
  const [reason, setReason] = useDrafted('reason', '');
  const grant = useGrant();
  const submit = () =>
    grant.mutateAsync({ return: r.id, line: n, kind, units: Number(units), reason }).then(onClose);
  return (
    <Form
      submit={t('returns.ask.grant.submit', { count: Number(units) })}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p className={classes.note}>{t('returns.ask.grant.body')}</p>
      <SelectField
        name="line"
        label={t('returns.head.goods')}
        value={String(n)}
        onChange={(value) => setLine(Number(value))}
        data={lines.map((line) => ({ value: String(line.n), label: `${line.title} × ${line.approved}` }))}
      />
      <div className={classes.pair}>
        <SelectField
          name="kind"
          label={t('returns.ask.grant.kind')}
          value={kind}
          onChange={setKind}
          data={grants.map((value) => ({ value, label: t(`returns.grant.${value}`) }))}
        />
        <TextField
          name="units"
          label={t('returns.ask.refund.units')}
          type="number"
          value={units}
          onChange={setUnits}
        />
      </div>
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
