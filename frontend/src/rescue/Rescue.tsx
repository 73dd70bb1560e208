import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Problem, problemText } from '../bridge/problem';
import { type DeskState, useOpen } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Loaded } from '../parts/Loaded';
import { Size } from '../parts/Size';
import { Reference } from '../parts/State';
import { Entrance } from '../sign/Entrance';
import { Done } from './Done';
import { type Mended, type Remains, type RescuePage, useRemains, useRescue } from './queries';
import classes from './Rescue.module.css';
import { Ways } from './Ways';

type RescueProps = {
  desk: DeskState;
  /** Where the desk is open all the same: back to it. */
  onBack?: () => void;
};

/** A desk that cannot be opened: what happened, what is left, and each way out with what it would lose. */
export function Rescue({ desk, onBack }: RescueProps) {
  const { t } = useText();
  const page = useRescue();
  const [done, setDone] = useState<Mended>();
  return (
    <Entrance hurt shop={desk.shop.name || t('rescue.aside')}>
      {done ? (
        <Done mended={done} onGo={onBack} />
      ) : (
        <Loaded query={page}>{(found) => <Found page={found} onBack={onBack} onDone={setDone} />}</Loaded>
      )}
    </Entrance>
  );
}

// Nothing is wrong with the data: no file is to be restored.
const unharmed = new Set(['newer', 'locked', 'readOnly', 'full', 'protected', 'moved']);
const told = new Set(['damaged', 'missing', 'empty', 'foreign', 'otherDesk', 'newer', 'locked']);

type FoundProps = { page: RescuePage; onBack?: () => void; onDone: (mended: Mended) => void };

function Found({ page, onBack, onDone }: FoundProps) {
  const { t } = useText();
  const open = useOpen();
  const { code, ref } = page.problem;
  const kind = code.startsWith('desk.') ? code.slice(5) : '';
  const problem = new Problem(code, page.problem.params, '', ref);
  return (
    <article className={classes.rescue}>
      <header className={classes.head}>
        <span className={classes.icon}>
          <IconAlertTriangle size={20} stroke={1.6} aria-hidden />
        </span>
        <div>
          <h1>{told.has(kind) ? t(`rescue.title.${kind}`) : t('rescue.title.other')}</h1>
          <p>
            {told.has(kind) ? t(`rescue.what.${kind}`, { version: page.version }) : problemText(problem, t)}
          </p>
        </div>
      </header>
      {unharmed.has(kind) || !kind ? (
        <div className={classes.actions}>
          <Button
            look="primary"
            icon={<IconRefresh size={16} stroke={1.6} />}
            busy={open.isPending}
            onClick={() => open.mutate(undefined)}
          >
            {t('rescue.again')}
          </Button>
          {ref && <Reference number={ref} />}
        </div>
      ) : (
        <Harmed page={page} onBack={onBack} onDone={onDone} />
      )}
    </article>
  );
}

function Harmed({ page, onBack, onDone }: FoundProps) {
  const { t } = useText();
  const { whenWithin } = useFormat();
  const remains = useRemains();
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t('rescue.file')}</dt>
        <dd>
          <span className={classes.path}>{page.file}</span>
          <span className={classes.hint}>
            {page.changed ? (
              <>
                <Size of={page.size} />
                {' · '}
                {t('rescue.changed', { when: whenWithin(page.changed) })}
              </>
            ) : (
              t('rescue.noFile')
            )}
          </span>
          {page.size > 0 && (
            <span className={classes.hint} role="status">
              {remains.data ? <Left of={remains.data} /> : remains.error ? null : t('rescue.reading')}
            </span>
          )}
        </dd>
        {page.faults.length > 0 && (
          <>
            <dt>{t('rescue.faults')}</dt>
            <dd>
              {page.faults.map((fault) => (
                <span key={JSON.stringify(fault)}>{problemWords(t, fault)}</span>
              ))}
            </dd>
          </>
        )}
      </dl>
      <Ways page={page} remains={remains.data} onBack={onBack} onDone={onDone} />
    </>
  );
}

const problemWords = (t: ReturnType<typeof useText>['t'], fault: RescuePage['faults'][number]) =>
  // Why a file cannot be followed is for the log: it is words of the machine.
  fault.code === 'file'
    ? t('rescue.torn')
    : t(`fault.${fault.code}`, { ...fault.params, defaultValue: fault.code });

function Left({ of: left }: { of: Remains }) {
  const { t } = useText();
  const { whenWithin, count } = useFormat();
  if (!left.readable || left.changes === 0) return t('rescue.remains.none');
  const places = { changes: count(left.changes), lost: count(left.lost), when: whenWithin(left.last) };
  if (left.complete) return t('rescue.remains.complete', places);
  return left.tells ? t('rescue.remains.some', places) : t('rescue.remains.unsure', places);
}
