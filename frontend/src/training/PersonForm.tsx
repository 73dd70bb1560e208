import { usePeople } from '../desk/queries';
import { useDraftedFields } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { CheckGroup } from '../parts/CheckGroup';
import { Dialog } from '../parts/Dialog';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { type Person, useAddPerson, useChangePerson } from './queries';
import { departments, roles, tiers } from './words';

/** Takes somebody on, or changes what they are; the login stays for ever. */
export function PersonForm({ person, onClose }: { person?: Person; onClose: () => void }) {
  const { t } = useText();
  const people = usePeople();
  const place = `person/${person?.id ?? 'new'}`;
  const [wanted, change] = useDraftedFields(
    {
      login: person?.login ?? '',
      name: person?.name ?? '',
      roles: person?.roles ?? ['agent'],
      department: person?.department ?? 'customerService',
      tier: person?.tier || 'regular',
      mentor: person?.mentor ?? '',
      lang: person?.lang ?? '',
    },
    place,
  );
  const add = useAddPerson();
  const edit = useChangePerson();
  const submit = async () => {
    const { login, ...details } = wanted;
    await (person
      ? edit.mutateAsync({ person: person.id, ...details })
      : add.mutateAsync({ login, ...details }));
    onClose();
  };
  const choices = (section: string, codes: string[]) =>
    codes.map((value) => ({ value, label: t(`training.${section}.${value}`) }));
  return (
    <Dialog
      title={person ? t('training.person.changeTitle', { name: person.name }) : t('training.person.addTitle')}
      onClose={onClose}
      size={560}
    >
      <Form
        submit={person ? t('common.save') : t('training.person.add')}
        onSubmit={submit}
        onCancel={onClose}
        draft={place}
      >
        <FieldRow>
          <TextField
            name="name"
            label={t('training.person.name')}
            value={wanted.name}
            onChange={(name) => change({ name })}
            autoFocus
          />
          <TextField
            name="login"
            label={t('training.head.login')}
            hint={person ? undefined : t('training.person.loginHint')}
            disabled={Boolean(person)}
            value={wanted.login}
            onChange={(login) => change({ login })}
          />
        </FieldRow>
        <CheckGroup
          name="roles"
          label={t('training.head.roles')}
          columns={3}
          data={choices('role', roles)}
          value={wanted.roles}
          onChange={(value) => change({ roles: value })}
        />
        <FieldRow>
          <SelectField
            name="department"
            label={t('training.head.department')}
            value={wanted.department}
            onChange={(department) => change({ department })}
            data={choices('department', departments)}
          />
          <SelectField
            name="tier"
            label={t('training.head.tier')}
            value={wanted.tier}
            onChange={(tier) => change({ tier })}
            data={choices('tier', tiers)}
          />
        </FieldRow>
        <FieldRow>
          <SelectField
            name="mentor"
            label={t('training.head.mentor')}
            optional
            clearable
            searchable
            value={wanted.mentor}
            onChange={(mentor) => change({ mentor })}
            data={(people.data ?? [])
              .filter(({ active, id }) => active && id !== person?.id)
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="lang"
            label={t('training.person.lang')}
            optional
            clearable
            value={wanted.lang}
            onChange={(lang) => change({ lang })}
            data={['zh-CN', 'en'].map((value) => ({ value, label: t(`customers.language.${value}`) }))}
          />
        </FieldRow>
      </Form>
    </Dialog>
  );
}
