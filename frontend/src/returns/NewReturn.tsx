import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { asProblem, problemText } from '../bridge/problem';
import { useDraftedAt } from '../drafts/Drafts';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { SelectField, TextAreaField } from '../parts/Field';
import { Form } from '../parts/Form';
import { Loading } from '../parts/Loading';
import { ErrorState } from '../parts/State';
import { DecisionSteps } from './DecisionSteps';
import classes from './NewReturn.module.css';
import { OrderField, orderLabel } from './OrderField';
import { Verdict } from './PolicyCard';
import { type Order, type Request, useOrder, usePreview, useRequest, useTicketOf } from './queries';
import { RequestLines } from './RequestLines';
import { type Asked, requestOf } from './request';
import { faultOf, faults, methods } from './words';

type NewReturnProps = {
  /** The ticket it is asked for in; empty without one. */
  ticket: string;
  /** The order, where it is known already. */
  order: string;
  onClose: () => void;
  onOpened: (id: string) => void;
};

/** Asks for goods to come back: which units of which order, why, and what the policy says meanwhile. */
export function NewReturn({ ticket, order: given, onClose, onOpened }: NewReturnProps) {
  const { t } = useText();
  const asked = useTicketOf(ticket);
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? (given || asked.data?.ticket.order || '');
  const order = useOrder(id);
  const waiting = (ticket !== '' && asked.isPending) || (id !== '' && order.isPending);
  const failed = asked.error ?? order.error;
  return (
    <Dialog title={t('returns.new.title')} onClose={onClose} size={760}>
      {failed ? (
        <ErrorState error={failed} />
      ) : waiting ? (
        <Loading rows={3} />
      ) : (
        <RequestForm
          key={id}
          ticket={ticket}
          order={order.data}
          onOrder={setChosen}
          onClose={onClose}
          onOpened={onOpened}
        />
      )}
    </Dialog>
  );
}

type RequestFormProps = Omit<NewReturnProps, 'order'> & {
  order: Order | undefined;
  onOrder: (id: string) => void;
};

function RequestForm({ ticket, order, onOrder, onClose, onOpened }: RequestFormProps) {
  const { t } = useText();
  const place = `return/new/${ticket}/${order?.id ?? ''}`;
  const [lines, setLines] = useDraftedAt<Asked[]>(place, 'lines', () => firstLines(order));
  const [fault, setFault] = useState<string>();
  const [method, setMethod] = useDraftedAt(place, 'method', 'doorPickUp');
  const [remarks, setRemarks] = useDraftedAt(place, 'remarks', '');
  const request = useRequest();
  const wanted = lines.filter(({ chosen }) => chosen);
  const says = fault ?? faultOf(wanted[0]?.reason ?? 'quality');
  const command = requestOf({ order: order?.id ?? '', ticket, fault: says, method, remarks }, lines);
  const units = command.lines.reduce((sum, line) => sum + line.quantity, 0);
  const submit = async () => onOpened((await request.mutateAsync(command)).return.id);
  const words = (list: string, values: string[]) =>
    values.map((value) => ({ value, label: t(`returns.${list}.${value}`) }));
  return (
    <Form
      submit={t('returns.new.submit', { count: units })}
      disabled={!order || units === 0}
      onSubmit={submit}
      onCancel={onClose}
      draft={place}
    >
      {order ? (
        <p className={classes.order}>
          <b>{orderLabel(order, t)}</b>
          {!ticket && (
            <button type="button" className={classes.other} onClick={() => onOrder('')}>
              {t('returns.new.otherOrder')}
            </button>
          )}
        </p>
      ) : (
        <OrderField onChange={onOrder} />
      )}
      {order && (
        <div className={classes.columns}>
          <div className={classes.asked}>
            <RequestLines order={order} lines={lines} onChange={setLines} />
            <div className={classes.field}>
              <span id="fault" className={classes.label}>
                {t('returns.new.fault')}
              </span>
              <SegmentedControl
                aria-labelledby="fault"
                fullWidth
                value={says}
                onChange={setFault}
                data={words('fault', faults)}
              />
            </div>
            <SelectField
              name="method"
              label={t('returns.new.method')}
              value={method}
              onChange={setMethod}
              data={words('method', methods)}
            />
            <TextAreaField
              name="remarks"
              label={t('returns.new.remarks')}
              optional
              rows={2}
              value={remarks}
              onChange={setRemarks}
            />
          </div>
          <Preview command={command} order={order} />
        </div>
      )}
    </Form>
  );
}

// One line needs no choosing; of several the customer means some.
const firstLines = (order: Order | undefined): Asked[] =>
  (order?.lines ?? []).map((line) => ({
    orderLine: line.no,
    chosen: order?.lines.length === 1,
    quantity: '1',
    reason: 'quality',
    opened: false,
    confirmed: false,
    traits: [],
  }));

/** What the policy would say of what is filled in so far. */
function Preview({ command, order }: { command: Request; order: Order }) {
  const { t } = useText();
  const { now, zone } = useFormat();
  // The words of the customer change nothing about the decision.
  const [asked] = useDebouncedValue(JSON.stringify({ ...command, remarks: '' }), 150);
  const complete = command.lines.length > 0;
  const preview = usePreview(JSON.parse(asked) as Request, complete);
  const titles = new Map(
    command.lines.map((line, at) => [
      at + 1,
      order.lines.find(({ no }) => no === line.orderLine)?.name ?? '',
    ]),
  );
  return (
    <section className={classes.preview} aria-label={t('returns.policy.title')} aria-live="polite">
      <h3 className={classes.previewTitle}>
        {t('returns.policy.title')}
        {complete && preview.data && !preview.error && <Verdict allowed={preview.data.allowed} />}
      </h3>
      {!complete && <p className={classes.hint}>{t('returns.new.choose')}</p>}
      {complete && preview.error && (
        <p className={classes.wrong}>{problemText(asProblem(preview.error), t)}</p>
      )}
      {complete && preview.data && !preview.error && (
        <DecisionSteps decision={preview.data} requested={dayIn(now, zone)} titles={titles} />
      )}
      {complete && preview.data && !preview.data.allowed && (
        <p className={classes.hint}>{t('returns.new.notAllowed')}</p>
      )}
    </section>
  );
}
