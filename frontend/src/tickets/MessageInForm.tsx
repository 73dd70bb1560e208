import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { AddButton } from '../attachments/AddButton';
import { AttachZone } from '../attachments/AttachZone';
import type { Attachment } from '../attachments/queries';
import { Strip } from '../attachments/Strip';
import { addTo, useTaking } from '../attachments/useTaking';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
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
  const [files, setFiles] = useDrafted<Attachment[]>('files', []);
  const taking = useTaking((more) => setFiles(addTo(more)));
  const enter = useMessageIn();
  const submit = () =>
    enter.mutateAsync({ ticket: detail.ticket.id, text, channel, at: zeroTime, files }).then(onClose);
  return (
    <Form
      submit={t('tickets.messageIn.submit')}
      disabled={taking.coming.length > 0}
      onSubmit={submit}
      onCancel={onClose}
    >
      <AttachZone taking={taking}>
        <TextAreaField
          name="text"
          label={t('tickets.messageIn.text')}
          hint={t('tickets.messageIn.hint')}
          value={text}
          onChange={setText}
          rows={4}
          autoFocus
        />
      </AttachZone>
      <Strip
        files={files}
        taking={taking}
        label={t('attachments.title')}
        onRemove={(gone) => setFiles((now) => now.filter((file) => file !== gone))}
      />
      <AddButton taking={taking}>
        {(choose) => (
          <div>
            <Button icon={<IconPaperclip size={16} stroke={1.6} />} onClick={choose}>
              {t('attachments.add')}
            </Button>
          </div>
        )}
      </AddButton>
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
