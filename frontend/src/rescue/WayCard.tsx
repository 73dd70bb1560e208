import { asProblem, problemText } from '../bridge/problem';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Size } from '../parts/Size';
import type { Remains } from './queries';
import classes from './Rescue.module.css';
import type { Way } from './ways';

type WayCardProps = {
  way: Way;
  remains?: Remains;
  best: boolean;
  chosen: boolean;
  onChoose: () => void;
};

/** One way out: what it is made of, and what it brings and loses. */
export function WayCard({ way, remains, best, chosen, onChoose }: WayCardProps) {
  const { t } = useText();
  const { full } = useFormat();
  const name =
    way.kind === 'backup'
      ? t('rescue.way.backup', { when: way.when ? full(way.when) : '…' })
      : way.kind === 'own'
        ? t('rescue.way.own')
        : t('rescue.way.derive');
  return (
    <label
      className={classes.way}
      data-chosen={chosen || undefined}
      data-unfit={Boolean(way.unfit) || undefined}
    >
      <input type="radio" name="way" checked={chosen} disabled={Boolean(way.unfit)} onChange={onChoose} />
      <span className={classes.wayName}>
        {name}
        {best && <span className={classes.best}>{t('rescue.best')}</span>}
        {way.kind === 'backup' && (
          <span className={classes.waySize}>
            {way.size > 0 && <Size of={way.size} />}
            {way.weighed && <span>{t('rescue.way.size', { count: way.weighed.changes })}</span>}
          </span>
        )}
      </span>
      <span className={classes.wayWords} data-loses={(way.lost ?? 0) > 0 || undefined}>
        <Words way={way} remains={remains} />
      </span>
      {way.path && <span className={classes.wayPath}>{way.path}</span>}
    </label>
  );
}

function Words({ way, remains }: { way: Way; remains?: Remains }) {
  const { t } = useText();
  const { full, count } = useFormat();
  if (way.unfit) return `${t('rescue.way.unfit')}: ${problemText(asProblem(way.unfit), t)}`;
  if (way.kind === 'derive') return t('rescue.way.deriveHint');
  if (way.kind === 'own') {
    const places = { changes: count(remains?.changes ?? 0), lost: count(remains?.lost ?? 0) };
    return remains?.complete ? t('rescue.way.ownAll', places) : t('rescue.way.ownSome', places);
  }
  const { weighed } = way;
  if (!weighed) return t('rescue.way.weighing');
  const places = { brought: count(weighed.brought), lost: count(weighed.lost), when: full(weighed.last) };
  if (!weighed.known)
    return t(weighed.brought > 0 ? 'rescue.way.unknownAfter' : 'rescue.way.lostAfter', places);
  if (weighed.lost > 0) return t('rescue.way.someAfter', places);
  return weighed.brought > 0
    ? t('rescue.way.allAfter', { count: weighed.brought })
    : t('rescue.way.nothingAfter');
}
