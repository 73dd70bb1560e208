import { Modal, SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../bridge/problem';
import { languages } from '../i18n';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Refused } from '../parts/Form';
import { KeyLayer, useKeys } from '../parts/keys';
import { useFocusBack } from '../parts/useFocusBack';
import classes from './ExportDialog.module.css';
import type { Span } from './period';
import { paperAddress, useSavePDF } from './queries';
import { namePeriod } from './words';

type ExportDialogProps = { span: Span; asOf: string; onClose: () => void };

/** The quality report as it will be printed, in either language, of the very moment that the page shows. */
export function ExportDialog({ span, asOf, onClose }: ExportDialogProps) {
  const { t } = useText();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('figures.export.title', { period: namePeriod(span, t) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="min(1080px, 94vw)"
      yOffset="3vh"
      classNames={{ content: classes.content, body: classes.body }}
    >
      <KeyLayer>
        <Inside span={span} asOf={asOf} />
      </KeyLayer>
    </Modal>
  );
}

function Inside({ span, asOf }: Omit<ExportDialogProps, 'onClose'>) {
  const { t, language } = useText();
  const [lang, setLang] = useState<string>(language);
  const save = useSavePDF();
  const paper = { ...span, asOf, lang };
  const keep = () => {
    if (!save.isPending) save.mutate(paper);
  };
  useKeys({ 'mod+enter': keep, 'mod+s': keep });
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('figures.export.language')}
          value={lang}
          onChange={(next) => {
            setLang(next);
            save.reset();
          }}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
        <p className={classes.saved} role="status">
          {save.data?.path && (
            <>
              <IconCircleCheck size={16} stroke={1.6} aria-hidden />
              {t('figures.export.saved', { path: save.data.path })}
            </>
          )}
        </p>
        <Button
          look="primary"
          data-autofocus
          hotkey="mod+enter"
          icon={<IconDeviceFloppy size={16} stroke={1.6} />}
          busy={save.isPending}
          onClick={keep}
        >
          {t('figures.export.save')}
        </Button>
      </div>
      {save.error && <Refused problem={asProblem(save.error)} />}
      <iframe
        key={lang}
        className={classes.paper}
        src={`${paperAddress(paper)}#navpanes=0&view=FitH`}
        title={t('figures.export.paper')}
      />
    </>
  );
}
