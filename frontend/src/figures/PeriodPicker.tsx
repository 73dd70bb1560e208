import 'dayjs/locale/zh-cn';
import { Popover, SegmentedControl, UnstyledButton } from '@mantine/core';
import { DatePicker, DatesProvider, MonthPicker } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { KeyLayer } from '../parts/keys';
import classes from './PeriodPicker.module.css';
import { type Length, lengths, type Span, spanOf, step } from './period';
import { Quarters } from './Quarters';
import { namePeriod } from './words';

type PeriodPickerProps = {
  length: Length;
  span: Span;
  today: string;
  onPick: (length: Length, span: Span) => void;
};

/** Which period: how long it is, the one before or after, or any other from a calendar. */
export function PeriodPicker({ length, span, today, onPick }: PeriodPickerProps) {
  const { t, language } = useText();
  const [open, setOpen] = useState(false);
  // Another length shows the piece in which the end of this one lies, or today where that is in it.
  const resize = (other: string) => {
    const next = other as Length;
    const day = today >= span.from && today <= span.to ? today : span.to;
    onPick(next, next === 'custom' ? span : spanOf(next, day));
    if (next === 'custom') setOpen(true);
  };
  const pick = (next: Span) => {
    setOpen(false);
    onPick(length, next);
  };
  return (
    <>
      <SegmentedControl
        className={classes.lengths}
        aria-label={t('figures.length.label')}
        value={length}
        onChange={resize}
        data={lengths.map((each) => ({ value: each, label: t(`figures.length.${each}`) }))}
      />
      <div className={classes.steps}>
        <IconButton label={t('figures.previous')} onClick={() => onPick(length, step(length, span, -1))}>
          <IconChevronLeft size={16} stroke={1.6} />
        </IconButton>
        <Popover
          opened={open}
          onChange={setOpen}
          trapFocus
          returnFocus
          position="bottom"
          transitionProps={{ duration: 0 }}
        >
          <Popover.Target>
            <UnstyledButton
              className={classes.period}
              aria-label={t('figures.pick', { period: namePeriod(span, t) })}
              onClick={() => setOpen(!open)}
            >
              {namePeriod(span, t)}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            <KeyLayer>
              <DatesProvider settings={{ locale: language === 'en' ? 'en' : 'zh-cn', firstDayOfWeek: 1 }}>
                <Calendar length={length} span={span} onPick={pick} />
              </DatesProvider>
            </KeyLayer>
          </Popover.Dropdown>
        </Popover>
        <IconButton
          label={t('figures.next')}
          disabled={span.to >= today}
          onClick={() => onPick(length, step(length, span, 1))}
        >
          <IconChevronRight size={16} stroke={1.6} />
        </IconButton>
      </div>
    </>
  );
}

type CalendarProps = { length: Length; span: Span; onPick: (span: Span) => void };

function Calendar({ length, span, onPick }: CalendarProps) {
  const { t, language } = useText();
  const [begun, setBegun] = useState<[string | null, string | null]>([span.from, span.to]);
  const names = {
    previousLabel: t('figures.calendar.previous'),
    nextLabel: t('figures.calendar.next'),
    ariaLabels: {
      monthLevelControl: t('figures.calendar.level'),
      yearLevelControl: t('figures.calendar.level'),
      previousMonth: t('figures.calendar.previous'),
      nextMonth: t('figures.calendar.next'),
      previousYear: t('figures.calendar.previous'),
      nextYear: t('figures.calendar.next'),
      previousDecade: t('figures.calendar.previous'),
      nextDecade: t('figures.calendar.next'),
    },
    yearLabelFormat: language === 'en' ? 'YYYY' : 'YYYY 年',
    monthLabelFormat: language === 'en' ? 'MMMM YYYY' : 'YYYY 年 M 月',
  };
  switch (length) {
    case 'month':
      return (
        <MonthPicker
          {...names}
          size="sm"
          defaultDate={span.from}
          value={span.from}
          monthsListFormat={language === 'en' ? 'MMM' : 'M 月'}
          onChange={(day) => day && onPick(spanOf('month', day))}
        />
      );
    case 'quarter':
      return <Quarters span={span} onPick={onPick} />;
    case 'week':
      return (
        <DatePicker
          {...names}
          size="sm"
          defaultDate={span.from}
          value={span.from}
          withWeekNumbers
          getDayProps={(day) => ({ inRange: day >= span.from && day <= span.to })}
          onChange={(day) => day && onPick(spanOf('week', day))}
        />
      );
    default:
      return (
        <DatePicker
          {...names}
          size="sm"
          type="range"
          allowSingleDateInRange
          defaultDate={span.from}
          value={begun}
          onChange={(range) => {
            setBegun(range);
            if (range[0] && range[1]) onPick({ from: range[0], to: range[1] });
          }}
        />
      );
  }
}
