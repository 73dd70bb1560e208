import { useNames } from '../desk/queries';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Chip } from '../parts/Chip';
import { Empty } from '../parts/State';
import { Day } from '../parts/When';
import type { MatrixPage, Session } from './queries';
import { SessionDialog } from './SessionDialog';
import classes from './Training.module.css';
import { latest, nameOf } from './words';

type SessionsTabProps = { page: MatrixPage; session: string; onSession: (id: string) => void };

/** The days on which courses are given, the next first; those of the last thirty days stay for their results. */
export function SessionsTab({ page, session, onSession }: SessionsTabProps) {
  const { t, language } = useText();
  const { now, zone } = useFormat();
  const person = useNames();
  const today = dayIn(now, zone);
  if (page.sessions.length === 0) {
    return <Empty title={t('training.noSessions.title')} body={t('training.noSessions.body')} />;
  }
  const coming = page.sessions.filter(({ day }) => day >= today);
  const past = page.sessions.filter(({ day }) => day < today).reverse();
  const open = page.sessions.find(({ id }) => id === session);
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table}>
        <thead>
          <tr>
            {['day', 'course', 'place', 'trainer', 'enrolled', 'passed'].map((head) => (
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
          {[...coming, ...past].map((one) => {
            const course = page.courses.find(({ id }) => id === one.course);
            const name = nameOf(latest(course), language);
            return (
              <tr key={one.id} data-off={one.cancelledAt ? true : undefined}>
                <td>
                  <Day of={one.day} />
                </td>
                <td>
                  <b>{name}</b> {t('training.courseVersion', { version: one.courseVersion })}
                </td>
                <td>{one.place}</td>
                <td>{person(one.trainer)}</td>
                <td className="tabular">{one.attendees.length}</td>
                <td>
                  <Result session={one} today={today} />
                </td>
                <td>
                  <Button
                    size="toolbar"
                    aria-label={t('training.openSession', { course: name, day: one.day })}
                    onClick={() => onSession(one.id)}
                  >
                    {t('training.open')}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {open && <SessionDialog page={page} session={open} onClose={() => onSession('')} />}
    </div>
  );
}

function Result({ session, today }: { session: Session; today: string }) {
  const { t } = useText();
  if (session.cancelledAt) return <Chip small>{t('training.cancelled')}</Chip>;
  const assessed = session.attendees.filter(({ assessed }) => assessed);
  if (assessed.length > 0) {
    const passed = assessed.filter(({ passed }) => passed).length;
    return (
      <Chip small tone={passed === assessed.length ? 'ok' : 'warn'}>
        {t('training.passedOf', { passed, of: assessed.length })}
      </Chip>
    );
  }
  return session.day <= today ? (
    <Chip small tone="accent">
      {t('training.resultsDue')}
    </Chip>
  ) : (
    <Chip small>{t('training.planned')}</Chip>
  );
}
