import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { isKnown } from '../format/instant';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Chip } from '../parts/Chip';
import { Confirm } from '../parts/Confirm';
import { Empty } from '../parts/State';
import { useMay } from '../parts/useMay';
import { When } from '../parts/When';
import { CourseForm } from './CourseForm';
import { type Course, type MatrixPage, useRetireCourse } from './queries';
import classes from './Training.module.css';
import { latest, nameOf } from './words';

/** The courses in their versions in force: what they certify for, who needs them, how long a certificate holds. */
export function CoursesTab({ page }: { page: MatrixPage }) {
  const { t, language } = useText();
  const may = useMay();
  const [changing, change] = useState<Course>();
  const [retiring, retire] = useState<Course>();
  const retireCourse = useRetireCourse();
  const trainer = may('trainer', 'supervisor');
  if (page.courses.length === 0) {
    return <Empty title={t('training.noCourses.title')} body={t('training.noCourses.body')} />;
  }
  const words = (section: string, codes: string[]) =>
    codes.map((code) => t(`training.${section}.${code}`)).join(t('common.listSeparator'));
  const scrolls = { tabIndex: 0, role: 'region', 'aria-label': t('training.tab.courses') };
  return (
    <div className={classes.tableFrame} {...scrolls}>
      <table className={classes.table}>
        <thead>
          <tr>
            {['code', 'course', 'version', 'steps', 'roles', 'passMark', 'months', 'published'].map(
              (head) => (
                <th key={head} scope="col">
                  {t(`training.head.${head}`)}
                </th>
              ),
            )}
            <th scope="col">
              <span className="visually-hidden">{t('training.head.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.courses.map((course) => {
            const version = latest(course);
            const retired = isKnown(course.retiredAt);
            return (
              <tr key={course.id} data-off={retired || undefined}>
                <td>{course.code}</td>
                <td>
                  <b>{nameOf(version, language)}</b>
                </td>
                <td>{retired ? <Chip small>{t('training.retired')}</Chip> : `v${version?.version}`}</td>
                <td>{words('step', version?.steps ?? [])}</td>
                <td>{words('role', version?.roles ?? []) || t('training.nobodyNeeds')}</td>
                <td className="tabular">{t('training.points', { count: version?.passMark ?? 0 })}</td>
                <td className="tabular">{t('training.months', { count: version?.months ?? 0 })}</td>
                <td>{version && <When at={version.publishedAt} />}</td>
                <td>
                  {trainer && !retired && (
                    <span className={classes.rowActs}>
                      <Button
                        size="toolbar"
                        icon={<IconPlus size={14} stroke={1.6} aria-hidden />}
                        onClick={() => change(course)}
                      >
                        {t('training.course.newVersion')}
                      </Button>
                      <Button size="toolbar" look="quiet" onClick={() => retire(course)}>
                        {t('training.course.retire')}
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {changing && <CourseForm course={changing} onClose={() => change(undefined)} />}
      {retiring && (
        <Confirm
          title={t('training.course.retireTitle', { name: nameOf(latest(retiring), language) })}
          action={t('training.course.retireAction', { code: retiring.code })}
          danger
          onConfirm={() => retireCourse.mutateAsync({ course: retiring.id })}
          onClose={() => retire(undefined)}
        >
          <p className={classes.plain}>{t('training.course.retireBody')}</p>
        </Confirm>
      )}
    </div>
  );
}
