import { useState } from 'react';
import { useDesk, usePeople } from '../desk/queries';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { SelectField, TextAreaField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import { useMany } from './useMany';
import { departments } from './words';

const nobody = 'nobody';

/** Hands the ticket to a person, or to a department without one. */
export function AssignForm({ detail: { ticket }, onClose }: Asking) {
  const { t } = useText();
  return (
    <Handover
      tickets={[ticket.id]}
      owner={ticket.owner}
      department={ticket.department}
      submit={t('tickets.assign.submit')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

type AssignMarkedProps = { tickets: string[]; onDone: () => void; onClose: () => void };

/** Hands all that is marked to a person, or to a department without one. */
export function AssignMarked({ tickets, onDone, onClose }: AssignMarkedProps) {
  const { t } = useText();
  const count = tickets.length;
  return (
    <Dialog title={t('tickets.many.title', { count })} onClose={onClose}>
      <Handover
        tickets={tickets}
        owner=""
        department="customerService"
        submit={t('tickets.many.submit', { count })}
        onDone={onDone}
        onClose={onClose}
      />
    </Dialog>
  );
}

type HandoverProps = AssignMarkedProps & {
  /** Who has it now; empty for nobody, or for several. */
  owner: string;
  department: string;
  submit: string;
};

function Handover({ tickets, owner: now, department: first, submit, onDone, onClose }: HandoverProps) {
  const { t } = useText();
  const me = useDesk().person.id;
  const people = usePeople();
  const [owner, setOwner] = useState(now === me ? '' : me);
  const [department, setDepartment] = useState(first);
  const [remark, setRemark] = useDrafted('remark', '');
  const { assign } = useMany();
  const several = tickets.length > 1;

  const choices = (people.data ?? [])
    .filter((person) => person.active && person.id !== now)
    .map((person) => ({
      value: person.id,
      label:
        person.id === me
          ? t('tickets.assign.me', { name: person.name })
          : `${person.name} · ${person.roles.map((role) => t(`training.role.${role}`)).join(t('common.listSeparator'))}`,
    }));
  const run = () => {
    const to = owner === nobody ? { owner: '', department } : { owner, department: '' };
    return assign.mutateAsync({ tickets, to, remark }).then(onDone);
  };

  return (
    <Form submit={submit} onSubmit={run} onCancel={onClose} disabled={owner === ''}>
      <SelectField
        name="owner"
        label={t('tickets.assign.owner')}
        value={owner}
        onChange={setOwner}
        data={[...choices, ...(now || several ? [{ value: nobody, label: t('tickets.assign.nobody') }] : [])]}
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
