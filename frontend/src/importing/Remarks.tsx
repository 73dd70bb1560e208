import { SegmentedControl, Select } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Empty } from '../parts/State';
import classes from './Importing.module.css';
import { columnName, reasons } from './map';
import type { Remark, Result, Wanted } from './queries';

const lineHeight = 32;

/** Every refused and every odd row, by row, column and reason. */
export function Remarks({ what, result }: { what: Wanted['what']; result: Result }) {
  const { t } = useText();
  const { count } = useFormat();
  const [wanted, setWanted] = useState<'refused' | 'odd'>();
  const [reason, setReason] = useState('');
  const shown = wanted ?? (result.refused.length > 0 || result.odd.length === 0 ? 'refused' : 'odd');
  const all = result[shown];
  const kinds = useMemo(() => reasons(all), [all]);
  const remarks = reason ? all.filter(({ message }) => message === reason) : all;
  const title = t('importing.remarks');
  if (result.refused.length + result.odd.length === 0) {
    return (
      <Card title={title} label={title}>
        <Empty good title={t('importing.clean')} body={t('importing.cleanBody')} />
      </Card>
    );
  }
  return (
    <Card
      flush
      title={title}
      label={title}
      right={
        <>
          {kinds.length > 1 && (
            <Select
              size="xs"
              className={classes.reason}
              aria-label={t('importing.reason')}
              placeholder={t('importing.everyReason')}
              value={reason || null}
              onChange={(next) => setReason(next ?? '')}
              clearable
              clearButtonProps={{ 'aria-label': t('common.clear') }}
              data={kinds.slice(0, 40).map(({ message, count: n }) => ({
                value: message,
                label: t('importing.reasonCount', { reason: message, n: count(n) }),
              }))}
              comboboxProps={{ width: 420, position: 'bottom-end' }}
            />
          )}
          <SegmentedControl
            aria-label={title}
            value={shown}
            onChange={(next) => {
              setWanted(next as 'refused' | 'odd');
              setReason('');
            }}
            data={(['refused', 'odd'] as const).map((each) => ({
              value: each,
              label: t(`importing.remark.${each}`, { n: count(result[each].length) }),
            }))}
          />
        </>
      }
    >
      <List remarks={remarks} label={t(`importing.remark.${shown}`, { n: count(all.length) })} what={what} />
    </Card>
  );
}

// Only what is seen is drawn: a bad file has as many remarks as rows.
function List({ remarks, label, what }: { remarks: Remark[]; label: string; what: Wanted['what'] }) {
  const { t } = useText();
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: remarks.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 12,
  });
  const height = Math.min(remarks.length * lineHeight, 288);
  if (remarks.length === 0) return <p className={classes.none}>{t('importing.noneOfThese')}</p>;
  return (
    <>
      <div className={`${classes.remark} ${classes.remarkHead}`} aria-hidden>
        <span>{t('importing.row')}</span>
        <span>{t('importing.column')}</span>
        <span>{t('importing.reason')}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <section ref={frame} className={classes.remarks} style={{ height }} tabIndex={0} aria-label={label}>
        <ul className={classes.all} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const remark = remarks[index];
            if (!remark) return null;
            const style = { transform: `translateY(${start}px)` };
            return (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.remark}
                style={style}
                aria-setsize={remarks.length}
                aria-posinset={index + 1}
              >
                <span>{remark.row}</span>
                <span>{columnName(t, what, remark.column) || '–'}</span>
                <span>{remark.message}</span>
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}
