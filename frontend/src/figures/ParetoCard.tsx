import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import {
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  LabelList,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Empty } from '../parts/State';
import classes from './Chart.module.css';
import { ticks } from './measure';
import { Plot } from './Plot';
import type { Pareto, Report } from './queries';
import { useCompactMoney } from './useCompactMoney';

const height = 248;

/** Why goods come back: by count or by cost, summed up to the line of 80 %; the vital few in the accent. */
export function ParetoCard({ report }: { report: Report }) {
  const { t } = useText();
  const { count } = useFormat();
  const [by, setBy] = useState('count');
  const pareto = by === 'cost' ? report.costPareto : report.pareto;
  const title = t('report.pareto.title');
  return (
    <Card
      label={title}
      title={title}
      sub={t('report.n', { n: count(pareto.n) })}
      right={
        <SegmentedControl
          aria-label={t('figures.pareto.by')}
          value={by}
          onChange={setBy}
          data={[
            { value: 'count', label: t('figures.pareto.count') },
            { value: 'cost', label: t('figures.pareto.cost') },
          ]}
        />
      }
    >
      {pareto.bars.length === 0 ? (
        <Empty good title={t('report.pareto.none')} />
      ) : (
        <Chart pareto={pareto} currency={report.currency} />
      )}
    </Card>
  );
}

function Chart({ pareto, currency }: { pareto: Pareto; currency: string }) {
  const { t } = useText();
  const { count, percent, money } = useFormat();
  const compact = useCompactMoney(currency);
  const byCost = pareto.by === 'cost';
  const rows = pareto.bars.map((bar) => ({
    ...bar,
    name: t(`returns.reason.${bar.key}`),
    size: byCost ? bar.cost : bar.count,
  }));
  const written = (size: number) => (byCost ? money({ minor: size, currency }) : count(size));
  const brief = (size: number) => (byCost ? compact(size) : count(size));
  const axis = ticks(0, Math.max(...rows.map(({ size }) => size), 1), 3).filter(
    (n) => byCost || Number.isInteger(n),
  );
  const top = axis[axis.length - 1] ?? 1;
  const vital = t('report.pareto.vital', { count: pareto.vital, share: percent(pareto.vitalShare, 0) });
  return (
    <>
      <Plot
        label={`${t('report.pareto.title')}. ${vital}`}
        height={height}
        head={[
          t('figures.pareto.reason'),
          byCost ? t('figures.pareto.cost') : t('figures.pareto.count'),
          t('report.pareto.sum'),
        ]}
        rows={rows.map(({ name, size, cumulative }) => [name, written(size), percent(cumulative)])}
      >
        <ComposedChart
          data={rows}
          margin={{ top: 12, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="name"
            interval={0}
            tickLine={false}
            axisLine={{ stroke: 'var(--line2)' }}
            height={rows.some(({ name }) => name.split(' ').length > 2) ? 58 : 44}
            tick={<Reason />}
          />
          <YAxis
            yAxisId="size"
            width={byCost ? 52 : 34}
            tickLine={false}
            axisLine={false}
            domain={[0, top]}
            ticks={axis}
            tickFormatter={brief}
          />
          <YAxis
            yAxisId="share"
            orientation="right"
            width={42}
            tickLine={false}
            axisLine={false}
            domain={[0, 1]}
            ticks={[0, 0.5, 0.8, 1]}
            tickFormatter={(share: number) => percent(share, 0)}
          />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = active ? (payload?.[0]?.payload as (typeof rows)[number] | undefined) : undefined;
              if (!row) return null;
              return (
                <div className={classes.tip}>
                  <b>{row.name}</b>
                  {t('figures.pareto.tip', {
                    count: row.count,
                    n: count(row.count),
                    cost: money({ minor: row.cost, currency }),
                  })}
                  <br />
                  {t('report.pareto.sum')} {percent(row.cumulative)}
                </div>
              );
            }}
          />
          <Bar yAxisId="size" dataKey="size" isAnimationActive={false} radius={[3, 3, 0, 0]} maxBarSize={44}>
            {rows.map(({ key, vital: isVital }) => (
              <Cell key={key} fill={isVital ? 'var(--accent)' : 'var(--line2)'} />
            ))}
            <LabelList dataKey="size" content={<Amount rows={rows} write={brief} />} />
          </Bar>
          <ReferenceLine yAxisId="share" y={0.8} stroke="var(--ink3)" strokeDasharray="4 3" />
          <Line
            yAxisId="share"
            dataKey="cumulative"
            isAnimationActive={false}
            stroke="var(--ink2)"
            strokeWidth={1.5}
            dot={{ r: 3, fill: 'var(--surface)', stroke: 'var(--ink2)', strokeWidth: 1.5 }}
            activeDot={false}
          />
        </ComposedChart>
      </Plot>
      <p className={classes.foot}>{vital}</p>
    </>
  );
}

type TickProps = {
  x?: number | string;
  y?: number | string;
  payload?: { value: string };
  width?: number | string;
  visibleTicksCount?: number;
};

// Two lines for a longer reason: an axis that drops words says nothing.
function Reason({ x = 0, y = 0, payload, width = 300, visibleTicksCount = 1 }: TickProps) {
  const room = Number(width) / visibleTicksCount;
  const lines = split(payload?.value ?? '', room);
  return (
    <text x={x} y={Number(y)} textAnchor="middle" fill="var(--ink2)" fontSize={12}>
      {lines.map((line, at) => (
        <tspan key={line} x={x} dy={at === 0 ? 11 : 14}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

const wide = (text: string) => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 255 ? 12 : 6.2), 0);
const widest = (lines: string[]) => Math.max(...lines.map(wide));

/** Breaks a name over two lines where it is wider than its room, and words over three where two are not enough. */
export function split(name: string, room: number): string[] {
  const joint = name.includes(' ') ? ' ' : '';
  const words = joint ? name.split(' ') : [...name];
  const into = (lines: number, from = 0): string[] => {
    if (lines === 1) return [words.slice(from).join(joint)];
    const ways = words
      .slice(from + 1)
      .map((_, at) => [words.slice(from, from + at + 1).join(joint), ...into(lines - 1, from + at + 1)]);
    return ways.reduce((best, way) => (widest(way) < widest(best) ? way : best), into(1, from));
  };
  const fits = [1, 2].map((lines) => into(lines)).find((lines) => widest(lines) <= room);
  return fits ?? into(joint ? 3 : 2);
}

type AmountProps = {
  rows: { size: number; vital: boolean }[];
  write: (size: number) => string;
  x?: number | string;
  y?: number | string;
  width?: number | string;
  height?: number | string;
  index?: number;
};

// The number stands at the foot of its bar, or above one that is too low for it.
function Amount({ rows, write, x = 0, y = 0, width = 0, height: tall = 0, index = 0 }: AmountProps) {
  const row = rows[index];
  if (!row) return null;
  const inside = Number(tall) >= 20;
  const fill = inside && row.vital ? 'var(--on-accent)' : 'var(--ink)';
  return (
    <text
      x={Number(x) + Number(width) / 2}
      y={inside ? Number(y) + Number(tall) - 7 : Number(y) - 5}
      textAnchor="middle"
      fill={fill}
      fontSize={12}
      fontWeight={600}
    >
      {write(row.size)}
    </text>
  );
}
