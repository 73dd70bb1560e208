import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useDesk } from '../desk/queries';
import { useText } from '../i18n/useText';
import classes from './Attachments.module.css';
import { takeDrops } from './drops';
import { typeInto, webLinks } from './links';
import type { Taking } from './useTaking';

// The system's web view calls files a list of addresses, as long as nobody has let them go.
const hasFiles = ({ dataTransfer: { types } }: DragEvent, native: boolean) =>
  types.includes('Files') || (native && types.includes('text/uri-list'));

type AttachZoneProps = { taking: Taking; className?: string; children: ReactNode };

/** Where files can be dropped and pasted; what is typed or pasted as words goes its usual way. */
export function AttachZone({ taking, className, children }: AttachZoneProps) {
  const { t } = useText();
  const { native } = useDesk();
  const [over, setOver] = useState(false);
  const zone = useRef<HTMLDivElement>(null);
  const { drop } = taking;

  useEffect(() => takeDrops({ element: () => zone.current, take: (id) => void drop(id) }), [drop]);

  const paste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData;
    if (files.length > 0) {
      event.preventDefault();
      void taking.send([...files].map(named(t('attachments.pastedName'))));
    } else if (native && !types.includes('text/plain')) {
      // The window is told that something was pasted, and not what.
      event.preventDefault();
      void taking.paste();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped can be chosen by the button inside
    <div
      ref={zone}
      className={[classes.zone, className].filter(Boolean).join(' ')}
      data-over={over || undefined}
      onPaste={paste}
      onDragOver={(event) => {
        if (!hasFiles(event, native)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event, native)) return;
        event.preventDefault();
        setOver(false);
        if (!native) {
          void taking.send([...event.dataTransfer.files]);
          return;
        }
        const links = webLinks(event.dataTransfer.getData('text/uri-list'));
        if (links.length > 0) typeInto(zone.current, links.join(' '));
      }}
    >
      {children}
      {over && <span className={classes.here}>{t('attachments.dropHere')}</span>}
    </div>
  );
}

// A browser calls every pasted picture image.png.
const named = (name: string) => (file: File) => {
  if (file.name !== 'image.png') return file;
  const now = new Date();
  const digits = (n: number) => String(n).padStart(2, '0');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(digits).join('.');
  return new File([file], `${name} ${time}.png`, { type: file.type });
};
