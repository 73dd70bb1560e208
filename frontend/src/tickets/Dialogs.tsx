import { DraftPlace } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { AssignForm } from './AssignForm';
import type { Asking } from './asking';
import { EditForm } from './EditForm';
import { MessageInForm } from './MessageInForm';
import { CloseForm, DismissForm, RateForm, ReopenForm, ResolveForm, WaitForm } from './MoveForms';

/** What is asked for before it happens. */
export type Wanted =
  | { what: 'assign' | 'resolve' | 'close' | 'reopen' | 'messageIn' | 'edit' | 'rate' }
  | { what: 'wait'; for: string }
  | { what: 'dismiss'; as: string };

type DialogsProps = Asking & { wanted: Wanted };

/** The dialog for what is wanted. */
export function Dialogs({ detail, wanted, onClose }: DialogsProps) {
  const { t } = useText();
  return (
    <Dialog
      title={t(`tickets.${wanted.what}.title`)}
      onClose={onClose}
      size={wanted.what === 'messageIn' ? 560 : 440}
    >
      <DraftPlace of={`ticket/${detail.ticket.id}/${wanted.what}`}>
        <Form wanted={wanted} detail={detail} onClose={onClose} />
      </DraftPlace>
    </Dialog>
  );
}

function Form({ wanted, ...asking }: DialogsProps) {
  switch (wanted.what) {
    case 'assign':
      return <AssignForm {...asking} />;
    case 'resolve':
      return <ResolveForm {...asking} />;
    case 'close':
      return <CloseForm {...asking} />;
    case 'reopen':
      return <ReopenForm {...asking} />;
    case 'messageIn':
      return <MessageInForm {...asking} />;
    case 'edit':
      return <EditForm {...asking} />;
    case 'rate':
      return <RateForm {...asking} />;
    case 'wait':
      return <WaitForm {...asking} first={wanted.for} />;
    case 'dismiss':
      return <DismissForm {...asking} as={wanted.as} />;
  }
}
