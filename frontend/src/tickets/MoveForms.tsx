import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import { useClose, useDismiss, useRate, useReopen, useResolve, useWait } from './queries';

/** How it was settled: the words are kept with the ticket. */
export function ResolveForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [solution, setSolution] = useDrafted('solution', '');
  const resolve = useResolve();
  const submit = () => resolve.mutateAsync({ ticket: detail.ticket.id, solution }).then(onClose);
  return (
    <Form submit={t('tickets.resolve.submit')} onSubmit={submit} onCancel={onClose}>
      <TextAreaField
        name="solution"
        label={t('tickets.resolve.solution')}
        hint={t('tickets.resolve.hint')}
        value={solution}
        onChange={setSolution}
        autoFocus
      />
    </Form>
  );
}

/** Ends a resolved ticket; refused while a return of it is open. */
export function CloseForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [remark, setRemark] = useDrafted('remark', '');
  const close = useClose();
  const submit = () => close.mutateAsync({ ticket: detail.ticket.id, remark }).then(onClose);
  return (
    <Form submit={t('tickets.close.submit')} onSubmit={submit} onCancel={onClose}>
      <TextAreaField
        name="remark"
        label={t('tickets.close.remark')}
        hint={t('tickets.close.hint')}
        optional
        value={remark}
        onChange={setRemark}
        autoFocus
      />
    </Form>
  );
}

/** Why it is not settled after all; counted. */
export function ReopenForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [reason, setReason] = useDrafted('reason', '');
  const reopen = useReopen();
  const submit = () => reopen.mutateAsync({ ticket: detail.ticket.id, reason }).then(onClose);
  return (
    <Form submit={t('tickets.reopen.submit')} onSubmit={submit} onCancel={onClose}>
      <TextAreaField
        name="reason"
        label={t('tickets.reopen.reason')}
        hint={t('tickets.reopen.hint')}
        value={reason}
        onChange={setReason}
        autoFocus
      />
    </Form>
  );
}

const waits = ['waitingCustomer', 'waitingThirdParty', 'waitingColleagues'];

/** Whom the ticket waits for, and what for. */
export function WaitForm({ detail, onClose, first }: Asking & { first: string }) {
  const { t } = useText();
  const [whom, setWhom] = useState(first);
  const [reason, setReason] = useDrafted('reason', '');
  const wait = useWait();
  const submit = () => wait.mutateAsync({ ticket: detail.ticket.id, for: whom, reason }).then(onClose);
  return (
    <Form submit={t('tickets.wait.submit')} onSubmit={submit} onCancel={onClose}>
      <SelectField
        name="for"
        label={t('tickets.wait.whom')}
        hint={t(`tickets.wait.hint.${detail.standard.pausesIn?.includes(whom) ? 'pauses' : 'runs'}`)}
        value={whom}
        onChange={setWhom}
        data={waits.map((value) => ({ value, label: t(`tickets.wait.for.${value}`) }))}
      />
      <TextAreaField
        name="reason"
        label={t('tickets.wait.reason')}
        optional
        value={reason}
        onChange={setReason}
        autoFocus
      />
    </Form>
  );
}

/** Puts a new ticket aside that is no work. */
export function DismissForm({ detail, onClose, as }: Asking & { as: string }) {
  const { t } = useText();
  const [reason, setReason] = useDrafted('reason', '');
  const dismiss = useDismiss();
  const submit = () => dismiss.mutateAsync({ ticket: detail.ticket.id, as, reason }).then(onClose);
  return (
    <Form submit={t(`tickets.dismiss.submit.${as}`)} danger onSubmit={submit} onCancel={onClose}>
      <TextAreaField
        name="reason"
        label={t('tickets.dismiss.reason')}
        optional
        value={reason}
        onChange={setReason}
        autoFocus
      />
    </Form>
  );
}

/** How content the customer was. */
export function RateForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [rating, setRating] = useState(String(detail.ticket.rating || 5));
  const [remark, setRemark] = useDrafted('remark', '');
  const rate = useRate();
  const submit = () =>
    rate.mutateAsync({ ticket: detail.ticket.id, rating: Number(rating), remark }).then(onClose);
  return (
    <Form submit={t('tickets.rate.submit')} onSubmit={submit} onCancel={onClose}>
      <SegmentedControl
        aria-label={t('tickets.rate.title')}
        value={rating}
        onChange={setRating}
        data={['1', '2', '3', '4', '5']}
      />
      <TextAreaField
        name="remark"
        label={t('tickets.rate.remark')}
        optional
        value={remark}
        onChange={setRemark}
      />
    </Form>
  );
}
