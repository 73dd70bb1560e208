import { useText } from '../i18n/useText';
import classes from './Priority.module.css';

const heights = [4, 7.5, 11];
const filled: Record<string, number> = { low: 1, normal: 2, high: 3 };

/** Bars for low, normal and high; a red square with ! for urgent. Named for those who cannot see it. */
export function Priority({ of, named }: { of: string; named?: boolean }) {
  const { t } = useText();
  const name = t(`tickets.priority.${of}`);
  const shape = of === 'urgent' ? <Urgent /> : <Bars filled={filled[of] ?? 0} />;
  if (named) {
    return (
      <span className={classes.priority}>
        {shape}
        <span data-word>{name}</span>
      </span>
    );
  }
  return (
    <span className={classes.priority} role="img" aria-label={name} title={name}>
      {shape}
    </span>
  );
}

function Bars({ filled }: { filled: number }) {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden>
      {heights.map((height, place) => (
        <rect
          key={height}
          x={2 + place * 4.4}
          y={14 - height}
          width={3.2}
          height={height}
          rx={1.1}
          className={place < filled ? classes.on : classes.off}
        />
      ))}
    </svg>
  );
}

function Urgent() {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden>
      <rect x={1.5} y={1.5} width={13} height={13} rx={3} className={classes.urgent} />
      <path d="M8 4.6v4" className={classes.mark} />
      <circle cx={8} cy={11.2} r={1} className={classes.dot} />
    </svg>
  );
}
