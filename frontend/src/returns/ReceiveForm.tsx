import { useState } from 'react';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import { receivable } from './next';
import { useReceive } from './queries';

const others = ['wrongItem', 'lost', 'notReturned'];

/** What arrived of each line: fewer than approved is short unless something else is said. */
export function ReceiveForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { return: r } = detail;
  const lines = r.lines.filter(receivable);
  const [got, setGot] = useState(() =>
    lines.map((line) => ({ line: line.n, quantity: String(line.received || line.approved), as: '' })),
  );
  const [note, setNote] = useDrafted('note', '');
  const receive = useReceive();
  const change = (at: number, part: Partial<(typeof got)[number]>) =>
    setGot((before) => before.map((one, place) => (place === at ? { ...one, ...part } : one)));
  // What was lost or never sent is nothing here.
  const name = (at: number, as: string) =>
    change(at, as === 'lost' || as === 'notReturned' ? { as, quantity: '0' } : { as });
  const total = got.reduce((sum, { quantity }) => sum + Number(quantity), 0);
  const submit = () =>
    receive
      .mutateAsync({
        return: r.id,
        lines: got.map((one) => ({ ...one, quantity: Number(one.quantity) })),
        note,
      })
      .then(onClose);
  return (
    <Form submit={t('returns.ask.receive.submit', { count: total })} onSubmit={submit} onCancel={onClose}>
      <ul className={classes.lines}>
        {lines.map((line, at) => {
          const short = Number(got[at]?.quantity) < line.approved;
          return (
            <li key={line.n}>
              <span className={classes.goods}>
                <b>{line.title}</b>
                <span className={classes.sub}>
                  {t('returns.ask.receive.approved', { count: line.approved })}
                </span>
              </span>
              <span className={classes.number}>
                <TextField
                  name={`lines.${at}.quantity`}
                  label={t('returns.head.received')}
                  type="number"
                  value={got[at]?.quantity ?? ''}
                  onChange={(quantity) => change(at, { quantity })}
                />
              </span>
              <span className={classes.choice}>
                <SelectField
                  name={`lines.${at}.as`}
                  label={t('returns.ask.receive.as')}
                  value={got[at]?.as || 'auto'}
                  onChange={(as) => name(at, as === 'auto' ? '' : as)}
                  data={[
                    {
                      value: 'auto',
                      label: t(short ? 'returns.ask.receive.short' : 'returns.ask.receive.whole'),
                    },
                    ...others.map((value) => ({ value, label: t(`returns.reception.${value}`) })),
                  ]}
                />
              </span>
            </li>
          );
        })}
      </ul>
      <TextAreaField
        name="note"
        label={t('returns.ask.note')}
        placeholder={t('returns.ask.receive.example')}
        optional
        rows={2}
        value={note}
        onChange={setNote}
      />
    </Form>
  );
}
