import { useState } from 'react';
import { Thumb } from '../attachments/FileCard';
import type { Attachment } from '../attachments/queries';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import classes from './AttachForm.module.css';
import { type ReturnDetail, useAttach } from './queries';

const shows = ['request', 'reception', 'disinfection', 'inspection', 'evidence'];

// What somebody photographs now is most likely what is done now.
const stepOf: Record<string, string> = {
  request: 'request',
  review: 'request',
  receive: 'reception',
  sendBack: 'evidence',
  customs: 'evidence',
  disinfect: 'disinfection',
  inspect: 'inspection',
};

type AttachFormProps = { detail: ReturnDetail; files: Attachment[]; onClose: () => void };

/** What each new photo shows: the step, the goods, and a few words. */
export function AttachForm({ detail, files, onClose }: AttachFormProps) {
  const { t } = useText();
  const { return: r } = detail;
  const [step, setStep] = useState(stepOf[r.stage] ?? 'evidence');
  const [line, setLine] = useState('0');
  const [captions, setCaptions] = useState<Record<string, string>>({});
  const attach = useAttach();
  const unique = files.filter((file, at) => files.findIndex(({ digest }) => digest === file.digest) === at);
  const submit = () =>
    attach
      .mutateAsync({
        return: r.id,
        files: unique.map((file) => ({
          ...file,
          step,
          line: Number(line),
          caption: captions[file.digest] ?? '',
        })),
      })
      .then(onClose);
  return (
    <Dialog title={t('returns.photos.ask', { count: unique.length })} size={560} onClose={onClose}>
      <Form
        submit={t('returns.photos.submit', { count: unique.length })}
        onSubmit={submit}
        onCancel={onClose}
      >
        <FieldRow>
          <SelectField
            name="files.0.step"
            label={t('returns.photos.step')}
            value={step}
            onChange={setStep}
            data={shows.map((value) => ({ value, label: t(`returns.shows.${value}`) }))}
          />
          <SelectField
            name="files.0.line"
            label={t('returns.photos.goods')}
            value={line}
            onChange={setLine}
            data={[
              { value: '0', label: t('returns.photos.allGoods') },
              ...r.lines.map(({ n, title }) => ({ value: String(n), label: title })),
            ]}
          />
        </FieldRow>
        <ul className={classes.files}>
          {unique.map((file, at) => (
            <li key={file.digest}>
              <Thumb file={file} />
              <TextField
                name={`files.${at}.caption`}
                label={file.name}
                placeholder={t('returns.photos.example')}
                optional
                autoFocus={at === 0}
                value={captions[file.digest] ?? ''}
                onChange={(caption) => setCaptions({ ...captions, [file.digest]: caption })}
              />
            </li>
          ))}
        </ul>
      </Form>
    </Dialog>
  );
}
