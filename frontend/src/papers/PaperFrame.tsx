import { Modal, SegmentedControl } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { asProblem } from '../bridge/problem';
import { languages } from '../i18n';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Refused } from '../parts/Form';
import { KeyLayer, useKeys } from '../parts/keys';
import { useFocusBack } from '../parts/useFocusBack';
import classes from './PaperFrame.module.css';
import { Saved } from './Saved';

/** Saving a paper, as a mutation tells of it. */
export type Saving = {
  isPending: boolean;
  error: Error | null;
  data?: { path: string };
  reset: () => void;
};

type PaperFrameProps = {
  title: string;
  /** Where the paper is shown from, in a language. */
  address: (lang: string) => string;
  save: Saving;
  onSave: (lang: string) => void;
  /** What else can be chosen about it. */
  children?: ReactNode;
  onClose: () => void;
};

/** A paper as it will be printed, in either language, and the place to save it. */
export function PaperFrame({ title, onClose, ...inside }: PaperFrameProps) {
  const { t } = useText();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="min(1080px, 94vw)"
      yOffset="3vh"
      classNames={{ content: classes.content, body: classes.body }}
    >
      <KeyLayer>
        <Inside {...inside} />
      </KeyLayer>
    </Modal>
  );
}

function Inside({ address, save, onSave, children }: Omit<PaperFrameProps, 'title' | 'onClose'>) {
  const { t, language } = useText();
  const [lang, setLang] = useState<string>(language);
  const keep = () => {
    if (!save.isPending) onSave(lang);
  };
  useKeys({ 'mod+enter': keep, 'mod+s': keep });
  const at = address(lang);
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('papers.language')}
          value={lang}
          onChange={(next) => {
            setLang(next);
            save.reset();
          }}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
        {children}
        <Saved to={save.data?.path} end />
        <Button
          look="primary"
          data-autofocus
          hotkey="mod+enter"
          icon={<IconDeviceFloppy size={16} stroke={1.6} />}
          busy={save.isPending}
          onClick={keep}
        >
          {t('papers.save')}
        </Button>
      </div>
      {save.error && <Refused problem={asProblem(save.error)} />}
      <iframe
        key={at}
        className={classes.paper}
        src={`${at}#navpanes=0&view=FitH`}
        title={t('papers.preview')}
      />
    </>
  );
}
