import { DraftPlace } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import type { Asking } from './asking';
import { DisinfectForm } from './DisinfectForm';
import { DisposeForm } from './DisposeForm';
import { IncidentForm, OverrideForm } from './HoldForms';
import { InspectForm } from './InspectForm';
import { ExecuteForm, RefundReasonForm } from './MoneyForms';
import { NotAllowed } from './NotAllowed';
import type { Act } from './next';
import type { Refund, ReturnDetail } from './queries';
import { ReceiveForm } from './ReceiveForm';
import { ApproveRefundForm, GrantForm, RefundForm } from './RefundForm';
import { ApproveForm, AskForm, CancelForm, GiveForm, RejectForm } from './ReviewForms';
import { SettleForm, ShipBackForm, TrackForm } from './SendForms';

/** What is asked for before it happens. */
export type Wanted =
  | { what: Exclude<Act, 'inspect' | 'dispose' | 'execute'> }
  | { what: 'inspect' | 'dispose'; line?: number }
  | { what: 'execute'; refund?: Refund }
  | { what: 'settleIncident' }
  | {
      what: 'approveRefund' | 'overrideHold' | 'failRefund' | 'declineRefund' | 'reverseRefund';
      refund: Refund;
    }
  | { what: 'notAllowed'; act: Act };

type DialogsProps = Asking & { wanted: Wanted };

const wide = ['approve', 'receive', 'inspect', 'refund', 'dispose', 'shipBack'];

/** The dialog for what is wanted. */
export function Dialogs({ detail, wanted, onClose }: DialogsProps) {
  const { t } = useText();
  const name = wanted.what === 'notAllowed' ? wanted.act : wanted.what;
  return (
    <Dialog
      title={t(`returns.ask.${name}.title`)}
      onClose={onClose}
      size={wide.includes(wanted.what) ? 560 : 440}
    >
      <DraftPlace of={`return/${detail.return.id}/${wanted.what}`}>
        <Form wanted={wanted} detail={detail} onClose={onClose} />
      </DraftPlace>
    </Dialog>
  );
}

function Form({ wanted, ...asking }: DialogsProps) {
  switch (wanted.what) {
    case 'approve':
      return <ApproveForm {...asking} />;
    case 'reject':
      return <RejectForm {...asking} />;
    case 'ask':
      return <AskForm {...asking} />;
    case 'give':
      return <GiveForm {...asking} />;
    case 'cancel':
      return <CancelForm {...asking} />;
    case 'shipBack':
      return <ShipBackForm {...asking} />;
    case 'track':
      return <TrackForm {...asking} />;
    case 'receive':
      return <ReceiveForm {...asking} />;
    case 'disinfect':
      return <DisinfectForm {...asking} />;
    case 'inspect':
      return <InspectForm {...asking} line={wanted.line} />;
    case 'dispose':
      return <DisposeForm {...asking} line={wanted.line} />;
    case 'refund':
      return <RefundForm {...asking} />;
    case 'grant':
      return <GrantForm {...asking} />;
    case 'settle':
      return <SettleForm {...asking} />;
    case 'execute':
      return <ExecuteForm {...asking} refund={wanted.refund} />;
    case 'approveRefund':
      return <ApproveRefundForm {...asking} refund={wanted.refund} />;
    case 'overrideHold':
      return <OverrideForm of={unconfirmed(wanted.refund, asking.detail)} onClose={asking.onClose} />;
    case 'settleIncident':
      return <IncidentForm {...asking} />;
    case 'failRefund':
    case 'declineRefund':
    case 'reverseRefund':
      return <RefundReasonForm {...asking} refund={wanted.refund} what={wanted.what} />;
    case 'notAllowed':
      return <NotAllowed {...asking} act={wanted.act} />;
  }
}

const unconfirmed = (refund: Refund, { ledger, customer, unconfirmed }: ReturnDetail) => ({
  ...{ ledger: ledger.id, refund: refund.id, name: customer.name, most: unconfirmed },
  amount: { minor: refund.minor, currency: ledger.currency },
});
