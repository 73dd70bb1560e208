import { Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Refused } from '../parts/Form';
import { Loading } from '../parts/Loading';
import classes from './CodeDialog.module.css';
import { useCode } from './queries';

/** Shows a code for one more workstation. Another code voids the one before. */
export function CodeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { whenWithin } = useFormat();
  const [pays, setPays] = useState(true);
  const { mutate, data, error, isPending } = useCode();
  useEffect(() => mutate(pays), [mutate, pays]);
  return (
    <Dialog title={t('sync.code.title')} onClose={onClose}>
      <p className={classes.sub}>{t('sync.code.sub')}</p>
      {error && <Refused problem={asProblem(error)} />}
      {!data && !error && <Loading rows={2} />}
      {data && (
        <>
          <dl className={classes.facts}>
            <dt>{t('sync.code.address')}</dt>
            <dd>{data.addresses.join(t('common.listSeparator'))}</dd>
            <dt>{t('sync.code.code')}</dt>
            <dd className={classes.code}>{data.code}</dd>
          </dl>
          <p className={classes.sub}>{t('sync.code.until', { at: whenWithin(data.until) })}</p>
        </>
      )}
      <div className={classes.foot}>
        <Switch
          label={t('sync.code.pays')}
          checked={pays}
          onChange={(event) => setPays(event.currentTarget.checked)}
        />
        <Button busy={isPending} onClick={() => mutate(pays)}>
          {t('sync.code.again')}
        </Button>
      </div>
    </Dialog>
  );
}
