import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/useText';
import { KeyLayer } from './keys';
import { useFocusBack } from './useFocusBack';

type DialogProps = {
  title: string;
  onClose: () => void;
  /** 440 for a question, 560 for a form, 760 for a table. */
  size?: 440 | 560 | 760;
  children: ReactNode;
};

/** A dialog: mount it to open it. Esc closes, focus stays inside and returns to what opened it. */
export function Dialog({ title, onClose, size = 440, children }: DialogProps) {
  const { t } = useText();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnEscape
    >
      <KeyLayer>{children}</KeyLayer>
    </Modal>
  );
}
