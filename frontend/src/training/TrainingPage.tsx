import { Menu, SegmentedControl } from '@mantine/core';
import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useText } from '../i18n/useText';
import { PaperDialog } from '../papers/PaperDialog';
import { TableDialog } from '../papers/TableDialog';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { useMay } from '../parts/useMay';
import { CourseForm } from './CourseForm';
import { CoursesTab } from './CoursesTab';
import { MatrixTab } from './MatrixTab';
import { PeopleTab } from './PeopleTab';
import { PersonForm } from './PersonForm';
import { PlanForm } from './PlanForm';
import { useMatrix } from './queries';
import { SessionsTab } from './SessionsTab';

const tabs = ['matrix', 'courses', 'sessions', 'people'];

/** Who may do what: the matrix, the courses behind it, the days on which they are given, and the people. */
export default function TrainingPage() {
  const { t } = useText();
  const [, route] = useRoute<{ tab?: string; id?: string }>('/training/:tab?/:id?');
  const [, go] = useLocation();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const page = useMatrix();
  const tab = tabs.find((one) => one === route?.tab) ?? 'matrix';
  const id = route?.id ?? '';
  // What is made here depends on what is looked at; the matrix leads to sessions.
  const mayCreate = tab === 'people' ? may() : may('trainer', 'supervisor');
  const create = () => setCreating(true);
  useKeys(mayCreate ? { c: named(`training.create.${tab}`, create) } : {});
  const close = () => setCreating(false);
  return (
    <>
      <PageHead
        title={t('training.title')}
        sub={
          page.data &&
          [
            t('training.sizePeople', { count: page.data.matrix.rows.length }),
            t('training.sizeCourses', { count: page.data.matrix.columns.length }),
          ].join(' × ')
        }
        actions={
          <>
            {page.data && <Paper />}
            {mayCreate && (
              <Button look="primary" hotkey="c" icon={<IconPlus size={16} stroke={1.6} />} onClick={create}>
                {t(`training.create.${tab}`)}
              </Button>
            )}
          </>
        }
      >
        <SegmentedControl
          aria-label={t('training.tabs')}
          value={tab}
          onChange={(value) => go(`/training/${value}`)}
          data={tabs.map((value) => ({ value, label: t(`training.tab.${value}`) }))}
        />
      </PageHead>
      <Loaded query={page} meanwhile={<Loading rows={10} height={37} />}>
        {(data) => (
          <>
            {tab === 'matrix' && (
              <MatrixTab
                page={data}
                person={id}
                onPerson={(person) =>
                  go(person ? `/training/matrix/${person}` : '/training', { replace: true })
                }
              />
            )}
            {tab === 'courses' && <CoursesTab page={data} />}
            {tab === 'sessions' && (
              <SessionsTab
                page={data}
                session={id}
                onSession={(session) => go(session ? `/training/sessions/${session}` : '/training/sessions')}
              />
            )}
            {tab === 'people' && <PeopleTab />}
            {creating && tab === 'people' && <PersonForm onClose={close} />}
            {creating && tab === 'courses' && <CourseForm onClose={close} />}
            {creating && (tab === 'sessions' || tab === 'matrix') && (
              <PlanForm
                page={data}
                onClose={close}
                onPlanned={(session) => {
                  close();
                  go(`/training/sessions/${session}`);
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

/** The certification list on paper and as a table. */
function Paper() {
  const { t } = useText();
  const [wanted, want] = useState<'list' | 'table'>();
  const close = () => want(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('papers.menu')}>
            <IconPrinter size={16} stroke={1.6} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => want('list')}>{t('papers.list')}</Menu.Item>
          <Menu.Item onClick={() => want('table')}>{t('papers.table')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {wanted === 'list' && <PaperDialog paper={{ kind: 'certification' }} onClose={close} />}
      {wanted === 'table' && <TableDialog table={{ kind: 'certification' }} onClose={close} />}
    </>
  );
}
