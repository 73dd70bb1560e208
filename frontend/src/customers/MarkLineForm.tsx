import { useState } from 'react';
import { useText } from '../i18n/useText';
import { CheckGroup } from '../parts/CheckGroup';
import { Dialog } from '../parts/Dialog';
import { FieldRow, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { type Order, useMarkLine } from './queries';

const attributes = ['fresh', 'custom', 'digital', 'hygiene'];

/** What a person knows of the goods: the return policy asks for it, and later imports leave it alone. */
export function MarkLineForm({ order, line, onClose }: { order: Order; line: number; onClose: () => void }) {
  const { t } = useText();
  const sold = order.lines.find(({ no }) => no === line);
  const [category, setCategory] = useState(sold?.category ?? '');
  const [marked, setMarked] = useState<string[]>(sold?.attributes ?? []);
  const [serial, setSerial] = useState(sold?.serial ?? '');
  const [warranty, setWarranty] = useState(String(sold?.warrantyMonths ?? 0));
  const mark = useMarkLine();
  const submit = () =>
    mark
      .mutateAsync({
        order: order.id,
        line,
        category,
        attributes: marked,
        serial,
        warrantyMonths: Math.trunc(Number(warranty)) || 0,
      })
      .then(onClose);
  return (
    <Dialog title={t('customers.mark.title', { title: sold?.name ?? '' })} onClose={onClose} size={560}>
      <Form submit={t('customers.mark.submit')} onSubmit={submit} onCancel={onClose}>
        <CheckGroup
          name="attributes"
          label={t('customers.field.attributes')}
          hint={t('customers.mark.hint')}
          data={attributes.map((value) => ({ value, label: t(`archive.attribute.${value}`) }))}
          value={marked}
          onChange={setMarked}
        />
        <TextField
          name="category"
          label={t('customers.field.category')}
          optional
          value={category}
          onChange={setCategory}
        />
        <FieldRow>
          <TextField
            name="serial"
            label={t('customers.field.serial')}
            optional
            value={serial}
            onChange={setSerial}
          />
          <TextField
            name="warrantyMonths"
            label={t('customers.field.warrantyMonths')}
            type="number"
            value={warranty}
            onChange={setWarranty}
          />
        </FieldRow>
      </Form>
    </Dialog>
  );
}
