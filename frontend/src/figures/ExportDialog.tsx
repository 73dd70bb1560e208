import { useText } from '../i18n/useText';
import { PaperFrame } from '../papers/PaperFrame';
import type { Span } from './period';
import { paperAddress, useSavePDF } from './queries';
import { namePeriod } from './words';

type ExportDialogProps = { span: Span; asOf: string; onClose: () => void };

/** The quality report, of the very moment that the page shows. */
export function ExportDialog({ span, asOf, onClose }: ExportDialogProps) {
  const { t } = useText();
  const save = useSavePDF();
  return (
    <PaperFrame
      title={t('figures.export.title', { period: namePeriod(span, t) })}
      address={(lang) => paperAddress({ ...span, asOf, lang })}
      save={save}
      onSave={(lang) => save.mutate({ ...span, asOf, lang })}
      onClose={onClose}
    />
  );
}
