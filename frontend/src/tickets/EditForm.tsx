import { useDraftedFields } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import { useEdit } from './queries';
import { kinds, severities } from './words';

/** What the ticket is about, put right: each field that changed is an edit of its own. */
export function EditForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { ticket } = detail;
  const before = {
    subject: ticket.subject,
    kind: ticket.kind,
    category: ticket.category,
    severity: ticket.severity,
  };
  const [after, change] = useDraftedFields(before);
  const edit = useEdit();

  const submit = async () => {
    for (const field of ['subject', 'kind', 'category', 'severity'] as const) {
      if (after[field] === before[field]) continue;
      await edit.mutateAsync({ ticket: ticket.id, field, value: after[field] });
    }
    onClose();
  };
  return (
    <Form submit={t('common.save')} onSubmit={submit} onCancel={onClose}>
      <TextField
        name="value"
        label={t('tickets.field.subject')}
        value={after.subject}
        onChange={(subject) => change({ subject })}
        autoFocus
      />
      <FieldRow>
        <SelectField
          name="kind"
          label={t('tickets.field.kind')}
          value={after.kind}
          onChange={(kind) => change({ kind })}
          data={kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) }))}
        />
        <TextField
          name="category"
          label={t('tickets.field.category')}
          optional
          value={after.category}
          onChange={(category) => change({ category })}
        />
      </FieldRow>
      {after.kind === 'complaint' && (
        <SelectField
          name="severity"
          label={t('tickets.field.severity')}
          value={after.severity}
          onChange={(severity) => change({ severity })}
          data={severities.map((value) => ({ value, label: t(`tickets.severity.${value}`) }))}
        />
      )}
    </Form>
  );
}
