import { useDraftedAt } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { TextAreaField } from '../parts/Field';
import { Form } from '../parts/Form';
import { type Certificate, useResume, useRevoke, useSuspend } from './queries';
import classes from './Training.module.css';

/** What a trainer or supervisor decides about a certificate. */
export type Decision = { what: 'suspend' | 'resume' | 'revoke'; certificate: Certificate };

type DecisionFormProps = { decision: Decision; name: string; onClose: () => void };

/** Stops a certificate, lets it hold again, or ends it for good; always with a reason. */
export function DecisionForm({ decision: { what, certificate }, name, onClose }: DecisionFormProps) {
  const { t } = useText();
  const place = `certificate/${certificate.id}/${what}`;
  const [reason, setReason] = useDraftedAt(place, 'reason', '');
  const steps = { suspend: useSuspend(), resume: useResume(), revoke: useRevoke() };
  const submit = () => steps[what].mutateAsync({ certificate: certificate.id, reason }).then(onClose);
  return (
    <Dialog title={t(`training.decide.${what}.title`, { number: certificate.number })} onClose={onClose}>
      <Form
        submit={t(`training.decide.${what}.submit`, { name })}
        danger={what === 'revoke'}
        onSubmit={submit}
        onCancel={onClose}
        draft={place}
      >
        <p className={classes.plain}>{t(`training.decide.${what}.body`)}</p>
        <TextAreaField
          name="reason"
          label={t('training.field.reason')}
          value={reason}
          onChange={setReason}
          rows={2}
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
