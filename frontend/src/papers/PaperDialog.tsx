import { Checkbox, Modal, SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../bridge/problem';
import { languages } from '../i18n';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Refused } from '../parts/Form';
import { KeyLayer, useKeys } from '../parts/keys';
import { useFocusBack } from '../parts/useFocusBack';
import classes from './PaperDialog.module.css';
import { type Paper, paperAddress, useSavePaper } from './queries';

type PaperDialogProps = { paper: Paper; onClose: () => void };

/** A paper as it will be printed, in either language, and the place to save it. */
export function PaperDialog({ paper, onClose }: PaperDialogProps) {
  const { t } = useText();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`papers.title.${paper.kind}`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="min(1080px, 94vw)"
      yOffset="3vh"
      classNames={{ content: classes.content, body: classes.body }}
    >
      <KeyLayer>
        <Inside paper={paper} />
      </KeyLayer>
    </Modal>
  );
}

function Inside({ paper }: { paper: Paper }) {
  const { t, language } = useText();
  const [lang, setLang] = useState<string>(language);
  const [notes, setNotes] = useState(false);
  const save = useSavePaper(paper);
  const keep = () => {
    if (!save.isPending) save.mutate({ lang, notes });
  };
  useKeys({ 'mod+enter': keep, 'mod+s': keep });
  const address = paperAddress(paper, { lang, notes });
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
        {paper.kind === 'ticket' && (
          <Checkbox
            label={t('papers.notes')}
            checked={notes}
            onChange={({ currentTarget: box }) => {
              setNotes(box.checked);
              save.reset();
            }}
          />
        )}
        <p className={classes.saved} role="status">
          {save.data?.path && (
            <>
              <IconCircleCheck size={16} stroke={1.6} aria-hidden />
              {t('papers.saved', { path: save.data.path })}
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
          {t('papers.save')}
        </Button>
      </div>
      {save.error && <Refused problem={asProblem(save.error)} />}
      <iframe
        key={address}
        className={classes.paper}
        src={`${address}#navpanes=0&view=FitH`}
        title={t('papers.preview')}
      />
    </>
  );
}
