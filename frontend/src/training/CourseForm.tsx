import { useDraftedFields } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { CheckGroup } from '../parts/CheckGroup';
import { Dialog } from '../parts/Dialog';
import { FieldRow, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { type Course, usePublishCourse } from './queries';
import { latest, roles, steps } from './words';

/** A new course, or the next version of one: published at once, and then it never changes. */
export function CourseForm({ course, onClose }: { course?: Course; onClose: () => void }) {
  const { t } = useText();
  const before = latest(course);
  const place = `course/${course?.id ?? 'new'}/${before?.version ?? 0}`;
  const [wanted, change] = useDraftedFields(
    {
      code: course?.code ?? '',
      nameZh: before?.nameZh ?? '',
      nameEn: before?.nameEn ?? '',
      passMark: String(before?.passMark ?? 80),
      months: String(before?.months ?? 12),
      steps: before?.steps ?? [],
      roles: before?.roles ?? [],
      refreshBy: '',
    },
    place,
  );
  const publish = usePublishCourse();
  const submit = () =>
    publish
      .mutateAsync({
        ...wanted,
        course: course?.id ?? '',
        passMark: Math.trunc(Number(wanted.passMark)) || 0,
        months: Math.trunc(Number(wanted.months)) || 0,
      })
      .then(onClose);
  const ticks = (section: string, codes: string[]) =>
    codes.map((value) => ({ value, label: t(`training.${section}.${value}`) }));
  return (
    <Dialog
      title={course ? t('training.course.versionTitle', { code: course.code }) : t('training.course.title')}
      onClose={onClose}
      size={560}
    >
      <Form
        submit={t('training.course.submit', { version: (before?.version ?? 0) + 1 })}
        onSubmit={submit}
        onCancel={onClose}
        draft={place}
      >
        {!course && (
          <TextField
            name="code"
            label={t('training.head.code')}
            hint={t('training.course.codeHint')}
            maxLength={6}
            value={wanted.code}
            onChange={(code) => change({ code: code.toUpperCase() })}
            autoFocus
          />
        )}
        <FieldRow>
          <TextField
            name="nameZh"
            label={t('training.course.nameZh')}
            value={wanted.nameZh}
            onChange={(nameZh) => change({ nameZh })}
          />
          <TextField
            name="nameEn"
            label={t('training.course.nameEn')}
            value={wanted.nameEn}
            onChange={(nameEn) => change({ nameEn })}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            name="passMark"
            label={t('training.head.passMark')}
            type="number"
            value={wanted.passMark}
            onChange={(passMark) => change({ passMark })}
          />
          <TextField
            name="months"
            label={t('training.course.monthsValid')}
            type="number"
            value={wanted.months}
            onChange={(months) => change({ months })}
          />
        </FieldRow>
        <CheckGroup
          name="steps"
          label={t('training.course.steps')}
          columns={4}
          data={ticks('step', steps)}
          value={wanted.steps}
          onChange={(value) => change({ steps: value })}
        />
        <CheckGroup
          name="roles"
          label={t('training.course.roles')}
          columns={4}
          data={ticks('role', roles)}
          value={wanted.roles}
          onChange={(value) => change({ roles: value })}
        />
        {course && (
          <TextField
            name="refreshBy"
            label={t('training.course.refreshBy')}
            hint={t('training.course.refreshHint')}
            type="date"
            optional
            value={wanted.refreshBy}
            onChange={(refreshBy) => change({ refreshBy })}
          />
        )}
      </Form>
    </Dialog>
  );
}
