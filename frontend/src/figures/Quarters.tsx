import { UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import classes from './PeriodPicker.module.css';
import { type Span, spanOf } from './period';

/** The four quarters of a year. */
export function Quarters({ span, onPick }: { span: Span; onPick: (span: Span) => void }) {
  const { t } = useText();
  const [year, setYear] = useState(Number(span.from.slice(0, 4)));
  return (
    <div className={classes.quarters}>
      <div className={classes.year}>
        <IconButton label={t('figures.calendar.previous')} onClick={() => setYear(year - 1)}>
          <IconChevronLeft size={16} stroke={1.6} />
        </IconButton>
        <b className="tabular">{t('report.period.year', { year })}</b>
        <IconButton label={t('figures.calendar.next')} onClick={() => setYear(year + 1)}>
          <IconChevronRight size={16} stroke={1.6} />
        </IconButton>
      </div>
      {[1, 2, 3, 4].map((quarter) => {
        const piece = spanOf('quarter', `${year}-${String(quarter * 3).padStart(2, '0')}-01`);
        return (
          <UnstyledButton
            key={quarter}
            className={classes.quarter}
            aria-pressed={piece.from === span.from}
            onClick={() => onPick(piece)}
          >
            {t('figures.quarter', { quarter })}
          </UnstyledButton>
        );
      })}
    </div>
  );
}
