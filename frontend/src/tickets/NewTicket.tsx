import { useDraftedFields } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { FieldRow, SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { CustomerField } from './CustomerField';
import { useCustomerOrders, useOpenTicket } from './queries';
import { channels, kinds, priorities, zeroTime } from './words';

type NewTicketProps = {
  /** What it is about, where that is known already. */
  subject?: string;
  onClose: () => void;
  onOpened: (id: string) => void;
};

const place = 'ticket/new';

/** Takes a new ticket: who asks, about which order, what they said. */
export function NewTicket({ subject = '', onClose, onOpened }: NewTicketProps) {
  const { t } = useText();
  const [wanted, change] = useDraftedFields(
    {
      kind: 'enquiry',
      channel: 'phone',
      priority: 'normal',
      subject,
      description: '',
      customer: '',
      order: '',
      category: '',
    },
    place,
  );
  const customer = useCustomerOrders(wanted.customer);
  const open = useOpenTicket();
  const orders = customer.data?.orders ?? [];
  const choices = (list: string, values: string[]) =>
    values.map((value) => ({ value, label: t(`tickets.${list}.${value}`) }));

  const submit = async () => {
    const detail = await open.mutateAsync({ ...wanted, lines: [], at: zeroTime });
    onOpened(detail.ticket.id);
  };
  return (
    <Dialog title={t('tickets.new.title')} onClose={onClose} size={560}>
      <Form submit={t('tickets.new.submit')} onSubmit={submit} onCancel={onClose} draft={place}>
        <CustomerField value={wanted.customer} onChange={(id) => change({ customer: id, order: '' })} />
        {orders.length > 0 && (
          <SelectField
            name="order"
            label={t('tickets.field.order')}
            optional
            clearable
            value={wanted.order}
            onChange={(order) => change({ order })}
            data={orders.map((order) => ({
              value: order.id,
              label: [order.number, ...order.lines.slice(0, 2).map(({ name }) => name)].join(' · '),
            }))}
          />
        )}
        <TextField
          name="subject"
          label={t('tickets.field.subject')}
          placeholder={t('tickets.new.subjectExample')}
          value={wanted.subject}
          onChange={(subject) => change({ subject })}
        />
        <TextAreaField
          name="description"
          label={t('tickets.new.description')}
          optional
          value={wanted.description}
          onChange={(description) => change({ description })}
        />
        <FieldRow>
          <SelectField
            name="kind"
            label={t('tickets.field.kind')}
            value={wanted.kind}
            onChange={(kind) => change({ kind })}
            data={choices('kind', kinds)}
          />
          <SelectField
            name="channel"
            label={t('tickets.field.channel')}
            value={wanted.channel}
            onChange={(channel) => change({ channel })}
            data={choices('channel', channels)}
          />
          <SelectField
            name="priority"
            label={t('tickets.field.priority')}
            value={wanted.priority}
            onChange={(priority) => change({ priority })}
            data={choices('priority', priorities)}
          />
        </FieldRow>
      </Form>
    </Dialog>
  );
}
