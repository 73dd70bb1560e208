import { type ReactNode, useRef } from 'react';
import { useDesk } from '../desk/queries';
import { useText } from '../i18n/useText';
import type { Taking } from './useTaking';

type AddButtonProps = {
  taking: Taking;
  /** The button, which is told what a press does. */
  children: (choose: () => void) => ReactNode;
};

/** Chooses files: by the system's dialog in the window, by the browser's elsewhere. */
export function AddButton({ taking, children }: AddButtonProps) {
  const { t } = useText();
  const { native } = useDesk();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      {children(() => (native ? void taking.choose() : input.current?.click()))}
      {!native && (
        <input
          ref={input}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          aria-label={t('attachments.choose')}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void taking.send(files);
          }}
        />
      )}
    </>
  );
}
