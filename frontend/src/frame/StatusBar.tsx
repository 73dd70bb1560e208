import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { hear } from '../bridge/events';
import type { DeskState } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { SyncCells } from '../sync/SyncCells';
import classes from './Frame.module.css';

type Work = { done: number; total: number };

/** The status bar: which workstation this is, how it stands with the others, long work under way, the shop, the moment in the shop's zone. */
export function StatusBar({ desk }: { desk: DeskState }) {
  const { t } = useText();
  const { moment } = useFormat();
  return (
    <footer className={classes.bar}>
      <span className={classes.workstation}>{t('nav.workstation', { letter: desk.station.letter })}</span>
      <SyncCells />
      <div className={classes.fill}>
        <LongWork />
      </div>
      <span className={`${classes.cell} ${classes.shop}`}>{desk.shop.name}</span>
      <span className={`${classes.cell} tabular`}>{moment()}</span>
    </footer>
  );
}

function LongWork() {
  const { t } = useText();
  const [work, setWork] = useState<Work>();
  useEffect(() => hear<Work>('progress', setWork), []);
  if (!work || work.total === 0 || work.done >= work.total) return null;
  return (
    <span className={`${classes.cell} ${classes.progress}`} role="status">
      {t('nav.working', { done: work.done, total: work.total })}
      <Progress value={(100 * work.done) / work.total} size={4} className={classes.track} aria-hidden />
    </span>
  );
}
