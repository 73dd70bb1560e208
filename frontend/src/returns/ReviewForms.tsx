import { useState } from 'react';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { useMay } from '../parts/useMay';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import { useApprove, useAskInformation, useCancel, useGiveInformation, useReject } from './queries';

/** How many units of each line may come back; more than the policy allows is a supervisor's word, with a reason. */
export function ApproveForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { return: r, decision } = detail;
  const may = useMay();
  const supervisor = may('supervisor');
  const allowed = (n: number) => decision.lines.find(({ line }) => line === n)?.allowed ?? false;
  const [units, setUnits] = useState(() =>
    Object.fromEntries(r.lines.map((line) => [line.n, allowed(line.n) ? line.requested : 0])),
  );
  const [reason, setReason] = useDrafted('reason', '');
  const approve = useApprove();
  const against =
    r.lines.some((line) => !allowed(line.n) && (units[line.n] ?? 0) > 0) || r.review === 'rejected';
  const total = Object.values(units).reduce((sum, n) => sum + n, 0);
  const submit = () =>
    approve
      .mutateAsync({
        return: r.id,
        lines: r.lines.map((line) => ({ line: line.n, quantity: units[line.n] ?? 0 })),
        reason,
      })
      .then(onClose);
  return (
    <Form submit={t('returns.ask.approve.submit', { count: total })} onSubmit={submit} onCancel={onClose}>
      <ul className={classes.lines}>
        {r.lines.map((line, at) => {
          const clause = decision.lines.find((one) => one.line === line.n)?.clause;
          return (
            <li key={line.n}>
              <span className={classes.goods}>
                <b>{line.title}</b>
                <span className={classes.sub}>
                  {t('returns.ask.approve.requested', { count: line.requested })}
                  {clause && (
                    <span className={classes.refused}>{t('returns.ask.approve.refusedBy', { clause })}</span>
                  )}
                </span>
              </span>
              <span className={classes.number}>
                <TextField
                  name={`lines.${at}.quantity`}
                  label={t('returns.head.approved')}
                  type="number"
                  value={String(units[line.n] ?? 0)}
                  disabled={!supervisor && !allowed(line.n)}
                  onChange={(value) => setUnits({ ...units, [line.n]: Number(value) })}
                />
              </span>
            </li>
          );
        })}
      </ul>
      {against && (
        <TextAreaField
          name="reason"
          label={t('returns.ask.approve.reason')}
          hint={t('returns.ask.approve.reasonHint')}
          value={reason}
          onChange={setReason}
          rows={2}
        />
      )}
      {!supervisor && r.lines.some((line) => !allowed(line.n)) && (
        <p className={classes.note}>{t('returns.ask.approve.supervisor')}</p>
      )}
    </Form>
  );
}

/** Refuses by a clause, whose words are shown, with a reason for the customer. */
export function RejectForm({ detail, onClose }: Asking) {
  const { t, language } = useText();
  const { decision, policy } = detail;
  const words = (number: string) =>
    policy.clauses.find((clause) => clause.number === number)?.[language === 'en' ? 'en' : 'zh'] ?? '';
  const [clause, setClause] = useState(decision.lines.find((line) => !line.allowed)?.clause ?? '');
  const [reason, setReason] = useDrafted('reason', '');
  const reject = useReject();
  const submit = () => reject.mutateAsync({ return: detail.return.id, clause, reason }).then(onClose);
  return (
    <Form submit={t('returns.ask.reject.submit')} danger onSubmit={submit} onCancel={onClose}>
      <SelectField
        name="clause"
        label={t('returns.ask.reject.clause')}
        hint={words(clause)}
        value={clause}
        onChange={setClause}
        searchable
        data={policy.clauses.map(({ number }) => ({ value: number, label: `${number} ${words(number)}` }))}
      />
      <TextAreaField
        name="reason"
        label={t('returns.ask.reject.reason')}
        hint={t('returns.ask.reject.hint')}
        value={reason}
        onChange={setReason}
        autoFocus
      />
    </Form>
  );
}

/** Asks the customer for what is missing; meanwhile the return waits for them. */
export function AskForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [question, setQuestion] = useDrafted('question', '');
  const ask = useAskInformation();
  const submit = () => ask.mutateAsync({ return: detail.return.id, question }).then(onClose);
  return (
    <Form submit={t('returns.ask.ask.submit')} onSubmit={submit} onCancel={onClose}>
      <TextAreaField
        name="question"
        label={t('returns.ask.ask.question')}
        hint={t('returns.ask.ask.hint')}
        placeholder={t('returns.ask.ask.example')}
        value={question}
        onChange={setQuestion}
        autoFocus
      />
    </Form>
  );
}

/** What the customer answered. */
export function GiveForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [answer, setAnswer] = useDrafted('answer', '');
  const give = useGiveInformation();
  const submit = () => give.mutateAsync({ return: detail.return.id, answer }).then(onClose);
  return (
    <Form submit={t('returns.ask.give.submit')} onSubmit={submit} onCancel={onClose}>
      <TextAreaField
        name="answer"
        label={t('returns.ask.give.answer')}
        hint={detail.return.question}
        value={answer}
        onChange={setAnswer}
        autoFocus
      />
    </Form>
  );
}

/** Ends the return before anything of it came; this cannot be taken back. */
export function CancelForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [reason, setReason] = useDrafted('reason', '');
  const cancel = useCancel();
  const submit = () => cancel.mutateAsync({ return: detail.return.id, reason }).then(onClose);
  return (
    <Form
      submit={t('returns.ask.cancel.submit', { number: detail.return.number })}
      danger
      onSubmit={submit}
      onCancel={onClose}
    >
      <p className={classes.note}>{t('returns.ask.cancel.body')}</p>
      <TextAreaField
        name="reason"
        label={t('returns.ask.cancel.reason')}
        value={reason}
        onChange={setReason}
        rows={2}
        autoFocus
      />
    </Form>
  );
}
