import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronLeft, IconChevronRight, IconClock } from '@tabler/icons-react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { named, useKeys } from '../parts/keys';
import { useRemembered } from '../parts/useRemembered';
import { useRoving } from '../parts/useRoving';
import classes from './Board.module.css';
import { BoardCard } from './BoardCard';
import type { BoardColumn } from './queries';
import { useAllowed } from './useAllowed';

/** Columns side by side, the return that waits longest first in each. One tab stop, arrows inside. */
export function Board({ columns }: { columns: BoardColumn[] }) {
  const { t } = useText();
  const roving = useRoving<HTMLDivElement>();
  const [unfolded, setUnfolded] = useRemembered('returns.finished', false);
  useKeys({
    j: named('nav.key.next', () => roving.move({ rows: 1 })),
    k: named('nav.key.previous', () => roving.move({ rows: -1 })),
  });
  const firstColumn = columns.findIndex(({ cards }) => cards.length > 0);

  return (
    <div className={classes.frame} ref={roving.frame}>
      {columns.map((column, place) => {
        const finished = column.column === 'finished';
        if (finished && !unfolded) {
          return <Folded key={column.column} column={column} onUnfold={() => setUnfolded(true)} />;
        }
        return (
          <section
            key={column.column}
            className={classes.column}
            aria-label={t(`returns.column.${column.column}`)}
          >
            <ColumnHead column={column} onFold={finished ? () => setUnfolded(false) : undefined} />
            <ul className={classes.cards}>
              {column.cards.map((card, row) => (
                <li key={card.id}>
                  <BoardCard card={card} {...roving.at(place, row, place === firstColumn && row === 0)} />
                </li>
              ))}
            </ul>
            {column.total > column.cards.length && (
              <p className={classes.more}>
                {t('returns.more', { count: column.total - column.cards.length })}
              </p>
            )}
          </section>
        );
      })}
    </div>
  );
}

function ColumnHead({ column, onFold }: { column: BoardColumn; onFold?: () => void }) {
  const { t } = useText();
  const { length } = useFormat();
  const allowed = useAllowed();
  const over = column.median > column.limit;
  return (
    <header className={classes.head}>
      <h2 className={classes.name} title={t(`returns.column.${column.column}`)}>
        {t(`returns.column.${column.column}`)} <span className={classes.total}>{column.total}</span>
      </h2>
      <span className={classes.marks}>
        {column.stuck > 0 && (
          <b className={classes.stuck} title={t('returns.pace.stuck')}>
            <IconAlertTriangle size={14} stroke={1.8} role="img" aria-label={t('returns.pace.stuck')} />
            {column.stuck}
          </b>
        )}
        {column.slow > 0 && (
          <b className={classes.slow} title={t('returns.pace.slow')}>
            <IconClock size={14} stroke={1.8} role="img" aria-label={t('returns.pace.slow')} />
            {column.slow}
          </b>
        )}
        {onFold && (
          <UnstyledButton className={classes.fold} aria-label={t('returns.fold')} onClick={onFold}>
            <IconChevronLeft size={16} stroke={1.6} />
          </UnstyledButton>
        )}
      </span>
      {column.limit > 0 && (
        <p className={classes.pace}>
          <span data-over={over || undefined}>
            {column.total > 0 ? t('returns.median', { time: length(column.median) }) : ''}
          </span>
          <span>{allowed(column.limit)}</span>
        </p>
      )}
    </header>
  );
}

function Folded({ column, onUnfold }: { column: BoardColumn; onUnfold: () => void }) {
  const { t } = useText();
  return (
    <UnstyledButton className={classes.folded} onClick={onUnfold} aria-expanded={false}>
      <IconChevronRight size={16} stroke={1.6} aria-hidden />
      <span className={classes.upright}>{t(`returns.column.${column.column}`)}</span>
      <span className="tabular">{column.total}</span>
    </UnstyledButton>
  );
}
