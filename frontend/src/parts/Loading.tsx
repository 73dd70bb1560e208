import { useText } from '../i18n/useText';
import classes from './Loading.module.css';
import { useSlow } from './useSlow';

// Uneven lengths look like words; the same every time, so nothing flickers.
const lengths = ['62%', '48%', '71%', '55%', '66%'];

/** Rows of the height that will come, shown only after 200 ms. */
export function Loading({ rows = 6, height = 60 }: { rows?: number; height?: number }) {
  const { t } = useText();
  const slow = useSlow(true);
  if (!slow) return null;
  return (
    <div role="status" aria-label={t('common.loading')} className={classes.rows}>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all alike
        <div key={at} className={classes.row} style={{ height }}>
          <span className={classes.bar} style={{ width: lengths[at % lengths.length] }} />
          {height >= 48 && (
            <span className={classes.bar} style={{ width: lengths[(at + 2) % lengths.length] }} />
          )}
        </div>
      ))}
    </div>
  );
}
