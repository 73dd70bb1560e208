import { Menu } from '@mantine/core';
import {
  IconCalendarEvent,
  IconCheck,
  IconChevronDown,
  IconClock,
  IconMinus,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Chip, type Tone } from '../parts/Chip';
import { SearchField } from '../parts/SearchField';
import { Empty, NoResult } from '../parts/State';
import { useNarrow } from '../parts/useWidth';
import { MatrixGrid } from './MatrixGrid';
import { columnsShown, countsOf, departmentsOf, type Filter, filters } from './matrix';
import { PersonDrawer } from './PersonDrawer';
import type { MatrixPage } from './queries';
import classes from './Training.module.css';
import { departments, nameOf } from './words';

const icon = { size: 14, stroke: 1.8, 'aria-hidden': true };
const looks: Record<Filter, { tone: Tone; icon: React.ReactNode }> = {
  expired: { tone: 'bad', icon: <IconX {...icon} /> },
  expiring: { tone: 'warn', icon: <IconClock {...icon} /> },
  refresh: { tone: 'accent', icon: <IconRefresh {...icon} /> },
  missing: { tone: 'bad', icon: <IconMinus {...icon} /> },
};

type MatrixTabProps = { page: MatrixPage; person: string; onPerson: (id: string) => void };

/** People × courses, gaps first: what narrows it, the grid, and the person of the selected cell beside it. */
export function MatrixTab({ page, person, onPerson }: MatrixTabProps) {
  const { t, language } = useText();
  const narrow = useNarrow();
  const { matrix } = page;
  const [words, setWords] = useState('');
  const [department, setDepartment] = useState('');
  const [only, setOnly] = useState<Filter[]>([]);
  const [course, setCourse] = useState('');
  const names = useMemo(() => matrix.columns.map((column) => nameOf(column, language)), [matrix, language]);
  const counts = useMemo(() => countsOf(matrix.rows), [matrix]);
  const groups = departmentsOf(matrix, { words, department, only }, names);
  const columns = columnsShown(matrix, words, names);
  const clear = () => {
    setWords('');
    setDepartment('');
    setOnly([]);
  };
  if (matrix.columns.length === 0) {
    return <Empty title={t('training.noCourses.title')} body={t('training.noCourses.body')} />;
  }
  return (
    <div className={classes.matrix}>
      <div className={classes.work}>
        <div className={classes.filters}>
          <SearchField
            label={t('training.search')}
            width={160}
            value={words}
            onChange={setWords}
            onLeave={() => document.querySelector<HTMLElement>('[data-at][tabindex="0"]')?.focus()}
          />
          <Menu position="bottom-start">
            <Menu.Target>
              <Button right={<IconChevronDown size={14} stroke={1.6} />}>
                {department ? t(`training.department.${department}`) : t('training.allDepartments')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setDepartment('')}>{t('training.allDepartments')}</Menu.Item>
              {departments.map((one) => (
                <Menu.Item key={one} onClick={() => setDepartment(one)}>
                  {t(`training.department.${one}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          {filters.map((filter) => (
            <button
              key={filter}
              type="button"
              className={classes.filter}
              aria-pressed={only.includes(filter)}
              disabled={counts[filter] === 0 && !only.includes(filter)}
              onClick={() =>
                setOnly(only.includes(filter) ? only.filter((one) => one !== filter) : [...only, filter])
              }
            >
              <Chip tone={counts[filter] > 0 ? looks[filter].tone : 'neutral'} icon={looks[filter].icon}>
                {t(`training.filter.${filter}`, { count: counts[filter] })}
              </Chip>
            </button>
          ))}
          {!narrow && !person && <Legend />}
        </div>
        {groups.length === 0 ? (
          <NoResult title={t('training.nothing.title')} body={t('training.nothing.body')}>
            <Button onClick={clear}>{t('common.clear')}</Button>
          </NoResult>
        ) : (
          <MatrixGrid
            matrix={matrix}
            groups={groups}
            columns={columns}
            person={person}
            course={course}
            onSelect={(who, what) => {
              setCourse(what);
              onPerson(who);
            }}
          />
        )}
      </div>
      {person && (
        <PersonDrawer key={person} page={page} person={person} course={course} onClose={() => onPerson('')} />
      )}
    </div>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <p className={classes.legend}>
      <span>
        <IconCheck {...icon} className={classes.ok} />
        {t('training.state.certified')}
      </span>
      <span>
        <IconCalendarEvent {...icon} />
        {t('training.attendance.enrolled')}
      </span>
      <span>
        <b aria-hidden>·</b>
        {t('training.notRequired')}
      </span>
    </p>
  );
}
