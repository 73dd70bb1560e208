import { useState } from 'react';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import { disposable } from './next';
import { useDispose } from './queries';
import { dispositions } from './words';

/** Where the goods of a line go. */
export function DisposeForm({ detail, line, onClose }: Asking & { line?: number }) {
  const { t } = useText();
  const lines = detail.return.lines.filter(disposable);
  const [n, setLine] = useState(line ?? lines[0]?.n ?? 0);
  const chosen = lines.find((one) => one.n === n);
  const [to, setTo] = useState('restock');
  const [note, setNote] = useDrafted('note', '');
  const dispose = useDispose();
  const submit = () => dispose.mutateAsync({ return: detail.return.id, line: n, to, note }).then(onClose);
  return (
    <Form
      submit={t('returns.ask.dispose.submit', { to: t(`returns.disposition.${to}`) })}
      onSubmit={submit}
      onCancel={onClose}
    >
      <SelectField
        name="line"
        label={t('returns.head.goods')}
        value={String(n)}
        onChange={(value) => setLine(Number(value))}
        data={lines.map((one) => ({ value: String(one.n), label: `${one.title} × ${one.received}` }))}
      />
      {chosen && (
        <p className={classes.note}>
          {t('returns.ask.dispose.found', {
            grade: chosen.inspected.grade ?? '',
            accepted: chosen.accepted,
            rejected: chosen.refused,
          })}
        </p>
      )}
      <SelectField
        name="to"
        label={t('returns.ask.dispose.to')}
        value={to}
        onChange={setTo}
        data={dispositions.map((value) => ({ value, label: t(`returns.disposition.${value}`) }))}
        autoFocus
      />
      <TextField name="note" label={t('returns.ask.note')} optional value={note} onChange={setNote} />
    </Form>
  );
}
