import { useText } from '../i18n/useText';
import { type Attachment, isHere, type Kept } from './queries';

/** How much of an attachment has come, in whole percent. */
export const percentOf = (file: Attachment, kept: Kept) =>
  Math.min(99, Math.floor((100 * kept.bytes) / Math.max(1, file.size)));

/** Says in a few words what is wrong with an attachment on this workstation; empty when nothing is. */
export function useKeptWords() {
  const { t } = useText();
  return (file: Attachment, kept?: Kept) => {
    if (!kept || isHere(kept)) return '';
    if (kept.state === 'coming') return t('attachments.state.coming', { percent: percentOf(file, kept) });
    if (kept.state === 'away' && kept.why === 'offline') return t('attachments.state.offline');
    return t(`attachments.state.${kept.state}`);
  };
}
