import { useDraftedFields } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { FieldRow, SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { type Customer, useChangeCustomer, usePutCustomer } from './queries';

type CustomerFormProps = {
  /** Empty for somebody new. */
  customer?: Customer;
  onClose: () => void;
  onSaved: (id: string) => void;
};

/** The values of a field that takes one a line. */
export const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Who a customer is and how to reach them. */
export function CustomerForm({ customer, onClose, onSaved }: CustomerFormProps) {
  const { t } = useText();
  const place = `customer/${customer?.id ?? 'new'}`;
  const [wanted, change] = useDraftedFields(
    {
      name: customer?.name ?? '',
      phones: customer?.phones.join('\n') ?? '',
      emails: customer?.emails.join('\n') ?? '',
      language: customer?.language ?? '',
      country: customer?.country ?? '',
      notes: customer?.notes ?? '',
    },
    place,
  );
  const put = usePutCustomer();
  const edit = useChangeCustomer();
  const submit = async () => {
    const details = { ...wanted, phones: linesOf(wanted.phones), emails: linesOf(wanted.emails) };
    const saved = customer
      ? await edit.mutateAsync({ customer: customer.id, ...details })
      : await put.mutateAsync({ ...details, accounts: [] });
    onSaved(saved.id);
  };
  return (
    <Dialog title={t(customer ? 'customers.edit.title' : 'customers.new.title')} onClose={onClose} size={560}>
      <Form
        submit={customer ? t('common.save') : t('customers.new.submit')}
        onSubmit={submit}
        onCancel={onClose}
        draft={place}
      >
        <TextField
          name="name"
          label={t('customers.field.name')}
          value={wanted.name}
          onChange={(name) => change({ name })}
          autoFocus
        />
        <FieldRow>
          <TextAreaField
            name="phones"
            label={t('customers.field.phones')}
            hint={t('customers.onePerLine')}
            optional
            rows={1}
            value={wanted.phones}
            onChange={(phones) => change({ phones })}
          />
          <TextAreaField
            name="emails"
            label={t('customers.field.emails')}
            hint={t('customers.onePerLine')}
            optional
            rows={1}
            value={wanted.emails}
            onChange={(emails) => change({ emails })}
          />
        </FieldRow>
        <FieldRow>
          <SelectField
            name="language"
            label={t('customers.field.language')}
            optional
            clearable
            value={wanted.language}
            onChange={(language) => change({ language })}
            data={['zh-CN', 'en'].map((value) => ({ value, label: t(`customers.language.${value}`) }))}
          />
          <TextField
            name="country"
            label={t('customers.field.country')}
            hint={t('customers.countryHint')}
            optional
            maxLength={2}
            value={wanted.country}
            onChange={(country) => change({ country: country.toUpperCase() })}
          />
        </FieldRow>
        <TextAreaField
          name="notes"
          label={t('customers.field.notes')}
          optional
          rows={2}
          value={wanted.notes}
          onChange={(notes) => change({ notes })}
        />
      </Form>
    </Dialog>
  );
}
