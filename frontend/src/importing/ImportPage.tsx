import { IconArrowBackUp, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useSignOut } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { named, nameOf, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { PageHead } from '../parts/PageHead';
import { NoPermission } from '../parts/State';
import { useMay, useWhoMay } from '../parts/useMay';
import { ChooseFile } from './ChooseFile';
import { Counts } from './Counts';
import { FirstRows } from './FirstRows';
import { Headers } from './Headers';
import classes from './Importing.module.css';
import { assign } from './map';
import { Outcome } from './Outcome';
import { type Preview, useLastRun, usePreview, useRun, type Wanted } from './queries';
import { Remarks } from './Remarks';

/** Reads a file into the desk: choose it, see what will happen, import, see what happened. */
export default function ImportPage() {
  const { t, language } = useText();
  const may = useMay();
  const signOut = useSignOut();
  const who = useWhoMay('agent', 'supervisor');
  const [wanted, setWanted] = useState<Wanted>();
  const { run, forget } = useLastRun();
  const current = wanted && { ...wanted, lang: language };
  const again = () => {
    forget();
    setWanted(undefined);
  };

  if (!may('agent', 'supervisor')) {
    return (
      <div className={classes.page}>
        <PageHead title={t('nav.importing')} />
        <NoPermission
          title={t('importing.forbidden')}
          body={t('importing.forbiddenBody', {
            people: who.join(t('common.listSeparator')) || t('common.none'),
          })}
        >
          <Button look="primary" onClick={() => signOut.mutate()}>
            {t('importing.switch')}
          </Button>
        </NoPermission>
      </div>
    );
  }
  if (run) return <Outcome run={run} onAgain={again} />;
  if (!current) return <ChooseFile onTaken={setWanted} />;
  return <Look wanted={current} onChange={setWanted} onBack={() => setWanted(undefined)} />;
}

type LookProps = { wanted: Wanted; onChange: (wanted: Wanted) => void; onBack: () => void };

// What the file holds and what an import would do; nothing is written yet.
function Look({ wanted, onChange, onBack }: LookProps) {
  const { t } = useText();
  const { count } = useFormat();
  const preview = usePreview(wanted);
  const run = useRun();
  const result = preview.data?.result;
  const coming = result ? result.added + result.updated : 0;
  const ready = Boolean(preview.data) && !preview.isPlaceholderData && coming > 0;
  const start = () => {
    if (ready && !run.isPending) run.mutate(wanted);
  };
  useKeys({ 'mod+enter': named('importing.key.start', start), escape: named('nav.key.back', onBack) });

  return (
    <div
      className={classes.page}
      // Before a select, which would open at the Enter.
      onKeyDownCapture={(event) => {
        if (nameOf(event.nativeEvent) !== 'mod+enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        start();
      }}
    >
      <PageHead
        title={t('nav.importing')}
        sub={t(`importing.of.${wanted.what}`, { file: wanted.file.name })}
        actions={
          <>
            <Button icon={<IconArrowBackUp size={16} stroke={1.6} />} hotkey="escape" onClick={onBack}>
              {t('importing.otherFile')}
            </Button>
            <Button
              look="primary"
              icon={<IconFileImport size={16} stroke={1.6} />}
              hotkey="mod+enter"
              disabled={!ready}
              onClick={start}
            >
              {t('importing.run', { count: coming, n: count(coming) })}
            </Button>
          </>
        }
      />
      <Loaded query={preview} errorTitle={t('importing.unreadable')}>
        {(data) => (
          <div className={classes.look} aria-busy={preview.isPlaceholderData}>
            <Headers
              what={wanted.what}
              preview={data}
              map={wanted.map}
              source={wanted.source}
              onMap={(field, header) => onChange({ ...wanted, map: assign(wanted.map, field, header) })}
              onSource={(source) => onChange({ ...wanted, source })}
            />
            <Coming wanted={wanted} preview={data} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Coming({ wanted, preview }: { wanted: Wanted; preview: Preview }) {
  const { t } = useText();
  if (preview.missing) {
    return (
      <div className={classes.main}>
        <p className={classes.missing} role="alert">
          {t('problem.import.columnMissing', { column: preview.missing })}
        </p>
      </div>
    );
  }
  return (
    <div className={classes.main}>
      <Counts result={preview.result} coming />
      <FirstRows what={wanted.what} preview={preview} />
      <Remarks what={wanted.what} result={preview.result} />
    </div>
  );
}
