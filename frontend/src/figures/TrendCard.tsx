import { Select } from '@mantine/core';
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Empty } from '../parts/State';
import classes from './Chart.module.css';
import { measureOf, short, ticks, write } from './measure';
import { Plot } from './Plot';
import type { Figure, Trend } from './queries';
import { amount, namePeriod, nameTick } from './words';

const height = 236;

type TrendCardProps = { trends: Trend[]; figures: Figure[]; shown: string; onShow: (key: string) => void };

/** One figure over twelve periods with its target. */
export function TrendCard({ trends, figures, shown, onShow }: TrendCardProps) {
  const { t } = useText();
  const trend = trends.find(({ key }) => key === shown) ?? trends[0];
  const figure = figures.find(({ key }) => key === trend?.key);
  if (!trend || !figure) return null;
  const name = (key: string) => t(`quality.figure.${key}.name`);
  const drawn = trend.points.some(({ value }) => typeof value === 'number');
  return (
    <Card
      label={t('figures.trend.title')}
      title={t('figures.trend.title')}
      sub={t('report.trend.sub', { n: trend.points.length })}
      right={
        <Select
          size="xs"
          className={classes.choice}
          aria-label={t('figures.trend.which')}
          value={trend.key}
          onChange={(key) => key && onShow(key)}
          data={trends.map(({ key }) => ({ value: key, label: name(key) }))}
          allowDeselect={false}
          maxDropdownHeight={320}
        />
      }
    >
      {drawn ? (
        <Chart trend={trend} figure={figure} name={name(trend.key)} />
      ) : (
        <Empty title={t('report.trend.none')} />
      )}
    </Card>
  );
}

function Chart({ trend, figure, name }: { trend: Trend; figure: Figure; name: string }) {
  const { t } = useText();
  const { count } = useFormat();
  const known = trend.points.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const measure = measureOf({ ...figure, value: figure.value ?? known.at(-1) });
  const target = trend.target ?? undefined;
  const all = target === undefined ? known : [...known, target];
  const scaled = all.map((value) => value * measure.factor);
  const low = Math.min(...scaled);
  const high = Math.max(...scaled);
  // A flat line near its target fills the picture; one near nought stands on it.
  const floor = low < (high - low) * 1.5 ? 0 : low - (high - low) * 0.1;
  const ceiling = measure.unit === 'percent' ? Math.min(100, high + (high - floor) * 0.05) : high;
  const axis = ticks(Math.max(0, floor), Math.max(ceiling, high));
  const rows = trend.points.map((point) => ({
    ...point,
    size: typeof point.value === 'number' ? point.value * measure.factor : null,
  }));
  const said = (value: number | null | undefined) =>
    typeof value === 'number' ? amount(write(value, measure), measure, t) : t('quality.noData');
  return (
    <Plot
      label={t('figures.trend.label', { figure: name, n: known.length })}
      height={height}
      head={[t('report.counting.period.name'), name, 'n']}
      rows={trend.points.map(({ from, to, value, n }) => [
        namePeriod({ from, to }, t),
        said(value),
        count(n),
      ])}
    >
      <LineChart
        data={rows}
        margin={{ top: 10, right: target === undefined ? 16 : 92, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          tickLine={false}
          axisLine={{ stroke: 'var(--line2)' }}
          tickFormatter={(label: string) => nameTick(label, t)}
          interval="preserveStartEnd"
          padding={{ left: 16, right: 16 }}
          height={26}
        />
        <YAxis
          width={48}
          tickLine={false}
          axisLine={false}
          domain={[axis[0] ?? 0, axis[axis.length - 1] ?? 1]}
          ticks={axis}
          tickFormatter={(size: number) =>
            `${short(size / measure.factor, measure)}${measure.unit === 'percent' ? '%' : ''}`
          }
        />
        <Tooltip
          cursor={{ stroke: 'var(--line2)' }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const row = active ? (payload?.[0]?.payload as (typeof rows)[number] | undefined) : undefined;
            if (!row) return null;
            return (
              <div className={classes.tip}>
                <b>{namePeriod(row, t)}</b>
                {said(row.value)} · {t('report.n', { n: count(row.n) })}
              </div>
            );
          }}
        />
        {target !== undefined && (
          <ReferenceLine
            y={target * measure.factor}
            stroke="var(--ink3)"
            strokeDasharray="5 4"
            label={{
              value: t(`quality.sense.${figure.sense}`, {
                value: amount(short(target, measure), measure, t),
              }),
              position: 'right',
              fill: 'var(--ink2)',
              fontSize: 12,
            }}
          />
        )}
        <Line
          dataKey="size"
          type="linear"
          isAnimationActive={false}
          stroke="var(--accent)"
          strokeWidth={2}
          dot={{ r: 3.5, fill: 'var(--surface)', stroke: 'var(--accent)', strokeWidth: 1.8 }}
          activeDot={{ r: 4, fill: 'var(--accent)', stroke: 'var(--surface)' }}
        />
      </LineChart>
    </Plot>
  );
}
