import { sizeOf } from '../format/size';
import { useText } from '../i18n/useText';

/** A size of a file: 1.2 MB. */
export function Size({ of }: { of: number }) {
  const { t } = useText();
  return <span className="tabular">{t('settings.size', sizeOf(of))}</span>;
}
