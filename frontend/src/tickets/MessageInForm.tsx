import { useState } from 'react';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { SelectField, TextAreaField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import { useMessageIn } from './queries';
import { channels, zeroTime } from './words';

/** Enters what the customer said by a channel that does not reach the desk by itself. */
export function MessageInForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const [text, setText] = useDrafted('text', '');
  const [channel, setChannel] = useState(detail.ticket.channel);
  const enter = useMessageIn();
  const submit = () =>
    enter.mutateAsync({ ticket: detail.ticket.id, text, channel, at: zeroTime }).then(onClose);
  return (
    <Form submit={t('tickets.messageIn.submit')} onSubmit={submit} onCancel={onClose}>
      <TextAreaField
        name="text"
        label={t('tickets.messageIn.text')}
        hint={t('tickets.messageIn.hint')}
        value={text}
        onChange={setText}
        rows={4}
        autoFocus
      />
      <SelectField
        name="channel"
        label={t('tickets.field.channel')}
        value={channel}
        onChange={setChannel}
        data={channels.map((value) => ({ value, label: t(`tickets.channel.${value}`) }))}
      />
    </Form>
  );
}
