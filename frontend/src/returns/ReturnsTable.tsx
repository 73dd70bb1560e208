import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useNames } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { named, useKeys } from '../parts/keys';
import { Money } from '../parts/Money';
import { useRoving } from '../parts/useRoving';
import { titleOf } from './BoardCard';
import type { BoardColumn, Brief } from './queries';
import classes from './Returns.module.css';
import { Waiting } from './Waiting';

/** The same returns as rows, the longest in their stage first, those that ended last. */
export function ReturnsTable({ columns }: { columns: BoardColumn[] }) {
  const { t } = useText();
  const roving = useRoving<HTMLDivElement>();
  useKeys({
    j: named('nav.key.next', () => roving.move({ rows: 1 })),
    k: named('nav.key.previous', () => roving.move({ rows: -1 })),
  });
  const rows = columns.flatMap(({ cards }) => cards);
  const heads = ['number', 'goods', 'customer', 'amount', 'stage', 'state', 'waiting', 'since', 'owner'];
  return (
    <div className={classes.tableFrame} ref={roving.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" data-right={head === 'amount' || undefined}>
                {t(`returns.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Row key={row.id} row={row} place={roving.at(0, at, at === 0)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { row: Brief; place: ReturnType<ReturnType<typeof useRoving>['at']> };

function Row({ row, place }: RowProps) {
  const { t } = useText();
  const { now, length } = useFormat();
  const nameOf = useNames();
  const [, go] = useLocation();
  const href = `/returns/${row.id}`;
  const age = (now.getTime() - new Date(row.since).getTime()) / 1000;
  const PaceIcon = row.pace === 'stuck' ? IconAlertTriangle : IconClock;
  return (
    // The link in the row has the keys; a press anywhere in it goes the same way.
    <tr onClick={() => go(href)}>
      <td>
        <Link href={href} {...place} onClick={(event) => event.stopPropagation()}>
          {row.number}
        </Link>
      </td>
      <td className={classes.goods}>{titleOf(row, t('returns.andMore'))}</td>
      <td>{row.customerName}</td>
      <td data-right>
        <Money of={row.amount} />
      </td>
      <td>{t(`returns.stage.${row.stage}`)}</td>
      <td>{t(`returns.state.${row.state}`)}</td>
      <td>
        <Waiting of={row.waiting} />
      </td>
      <td>
        {row.stage !== 'finished' && (
          <span className={classes.paceCell} data-pace={row.pace}>
            {row.pace !== 'onPace' && (
              <PaceIcon size={14} stroke={1.8} role="img" aria-label={t(`returns.pace.${row.pace}`)} />
            )}
            <span className="tabular">{length(age)}</span>
          </span>
        )}
      </td>
      <td>{nameOf(row.owner ?? '')}</td>
    </tr>
  );
}
