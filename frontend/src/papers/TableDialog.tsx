import { SegmentedControl } from '@mantine/core';
import { IconTableExport } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Refused } from '../parts/Form';
import { useKeys } from '../parts/keys';
import { type Table, useExport } from './queries';
import { Saved } from './Saved';
import classes from './TableDialog.module.css';

type TableDialogProps = { table: Table; onClose: () => void };

/** Exports what a page lists as a workbook, or as CSV for other programs. */
export function TableDialog({ table, onClose }: TableDialogProps) {
  const { t } = useText();
  return (
    <Dialog title={t(`export.${table.kind}.save`)} onClose={onClose}>
      <Inside table={table} />
    </Dialog>
  );
}

function Inside({ table }: { table: Table }) {
  const { t, language: lang } = useText();
  const [format, setFormat] = useState('xlsx');
  const save = useExport(table);
  const keep = () => {
    if (!save.isPending) save.mutate({ format, lang });
  };
  useKeys({ 'mod+enter': keep });
  return (
    <div className={classes.body}>
      <SegmentedControl
        aria-label={t('papers.format')}
        fullWidth
        value={format}
        onChange={(next) => {
          setFormat(next);
          save.reset();
        }}
        data={['xlsx', 'csv'].map((value) => ({ value, label: t(`papers.as.${value}`) }))}
      />
      <p className={classes.hint}>{t(`papers.hint.${format}`)}</p>
      {save.error && <Refused problem={asProblem(save.error)} />}
      <div className={classes.foot}>
        <Saved to={save.data?.path} />
        <Button
          look="primary"
          data-autofocus
          hotkey="mod+enter"
          icon={<IconTableExport size={16} stroke={1.6} />}
          busy={save.isPending}
          onClick={keep}
        >
          {t('papers.export')}
        </Button>
      </div>
    </div>
  );
}
