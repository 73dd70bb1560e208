import { useState } from 'react';
import { useDesk, usePeople } from '../desk/queries';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { CheckGroup } from '../parts/CheckGroup';
import { Dialog } from '../parts/Dialog';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { lookOf } from './matrix';
import { type MatrixPage, usePlanSession } from './queries';
import { latest, nameOf } from './words';

type PlanFormProps = {
  page: MatrixPage;
  course?: string;
  people?: string[];
  onClose: () => void;
  onPlanned: (session: string) => void;
};

/** Plans a day for a course. Those who lack its certificate stand first. */
export function PlanForm({ page, course: given, people: first, onClose, onPlanned }: PlanFormProps) {
  const { t, language } = useText();
  const { now, zone } = useFormat();
  const me = useDesk().person;
  const everybody = usePeople();
  const courses = page.courses.filter(({ retiredAt }) => !retiredAt);
  const [course, setCourse] = useState(given ?? courses[0]?.id ?? '');
  const [day, setDay] = useState(dayIn(now, zone));
  const [place, setPlace] = useState('');
  const [trainer, setTrainer] = useState(me.id);
  const [people, setPeople] = useState<string[]>(first ?? []);
  const plan = usePlanSession();
  const submit = async () => {
    const planned = await plan.mutateAsync({ course, day, place, trainer, people });
    onPlanned(planned.id);
  };
  const trainers = (everybody.data ?? []).filter(
    ({ active, roles }) => active && roles.some((role) => ['trainer', 'supervisor', 'admin'].includes(role)),
  );
  return (
    <Dialog title={t('training.plan.title')} onClose={onClose} size={560}>
      <Form submit={t('training.plan.submit', { count: people.length })} onSubmit={submit} onCancel={onClose}>
        <SelectField
          name="course"
          label={t('training.field.course')}
          value={course}
          onChange={setCourse}
          data={courses.map((one) => ({
            value: one.id,
            label: `${one.code} ${nameOf(latest(one), language)}`,
          }))}
        />
        <FieldRow>
          <TextField name="day" label={t('training.field.day')} type="date" value={day} onChange={setDay} />
          <TextField
            name="place"
            label={t('training.field.place')}
            optional
            value={place}
            onChange={setPlace}
          />
          <SelectField
            name="trainer"
            label={t('training.field.trainer')}
            value={trainer}
            onChange={setTrainer}
            data={trainers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FieldRow>
        <PeopleTicks page={page} course={course} value={people} onChange={setPeople} />
      </Form>
    </Dialog>
  );
}

type PeopleTicksProps = {
  page: MatrixPage;
  course: string;
  value: string[];
  onChange: (people: string[]) => void;
  /** Those who are on the list already. */
  but?: string[];
};

const urgency = ['expired', 'missing', 'suspended', 'expiring', 'refresh', 'enrolled', 'valid', 'none'];

/** People to tick, those who lack the certificate of the course first, each with how they stand. */
export function PeopleTicks({ page, course, value, onChange, but = [] }: PeopleTicksProps) {
  const { t } = useText();
  const at = page.matrix.columns.findIndex((column) => column.course === course);
  const rows = page.matrix.rows
    .filter(({ person }) => !but.includes(person))
    .map((row) => {
      const cell = row.cells[at];
      return { row, look: cell ? lookOf(cell) : 'none', cell };
    })
    .sort((a, b) => urgency.indexOf(a.look) - urgency.indexOf(b.look));
  return (
    <CheckGroup
      name="people"
      label={t('training.plan.people')}
      columns={2}
      value={value}
      onChange={onChange}
      data={rows.map(({ row, look, cell }) => ({
        value: row.person,
        label: t('training.plan.person', {
          name: row.name,
          state: t(`training.look.${look}`, {
            until: cell?.until ?? '',
            day: cell?.enrolledOn ?? '',
            count: cell?.daysLeft ?? 0,
          }),
        }),
      }))}
    />
  );
}
