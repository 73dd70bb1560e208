import {
  IconCalendarEvent,
  IconCheck,
  IconChevronDown,
  IconClock,
  IconMinus,
  IconPlayerPause,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { named, useKeys } from '../parts/keys';
import { useRoving } from '../parts/useRoving';
import classes from './MatrixGrid.module.css';
import { type Department, lookOf, untilShort } from './matrix';
import type { Cell, Column, Matrix, Row } from './queries';
import { nameOf } from './words';

// English words need more room than two or three characters.
const cellWidth = { zh: 79, en: 98 };

type MatrixGridProps = {
  matrix: Matrix;
  groups: Department[];
  /** Which columns are shown, by their place. */
  columns: number[];
  person: string;
  course: string;
  onSelect: (person: string, course: string) => void;
};

/** The grid: head, coverage and names stay while it scrolls; one tab stop, arrows inside, Enter selects. */
export function MatrixGrid({ matrix, groups, columns, person, course, onSelect }: MatrixGridProps) {
  const { t, language } = useText();
  const roving = useRoving<HTMLDivElement>();
  const [folded, setFolded] = useState<string[]>([]);
  useKeys({
    j: named('nav.key.next', () => roving.move({ rows: 1 })),
    k: named('nav.key.previous', () => roving.move({ rows: -1 })),
  });
  // Rows are numbered through all departments that are unfolded.
  let at = 0;
  return (
    <div className={classes.frame} ref={roving.frame}>
      <table
        className={classes.grid}
        style={{ minWidth: 184 + columns.length * cellWidth[language === 'en' ? 'en' : 'zh'] }}
        /* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which arrows move is a grid */
        role="grid"
        aria-label={t('training.tab.matrix')}
      >
        <colgroup>
          <col style={{ width: 184 }} />
          {columns.map((place) => (
            <col key={place} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {t('training.head.person')}
            </th>
            {columns.map((place) => (
              <CourseHead
                key={place}
                column={matrix.columns[place] as Column}
                selected={matrix.columns[place]?.course === course && person !== ''}
              />
            ))}
          </tr>
          <tr className={classes.coverage}>
            <th scope="row">
              <b>{t('training.coverage')}</b> <span>{t('training.target')}</span>
            </th>
            {columns.map((place) => (
              <Coverage key={place} column={matrix.columns[place] as Column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ department, rows }) => {
            const open = !folded.includes(department);
            return (
              <Fragment key={department}>
                <tr className={classes.department}>
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    <button
                      type="button"
                      aria-expanded={open}
                      onClick={() =>
                        setFolded(open ? [...folded, department] : folded.filter((one) => one !== department))
                      }
                    >
                      <IconChevronDown size={14} stroke={1.6} aria-hidden />
                      <b>{t(`training.department.${department}`)}</b>
                      <span>{t('training.people', { count: rows.length })}</span>
                    </button>
                  </th>
                </tr>
                {open &&
                  rows.map((row) => {
                    const line = at++;
                    return (
                      <PersonRow key={row.person} row={row} selected={row.person === person}>
                        {columns.map((place, column) => {
                          const what = matrix.columns[place] as Column;
                          const chosen = row.person === person && what.course === course;
                          return (
                            <GridCell
                              key={what.course}
                              cell={row.cells[place] as Cell}
                              label={[row.name, what]}
                              selected={chosen}
                              place={roving.at(column, line, line === 0 && column === 0)}
                              onSelect={() => onSelect(row.person, what.course)}
                            />
                          );
                        })}
                      </PersonRow>
                    );
                  })}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      <p className={classes.foot}>{t('training.foot')}</p>
    </div>
  );
}

function CourseHead({ column, selected }: { column: Column; selected: boolean }) {
  const { t, language } = useText();
  const step = t(`training.step.${column.steps[0]}`);
  const named = t('training.stepVersion', { step, version: column.version });
  return (
    <th scope="col" data-selected={selected || undefined}>
      <span className={classes.step} title={named}>
        {named}
      </span>
      <b title={nameOf(column, language)}>{nameOf(column, language)}</b>
    </th>
  );
}

function Coverage({ column }: { column: Column }) {
  const { t } = useText();
  const { percent } = useFormat();
  if (column.required === 0) return <td className={classes.nobody}>{t('training.nobodyNeeds')}</td>;
  const share = column.valid / column.required;
  const tone = share >= 1 ? 'ok' : share >= 0.8 ? 'warn' : 'bad';
  return (
    <td>
      <span className={classes.share} data-tone={tone}>
        <b>{percent(share, 0)}</b>
        <span>
          {share >= 1
            ? t('training.allOf', { count: column.required })
            : `${column.valid}/${column.required}`}
        </span>
      </span>
      <span className={classes.track} data-tone={tone}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </td>
  );
}

function PersonRow({ row, selected, children }: { row: Row; selected: boolean; children: React.ReactNode }) {
  const { t } = useText();
  const role = row.roles[0] ? t(`training.role.${row.roles[0]}`) : '';
  const tier = row.tier === 'regular' ? '' : t(`training.tier.${row.tier}`);
  return (
    <tr data-selected={selected || undefined}>
      <th scope="row" className={classes.person}>
        <span>
          <Avatar name={row.name} size={20} />
          <b>{row.name}</b>
          <span className={classes.role}>{[role, tier].filter(Boolean).join(' · ')}</span>
        </span>
      </th>
      {children}
    </tr>
  );
}

const icon = { size: 14, stroke: 1.8, 'aria-hidden': true };

type GridCellProps = {
  cell: Cell;
  label: [string, Column];
  selected: boolean;
  place: ReturnType<ReturnType<typeof useRoving>['at']>;
  onSelect: () => void;
};

function GridCell({ cell, label, selected, place, onSelect }: GridCellProps) {
  const { t, language } = useText();
  const look = lookOf(cell);
  const [person, column] = label;
  const said = t(`training.look.${look}`, {
    until: cell.until ?? '',
    day: cell.enrolledOn ?? '',
    count: cell.daysLeft,
  });
  return (
    <td data-look={look} data-selected={selected || undefined} className={classes.cell}>
      <button
        type="button"
        {...place}
        aria-pressed={selected}
        aria-label={t('training.cell', { person, course: nameOf(column, language), state: said })}
        title={look === 'none' ? undefined : said}
        onClick={onSelect}
      >
        <CellWords cell={cell} />
      </button>
    </td>
  );
}

/** What stands in a cell: always a shape with a word or a date, a dot where nothing is required. */
function CellWords({ cell }: { cell: Cell }) {
  const { t } = useText();
  switch (lookOf(cell)) {
    case 'valid':
      return (
        <>
          <IconCheck {...icon} /> {untilShort(cell.until ?? '')}
        </>
      );
    case 'expiring':
      return (
        <>
          <IconClock {...icon} /> {t('training.days', { count: cell.daysLeft })}
        </>
      );
    case 'refresh':
      return (
        <>
          <IconRefresh {...icon} /> {t('training.refreshShort')}
        </>
      );
    case 'expired':
      return (
        <>
          <IconX {...icon} /> {t('training.state.expired')}
        </>
      );
    case 'suspended':
      return (
        <>
          <IconPlayerPause {...icon} /> {t(`training.state.${cell.state}`)}
        </>
      );
    case 'enrolled':
      return (
        <>
          <IconCalendarEvent {...icon} /> {cell.enrolledOn?.slice(5)}
        </>
      );
    case 'missing':
      return (
        <>
          <IconMinus {...icon} /> {t('training.state.none')}
        </>
      );
    default:
      return '·';
  }
}
