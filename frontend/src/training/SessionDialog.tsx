import { Checkbox, TextInput } from '@mantine/core';
import { IconCertificate, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem, Problem } from '../bridge/problem';
import { useDesk, useNames } from '../desk/queries';
import { useDraftedAt } from '../drafts/Drafts';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Chip } from '../parts/Chip';
import { Dialog } from '../parts/Dialog';
import { TextAreaField } from '../parts/Field';
import { Form, Refused, useFieldError } from '../parts/Form';
import { IconButton } from '../parts/IconButton';
import { useMay } from '../parts/useMay';
import { PeopleTicks } from './PlanForm';
import {
  type Attendee,
  type MatrixPage,
  type Session,
  useCancelSession,
  useCertify,
  useEnrol,
  useRecordResults,
  useWithdraw,
} from './queries';
import { changedResults, type Entered, enteredOf } from './results';
import classes from './Training.module.css';
import { latest, nameOf } from './words';

type SessionDialogProps = { page: MatrixPage; session: Session; onClose: () => void };

/** One session: who is on the list, who came, what they scored, and the certificates that follow. */
export function SessionDialog({ page, session, onClose }: SessionDialogProps) {
  const { t, language } = useText();
  const [asking, ask] = useState<'enrol' | 'cancel'>();
  const course = page.courses.find(({ id }) => id === session.course);
  const title = t('training.sessionTitle', { course: nameOf(latest(course), language), day: session.day });
  const back = () => ask(undefined);
  return (
    <Dialog title={title} onClose={onClose} size={760}>
      {asking === 'enrol' ? (
        <EnrolMore page={page} session={session} onClose={back} />
      ) : asking === 'cancel' ? (
        <CancelSession session={session} onClose={back} onDone={onClose} />
      ) : (
        <Attendees page={page} session={session} onAsk={ask} onClose={onClose} />
      )}
    </Dialog>
  );
}

type AttendeesProps = SessionDialogProps & { onAsk: (what: 'enrol' | 'cancel') => void };

function Attendees({ page, session, onAsk, onClose }: AttendeesProps) {
  const { t } = useText();
  const { now, zone } = useFormat();
  const person = useNames();
  const me = useDesk().person.id;
  const may = useMay();
  const course = page.courses.find(({ id }) => id === session.course);
  const passMark = course?.versions.find(({ version }) => version === session.courseVersion)?.passMark ?? 0;
  const [entered, setEntered] = useState<Record<string, Entered>>({});
  const [problem, setProblem] = useState<Problem>();
  const record = useRecordResults();
  const certify = useCertify();
  const withdraw = useWithdraw();

  const began = session.day <= dayIn(now, zone);
  const open = may('trainer', 'supervisor') && !session.cancelledAt;
  const shownOf = (attendee: Attendee) => entered[attendee.person] ?? enteredOf(attendee);
  const change = (attendee: Attendee, part: Partial<Entered>) =>
    setEntered({ ...entered, [attendee.person]: { ...shownOf(attendee), ...part } });
  const act = (done: Promise<unknown>) => {
    setProblem(undefined);
    void done.catch((error) => setProblem(asProblem(error)));
  };
  const results = changedResults(session.attendees, entered);
  const save = async () => {
    // Go names no row: a score that cannot be is refused where it stands.
    for (const { person, assessed, score } of results) {
      if (assessed && !(score >= 0 && score <= 100))
        throw new Problem('session.scoreWrong', {}, `score.${person}`);
    }
    await record.mutateAsync({ session: session.id, results });
    setEntered({});
  };
  const certifiable = session.attendees.filter((one) => one.passed && !one.certificate && one.person !== me);
  return (
    <Form
      submit={t('training.results.submit', { count: results.length })}
      disabled={results.length === 0}
      onSubmit={save}
      onCancel={onClose}
    >
      <p className={classes.plain}>
        {[session.place, person(session.trainer), t('training.results.mark', { count: passMark })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {!began && <p className={classes.plain}>{t('training.results.notYet')}</p>}
      {session.attendees.length === 0 && <p className={classes.plain}>{t('training.results.nobody')}</p>}
      {session.attendees.length > 0 && (
        <table className={classes.attendees}>
          <thead>
            <tr>
              {['person', 'attended', 'score', 'result'].map((head) => (
                <th key={head} scope="col">
                  {t(`training.head.${head}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('training.head.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {session.attendees.map((attendee) => {
              const value = shownOf(attendee);
              const name = person(attendee.person);
              const fixed = !open || !began || Boolean(attendee.certificate);
              return (
                <tr key={attendee.person}>
                  <td>{name}</td>
                  <td>
                    <Checkbox
                      aria-label={t('training.results.came', { name })}
                      checked={value.attended}
                      disabled={fixed}
                      onChange={(event) =>
                        change(attendee, {
                          attended: event.currentTarget.checked,
                          score: event.currentTarget.checked ? value.score : '',
                        })
                      }
                    />
                  </td>
                  <td>
                    <ScoreField
                      name={`score.${attendee.person}`}
                      label={t('training.results.scoreOf', { name })}
                      value={value.score}
                      disabled={fixed || attendee.person === me}
                      onChange={(score) => change(attendee, { attended: true, score })}
                    />
                  </td>
                  <td>
                    <Outcome attendee={attendee} />
                  </td>
                  <td>
                    {open && attendee.passed && !attendee.certificate && attendee.person !== me && (
                      <Button
                        size="toolbar"
                        icon={<IconCertificate size={14} stroke={1.6} aria-hidden />}
                        onClick={() =>
                          act(certify.mutateAsync({ session: session.id, person: attendee.person }))
                        }
                      >
                        {t('training.results.certify')}
                      </Button>
                    )}
                    {open && attendee.attendance === 'enrolled' && !attendee.assessed && (
                      <IconButton
                        label={t('training.results.withdraw', { name })}
                        onClick={() =>
                          act(withdraw.mutateAsync({ session: session.id, person: attendee.person }))
                        }
                      >
                        <IconX size={16} stroke={1.6} />
                      </IconButton>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {problem && <Refused problem={problem} />}
      {open && (
        <div className={classes.buttons}>
          <Button onClick={() => onAsk('enrol')}>{t('training.results.enrol')}</Button>
          {certifiable.length > 1 && (
            <Button
              onClick={() =>
                act(
                  certifiable.reduce<Promise<unknown>>(
                    (before, one) =>
                      before.then(() => certify.mutateAsync({ session: session.id, person: one.person })),
                    Promise.resolve(),
                  ),
                )
              }
            >
              {t('training.results.certifyAll', { count: certifiable.length })}
            </Button>
          )}
          <Button look="quiet" onClick={() => onAsk('cancel')}>
            {t('training.results.cancel')}
          </Button>
        </div>
      )}
    </Form>
  );
}

type ScoreFieldProps = {
  name: string;
  label: string;
  value: string;
  disabled: boolean;
  onChange: (score: string) => void;
};

function ScoreField({ name, label, value, disabled, onChange }: ScoreFieldProps) {
  const refused = useFieldError(name);
  return (
    <TextInput
      size="xs"
      className={refused ? undefined : classes.score}
      name={name}
      type="number"
      min={0}
      max={100}
      aria-label={label}
      value={value}
      error={refused}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Outcome({ attendee }: { attendee: Attendee }) {
  const { t } = useText();
  if (attendee.certificate)
    return (
      <Chip small tone="ok">
        {t('training.results.certified')}
      </Chip>
    );
  if (attendee.assessed) {
    return (
      <Chip small tone={attendee.passed ? 'ok' : 'bad'}>
        {t(attendee.passed ? 'training.results.passed' : 'training.results.failed')}
      </Chip>
    );
  }
  return <Chip small>{t(`training.attendance.${attendee.attendance}`)}</Chip>;
}

function EnrolMore({ page, session, onClose }: SessionDialogProps) {
  const { t } = useText();
  const [people, setPeople] = useState<string[]>([]);
  const enrol = useEnrol();
  const submit = () => enrol.mutateAsync({ session: session.id, people }).then(onClose);
  return (
    <Form
      submit={t('training.results.enrolSubmit', { count: people.length })}
      disabled={people.length === 0}
      onSubmit={submit}
      onCancel={onClose}
    >
      <PeopleTicks
        page={page}
        course={session.course}
        but={session.attendees.map(({ person }) => person)}
        value={people}
        onChange={setPeople}
      />
    </Form>
  );
}

type CancelSessionProps = { session: Session; onClose: () => void; onDone: () => void };

function CancelSession({ session, onClose, onDone }: CancelSessionProps) {
  const { t } = useText();
  const place = `session/${session.id}/cancel`;
  const [reason, setReason] = useDraftedAt(place, 'reason', '');
  const cancel = useCancelSession();
  const submit = () => cancel.mutateAsync({ session: session.id, reason }).then(onDone);
  return (
    <Form
      submit={t('training.results.cancelSubmit', { day: session.day })}
      danger
      onSubmit={submit}
      onCancel={onClose}
      draft={place}
    >
      <TextAreaField
        name="reason"
        label={t('training.field.reason')}
        value={reason}
        onChange={setReason}
        rows={2}
        autoFocus
      />
    </Form>
  );
}
