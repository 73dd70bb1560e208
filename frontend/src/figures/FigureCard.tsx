import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Chip } from '../parts/Chip';
import classes from './FigureCard.module.css';
import { type Measure, measureOf, short, write } from './measure';
import type { Figure, Trend } from './queries';
import { Sparkline } from './Sparkline';
import { amount } from './words';

type FigureCardProps = {
  figure: Figure;
  trend?: Trend;
  /** Whether its trend is the one that is drawn large. */
  shown: boolean;
  onShow: () => void;
  onExplain: () => void;
};

/** One figure: value, target, change since the period before, and how many cases it rests on. */
export function FigureCard({ figure, trend, shown, onShow, onExplain }: FigureCardProps) {
  const { t } = useText();
  const measure = measureOf(figure);
  const name = t(`quality.figure.${figure.key}.name`);
  const drawn = trend && trend.points.filter(({ value }) => typeof value === 'number').length > 1;
  return (
    <section className={classes.card} aria-label={name}>
      <div className={classes.head}>
        <Tooltip
          label={t(`quality.figure.${figure.key}.definition`)}
          multiline
          w={300}
          events={{ hover: true, focus: true, touch: false }}
        >
          <UnstyledButton className={classes.name} onClick={onExplain}>
            {name}
          </UnstyledButton>
        </Tooltip>
        <Badge figure={figure} />
      </div>
      <div className={classes.middle}>
        <Value figure={figure} measure={measure} />
        {drawn && (
          <UnstyledButton
            className={classes.sparkButton}
            aria-label={t('figures.trend.show', { figure: name })}
            aria-pressed={shown}
            onClick={onShow}
          >
            <Sparkline trend={trend} />
          </UnstyledButton>
        )}
      </div>
      <p className={classes.line}>
        <Change figure={figure} measure={measure} />
        {typeof figure.target === 'number' && (
          <span>{t(`quality.sense.${figure.sense}`, { value: targetOf(figure, figure.target, t) })}</span>
        )}
      </p>
      <Rest figure={figure} measure={measure} />
    </section>
  );
}

/** A target in the unit that suits itself: 24 hours, though the value beside it is minutes. */
function targetOf({ unit, sense }: Figure, target: number, t: TFunction): string {
  const measure = measureOf({ unit, sense, value: target });
  return amount(short(target, measure), measure, t);
}

function Value({ figure, measure }: { figure: Figure; measure: Measure }) {
  const { t } = useText();
  if (typeof figure.value !== 'number') return <p className={classes.nothing}>{t('quality.noData')}</p>;
  return (
    <p className={classes.value}>
      {write(figure.value, measure)}
      <span className={classes.unit}>{t(`report.unit.${measure.unit}`)}</span>
    </p>
  );
}

function Badge({ figure }: { figure: Figure }) {
  const { t } = useText();
  if (typeof figure.value !== 'number') return null;
  if (figure.small) {
    const verdict = figure.met === 'none' ? '' : `${t(`quality.met.${figure.met}`)} · `;
    return (
      <Tooltip label={`${verdict}${t('report.counting.small.text')}`} multiline w={260}>
        <Chip small tone="warn" icon={<IconInfoCircle size={12} stroke={1.8} />}>
          {t('figures.badge.small')}
        </Chip>
      </Tooltip>
    );
  }
  if (figure.met === 'met') {
    return (
      <Chip small tone="ok" icon={<IconCheck size={12} stroke={2} />}>
        {t('figures.badge.met')}
      </Chip>
    );
  }
  if (figure.met !== 'missed') return null;
  return (
    <Chip small tone="bad" icon={<IconAlertTriangle size={12} stroke={1.8} />}>
      {t('figures.badge.missed')}
    </Chip>
  );
}

/** A value of the figure in the unit that suits itself. */
function inItsUnit({ unit, sense }: Figure, value: number, t: TFunction): string {
  const measure = measureOf({ unit, sense, value });
  return amount(write(value, measure), measure, t);
}

/** ▲ 1.2 pt, green when that is for the better; what there was before, while there is nothing yet. */
function Change({ figure, measure }: { figure: Figure; measure: Measure }) {
  const { t } = useText();
  if (typeof figure.value !== 'number' && typeof figure.previous === 'number') {
    return <span>{t('report.change.was', { value: inItsUnit(figure, figure.previous, t) })}</span>;
  }
  if (typeof figure.change !== 'number' || figure.trending === 'unknown') {
    return <span>{t('figures.nothingBefore')}</span>;
  }
  const size = write(Math.abs(figure.change), measure);
  const said =
    measure.unit === 'percent' ? t('report.amount.point', { value: size }) : amount(size, measure, t);
  // What rounds to nothing has not changed for a reader.
  const same = figure.trending === 'same' || !/[1-9]/.test(size);
  if (same) return <span>{t('quality.trending.same')}</span>;
  return (
    <span className={classes.change} data-trending={figure.trending} title={t('report.change.since')}>
      <svg width={9} height={8} viewBox="0 0 9 8" aria-hidden>
        <path d={figure.change > 0 ? 'M4.5 0 9 8H0z' : 'M4.5 8 0 0h9z'} fill="currentColor" />
      </svg>
      {said}
      <span className="visually-hidden">{t(`quality.trending.${figure.trending}`)}</span>
    </span>
  );
}

/** What the value rests on; a small sample says how far to trust it. */
function Rest({ figure, measure }: { figure: Figure; measure: Measure }) {
  const { t } = useText();
  const { count, percent } = useFormat();
  const parts = remarks(figure, measure, t, count, percent);
  return (
    <p className={classes.line} title={parts.join(' · ')}>
      <span className={classes.rest}>{parts.join(' · ')}</span>
    </p>
  );
}

function remarks(
  figure: Figure,
  measure: Measure,
  t: TFunction,
  count: (n: number) => string,
  percent: (share: number, places?: number) => string,
): string[] {
  const { key, n, unit, numerator, denominator, low, high, p90, response, waiting, backlog, leftOut } =
    figure;
  const number = (value: number) =>
    short(Number((value * measure.factor).toFixed(1)) / measure.factor, measure);
  const counted =
    unit === 'ratio' && figure.sense === 'atMost' && n > 0
      ? t('report.remark.fraction', { numerator: count(numerator), denominator: count(denominator) })
      : t('report.n', { n: count(n) });
  return [
    counted,
    figure.small && typeof low === 'number' && typeof high === 'number'
      ? t('quality.interval', { low: number(low), high: number(high) })
      : '',
    typeof p90 === 'number' ? t('report.remark.p90', { value: inItsUnit(figure, p90, t) }) : '',
    typeof response === 'number' ? t('report.remark.response', { value: percent(response, 0) }) : '',
    key === 'resolutionRate' && backlog > 0 ? t('report.remark.backlog', { n: count(backlog) }) : '',
    waiting > 0 && unit === 'seconds' ? t('report.remark.waiting', { n: count(waiting) }) : '',
    n === 0 && leftOut > 0 ? t('report.remark.leftOut', { n: count(leftOut) }) : '',
  ].filter(Boolean);
}
