import { useState } from 'react';
import { useDesk, usePeople } from '../desk/queries';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import { useAssign } from './queries';
import { departments } from './words';

const nobody = 'nobody';

/** Hands the ticket to a person, or to a department without one. */
export function AssignForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const desk = useDesk();
  const people = usePeople();
  const { ticket } = detail;
  const [owner, setOwner] = useState(ticket.owner === desk.person.id ? '' : desk.person.id);
  const [department, setDepartment] = useState(ticket.department);
  const [remark, setRemark] = useDrafted('remark', '');
  const assign = useAssign();

  const choices = (people.data ?? [])
    .filter((person) => person.active && person.id !== ticket.owner)
    .map((person) => ({
      value: person.id,
      label:
        person.id === desk.person.id
          ? t('tickets.assign.me', { name: person.name })
          : `${person.name} · ${person.roles.map((role) => t(`training.role.${role}`)).join(t('common.listSeparator'))}`,
    }));
  const submit = () =>
    assign
      .mutateAsync({
        ticket: ticket.id,
        owner: owner === nobody ? '' : owner,
        department: owner === nobody ? department : '',
        remark,
      })
      .then(onClose);

  return (
    <Form submit={t('tickets.assign.submit')} onSubmit={submit} onCancel={onClose} disabled={owner === ''}>
      <SelectField
        name="owner"
        label={t('tickets.assign.owner')}
        value={owner}
        onChange={setOwner}
        data={[...choices, ...(ticket.owner ? [{ value: nobody, label: t('tickets.assign.nobody') }] : [])]}
        searchable
        autoFocus
      />
      {owner === nobody && (
        <SelectField
          name="department"
          label={t('tickets.assign.department')}
          value={department}
          onChange={setDepartment}
          data={departments.map((value) => ({ value, label: t(`training.department.${value}`) }))}
        />
      )}
      <TextAreaField
        name="remark"
        label={t('tickets.assign.remark')}
        optional
        value={remark}
        onChange={setRemark}
        rows={2}
      />
    </Form>
  );
}
