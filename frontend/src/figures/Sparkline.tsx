import classes from './FigureCard.module.css';
import type { Trend } from './queries';

const width = 62;
const height = 32;
const inset = 4;

/** A figure's way over twelve periods: gaps where there is no data, its target dashed, the last point marked. */
export function Sparkline({ trend }: { trend: Trend }) {
  const known = trend.points.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  if (known.length < 2) return null;
  const target = trend.target ?? undefined;
  const all = target === undefined ? known : [...known, target];
  const low = Math.min(...all);
  const range = Math.max(...all) - low || 1;
  const x = (at: number) => inset + (at / Math.max(trend.points.length - 1, 1)) * (width - 2 * inset);
  const y = (value: number) => height - inset - ((value - low) / range) * (height - 2 * inset);

  let path = '';
  let pen = 'M';
  trend.points.forEach(({ value }, at) => {
    if (typeof value !== 'number') {
      pen = 'M';
      return;
    }
    path += `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = 'L';
  });
  const last = trend.points.findLastIndex(({ value }) => typeof value === 'number');
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={classes.spark}
      aria-hidden
    >
      {target !== undefined && <path d={`M0 ${y(target)}H${width}`} className={classes.sparkTarget} />}
      <path d={path} className={classes.sparkLine} />
      <circle cx={x(last)} cy={y(trend.points[last]?.value ?? 0)} r={2.6} className={classes.sparkEnd} />
    </svg>
  );
}
