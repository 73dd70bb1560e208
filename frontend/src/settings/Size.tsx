import { useText } from '../i18n/useText';
import { sizeOf } from './measures';

/** A size of a file: 1.2 MB. */
export function Size({ of }: { of: number }) {
  const { t } = useText();
  return <span className="tabular">{t('settings.size', sizeOf(of))}</span>;
}
