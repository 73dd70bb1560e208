import type { ReactNode } from 'react';
import { Dialog } from './Dialog';
import { Form } from './Form';

type ConfirmProps = {
  title: string;
  /** What will happen, and whether it can be taken back. */
  children?: ReactNode;
  /** Verb and object, with the amount and the person where it cannot be undone. */
  action: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
};

/** Asks before what cannot be taken back; stays open with the reason when it is refused. */
export function Confirm({ title, children, action, danger, onConfirm, onClose }: ConfirmProps) {
  const confirm = async () => {
    await onConfirm();
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <Form submit={action} danger={danger} onSubmit={confirm} onCancel={onClose}>
        {children}
      </Form>
    </Dialog>
  );
}
