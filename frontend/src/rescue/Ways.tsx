import { IconFolderOpen, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useOpen } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { useKeys } from '../parts/keys';
import { ConfirmMend } from './ConfirmMend';
import { type Mended, type Remains, type RescuePage, usePickBackup, useWeigh, useWeighed } from './queries';
import classes from './Rescue.module.css';
import { WayCard } from './WayCard';
import { bestOf, waysOf } from './ways';

type WaysProps = {
  page: RescuePage;
  remains?: Remains;
  onBack?: () => void;
  onDone: (mended: Mended) => void;
};

const shown = 4; // backups; older ones are asked for

/** The ways out, the one that loses least chosen already. */
export function Ways({ page, remains, onBack, onDone }: WaysProps) {
  const { t } = useText();
  const open = useOpen();
  const [all, setAll] = useState(false);
  const [found, setFound] = useState<string[]>([]);
  const [chosen, setChosen] = useState<string>();
  const [asking, setAsking] = useState(false);
  const known = page.backups.map(({ name }) => name).filter((name) => !found.includes(name));
  const paths = [...found, ...(all ? known : known.slice(0, shown))];
  const ways = waysOf(page, remains, paths, useWeighed(paths));
  const best = bestOf(ways);
  const way = ways.find(({ key }) => key === chosen) ?? best;
  const ask = () => way && setAsking(true);
  useKeys({ 'mod+enter': ask });

  const take = (path: string) => {
    setFound((old) => [path, ...old.filter((other) => other !== path)]);
    setChosen(path);
  };
  return (
    <>
      <fieldset className={classes.ways}>
        <legend>{t('rescue.ways')}</legend>
        {ways.map((one) => (
          <WayCard
            key={one.key}
            way={one}
            remains={remains}
            best={one.key === best?.key}
            chosen={one.key === way?.key}
            onChoose={() => setChosen(one.key)}
          />
        ))}
        {page.backups.length === 0 && found.length === 0 && (
          <p className={classes.hint}>{t('rescue.noBackups', { folder: page.folder })}</p>
        )}
        {!all && known.length > shown && (
          <Button look="quiet" onClick={() => setAll(true)}>
            {t('rescue.more', { count: known.length - shown })}
          </Button>
        )}
      </fieldset>
      <Elsewhere native={page.native} onFound={take} />
      <div className={classes.actions}>
        <Button look="primary" hotkey="mod+enter" disabled={!way} onClick={ask}>
          {way?.kind === 'derive' ? t('rescue.way.derive') : t('rescue.restore')}
        </Button>
        {onBack ? (
          <Button onClick={onBack}>{t('rescue.back')}</Button>
        ) : (
          <Button
            icon={<IconRefresh size={16} stroke={1.6} />}
            busy={open.isPending}
            onClick={() => open.mutate(undefined)}
          >
            {t('rescue.again')}
          </Button>
        )}
      </div>
      {asking && way && (
        <ConfirmMend way={way} onClose={() => setAsking(false)} onDone={onDone} onDerived={onBack} />
      )}
    </>
  );
}

function Elsewhere({ native, onFound }: { native: boolean; onFound: (path: string) => void }) {
  const { t } = useText();
  const pick = usePickBackup();
  const weigh = useWeigh();
  const [path, setPath] = useState('');
  const [typing, setTyping] = useState(false);
  const look = async (wanted: string) => {
    await weigh.mutateAsync(wanted);
    onFound(wanted);
    setTyping(false);
    setPath('');
  };
  const ask = async () => {
    if (!native) return setTyping(true);
    const { path: picked } = await pick.mutateAsync();
    if (!picked) return;
    setPath(picked);
    // A file that is no backup is said at the field that names it.
    await look(picked).catch(() => setTyping(true));
  };
  if (!typing) {
    return (
      <Button
        look="quiet"
        className={classes.elsewhere}
        icon={<IconFolderOpen size={16} stroke={1.6} />}
        onClick={() => void ask()}
      >
        {t('rescue.elsewhere')}
      </Button>
    );
  }
  return (
    <div className={classes.typing}>
      <Form submit={t('rescue.look')} onSubmit={() => look(path)} onCancel={() => setTyping(false)}>
        <TextField
          name="path"
          label={t('rescue.path')}
          hint={t('rescue.pathHint')}
          value={path}
          onChange={setPath}
          autoFocus
        />
      </Form>
    </div>
  );
}
