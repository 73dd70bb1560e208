import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import classes from './Importing.module.css';
import type { Result } from './queries';

/** What becomes, or became, of the rows. */
export function Counts({ result, coming }: { result: Result; coming?: boolean }) {
  const { t } = useText();
  const { count } = useFormat();
  const { read, added, updated, unchanged, refused, odd } = result;
  const oddRows = new Set(odd.map(({ row }) => row)).size;
  const parts: [string, number, string?][] = [
    ['read', read],
    ['added', added, 'ok'],
    ['updated', updated, 'accent'],
    ['unchanged', unchanged],
    ['refused', refused.length, 'bad'],
    ['odd', oddRows, 'warn'],
  ];
  return (
    <dl className={classes.counts} aria-label={coming ? t('importing.coming') : t('importing.done')}>
      {parts.map(([name, n, tone]) => (
        <div key={name} className={classes.count} data-tone={n > 0 ? tone : undefined}>
          <dt>{t(`importing.count.${name}`)}</dt>
          <dd>{count(n)}</dd>
        </div>
      ))}
    </dl>
  );
}
