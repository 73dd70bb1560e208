import { useState } from 'react';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { SelectField } from '../parts/Field';
import { Form } from '../parts/Form';
import { PlanForm } from './PlanForm';
import { type MatrixPage, type Person, useEnrol } from './queries';
import classes from './Training.module.css';
import { columnOf, nameOf } from './words';

type EnrolFormProps = { page: MatrixPage; person: Person; course: string; onClose: () => void };

/** Puts somebody on the list of a session that is planned; where none is, plans one for them. */
export function EnrolForm({ page, person, course, onClose }: EnrolFormProps) {
  const { t, language } = useText();
  const { day, now, zone } = useFormat();
  const today = dayIn(now, zone);
  const coming = page.sessions.filter(
    (session) => session.course === course && session.day >= today && !session.cancelledAt,
  );
  const [session, setSession] = useState(coming[0]?.id ?? '');
  const enrol = useEnrol();
  if (coming.length === 0) {
    return (
      <PlanForm page={page} course={course} people={[person.id]} onClose={onClose} onPlanned={onClose} />
    );
  }
  const submit = () => enrol.mutateAsync({ session, people: [person.id] }).then(onClose);
  return (
    <Dialog title={t('training.enrolTitle', { name: person.name })} onClose={onClose}>
      <Form submit={t('training.enrolSubmit', { name: person.name })} onSubmit={submit} onCancel={onClose}>
        <p className={classes.plain}>{nameOf(columnOf(page.matrix.columns, course), language)}</p>
        <SelectField
          name="session"
          label={t('training.field.session')}
          value={session}
          onChange={setSession}
          data={coming.map((one) => ({
            value: one.id,
            label: [day(one.day), one.place].filter(Boolean).join(' · '),
          }))}
        />
      </Form>
    </Dialog>
  );
}
