import { Radio } from '@mantine/core';
import { IconFileSpreadsheet, IconFolderOpen } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useDesk } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Refused } from '../parts/Form';
import { named, useKeys } from '../parts/keys';
import { PageHead } from '../parts/PageHead';
import classes from './Importing.module.css';
import { type Chosen, useChoose, useTake, type Wanted } from './queries';

const kinds = ['tickets', 'orders'] as const;

// Counts the files of this window: a preview must not show the one before of the same name.
let taken = 0;

/** What is imported, and from which file: by the system's dialog in the window, as an upload in a browser. */
export function ChooseFile({ onTaken }: { onTaken: (wanted: Wanted) => void }) {
  const { t, language } = useText();
  const { native } = useDesk();
  const [what, setWhat] = useState<Wanted['what']>('tickets');
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const choose = useChoose();
  const take = useTake();

  const begin = (file: Chosen) => {
    if (file.path) onTaken({ what, file, taken: ++taken, source: '', map: {}, lang: language });
  };
  const upload = (file: File | undefined) => {
    if (file) take.mutate(file, { onSuccess: begin });
  };
  const open = () => {
    if (native) choose.mutate(undefined, { onSuccess: begin });
    else input.current?.click();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    upload(event.dataTransfer.files[0]);
  };
  useKeys({ c: named('importing.key.choose', open) });
  const error = choose.error ?? take.error;

  return (
    <div className={classes.page}>
      <PageHead title={t('nav.importing')} sub={t('importing.sub')} />
      <div className={classes.choose}>
        <Radio.Group
          value={what}
          onChange={(value) => setWhat(value as Wanted['what'])}
          label={t('importing.what')}
          classNames={{ label: classes.question }}
        >
          <div className={classes.kinds}>
            {kinds.map((kind) => (
              <Radio.Card key={kind} value={kind} className={classes.kind}>
                <Radio.Indicator />
                <span>
                  <b>{t(`importing.${kind}.title`)}</b>
                  <span className={classes.hint}>{t(`importing.${kind}.body`)}</span>
                </span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <section
          className={classes.drop}
          data-over={over || undefined}
          aria-label={t('importing.file')}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(!native);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileSpreadsheet size={28} stroke={1.4} aria-hidden />
          <p>{native ? t('importing.pick') : t('importing.pickOrDrop')}</p>
          <Button
            look="primary"
            size="large"
            hotkey="c"
            icon={<IconFolderOpen size={18} stroke={1.6} />}
            busy={choose.isPending || take.isPending}
            onClick={open}
          >
            {t('importing.open')}
          </Button>
          <p className={classes.hint}>{t('importing.promise')}</p>
          <input
            ref={input}
            type="file"
            accept=".csv,.tsv,.txt"
            className="visually-hidden"
            tabIndex={-1}
            aria-label={t('importing.file')}
            onChange={(event) => {
              upload(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </section>
        {error && <Refused problem={asProblem(error)} />}
      </div>
    </div>
  );
}
