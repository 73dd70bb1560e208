import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { ConflictBrief } from './ConflictBrief';
import { ConflictCard } from './ConflictCard';
import classes from './Conflicts.module.css';
import { useConflicts } from './queries';

const mostShown = 3;

/** The first conflict with both its sides, and the next few by name. Nothing while there is none. */
export function ConflictsHere() {
  const { t } = useText();
  const [first, ...others] = useConflicts().data ?? [];
  if (!first) return null;
  return (
    <>
      <ConflictCard key={first.id} conflict={first} />
      {others.length > 0 && (
        <Card
          flush
          title={t('conflicts.others', { count: others.length })}
          right={
            <Link href="/conflicts" className={classes.link}>
              {t('conflicts.all')}
              <IconChevronRight size={14} stroke={1.6} aria-hidden />
            </Link>
          }
        >
          <ul className={classes.others}>
            {others.slice(0, mostShown).map((one) => (
              <li key={one.id}>
                <Link href={`/conflicts/${one.id}`} className={classes.other}>
                  <ConflictBrief conflict={one} />
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
