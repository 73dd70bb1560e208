import { IconAlertTriangle, IconCheck, IconCircleDashed, IconMinus, IconX } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { LineChip, type LinePart } from '../parts/LineChip';
import { Money } from '../parts/Money';
import { useMay } from '../parts/useMay';
import { useSay } from '../parts/useSay';
import { useNarrow } from '../parts/useWidth';
import type { Wanted } from './Dialogs';
import classes from './LinesCard.module.css';
import { disposable, inspectable, reinspectable, rolesOf } from './next';
import type { ReturnDetail, ReturnLine } from './queries';

const quantities = ['requested', 'approved', 'received', 'accepted'] as const;

type LinesCardProps = { detail: ReturnDetail; onWant: (wanted: Wanted) => void };

/** Each line of the return: its three machines side by side, how many of it, and what a unit cost. */
export function LinesCard({ detail, onWant }: LinesCardProps) {
  const { t } = useText();
  const narrow = useNarrow();
  const { lines } = detail.return;
  const approved = lines.reduce((sum, line) => sum + line.approved, 0);
  const sub = [
    t('returns.lineCount', { count: lines.length }),
    detail.return.reviewedAt && t('returns.approvedUnits', { count: approved }),
  ];
  return (
    <Card
      flush
      title={t('returns.lines')}
      sub={sub.filter(Boolean).join(' · ')}
      right={!narrow && <Legend />}
    >
      <table className={classes.table} data-narrow={narrow || undefined}>
        <thead>
          <tr>
            <th scope="col">{t('returns.head.goods')}</th>
            <th scope="col">{t('returns.head.machines')}</th>
            {narrow ? (
              <th scope="col" data-right data-many>
                {t('returns.head.quantities')}
              </th>
            ) : (
              <>
                {quantities.map((key) => (
                  <th key={key} scope="col" data-right>
                    {t(`returns.head.${key}`)}
                  </th>
                ))}
                <th scope="col" data-right>
                  {t('returns.head.unitPrice')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <Row key={line.n} detail={detail} line={line} at={at} narrow={narrow} onWant={onWant} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

type RowProps = LinesCardProps & { line: ReturnLine; at: number; narrow: boolean };

function Row({ detail, line, at, narrow, onWant }: RowProps) {
  const { t, language } = useText();
  const say = useSay();
  const parts = detail.parts[at];
  const decided = Boolean(line.clause) || line.approved > 0 || detail.return.review === 'approved';
  const refused = decided && line.approved === 0;
  const clause = detail.policy.clauses.find(({ number }) => number === line.clause);
  const shown = amounts(line, decided);
  return (
    <tr data-refused={refused || undefined}>
      <td>
        <b className={classes.goods}>{line.title}</b>
        <span className={classes.sub}>
          <span>{line.sku}</span>
          {line.category && <span>{line.category}</span>}
          {line.traits
            .map((trait) => t(`returns.trait.${trait}`))
            .filter((trait) => trait !== line.category)
            .map((trait) => (
              <span key={trait}>{trait}</span>
            ))}
          {!refused && <LineActs line={line} detail={detail} onWant={onWant} />}
        </span>
      </td>
      <td>
        {parts && (
          <LineChip
            label={line.title}
            parts={[parts.reception, parts.hygiene, parts.inspection].map((part) => ({
              text: say(part.key, part.params),
              as: shapeOf(part.mark, part.key),
            }))}
          />
        )}
        {refused && line.clause && (
          <span className={classes.refusal} title={clause?.[language === 'en' ? 'en' : 'zh']}>
            <IconX size={14} stroke={1.8} aria-hidden />
            {t('returns.notApproved', { clause: line.clause })}
          </span>
        )}
        {line.disposition && (
          <span className={classes.goes}>
            {t('returns.goes', { to: t(`returns.disposition.${line.disposition}`) })}
          </span>
        )}
      </td>
      {narrow ? (
        <td data-right className="tabular">
          {shown.map((amount, place) => (
            <span key={amount.key}>
              {place > 0 && <span className={classes.slash}> / </span>}
              <Amount {...amount} />
            </span>
          ))}
        </td>
      ) : (
        <>
          {shown.map((amount) => (
            <td key={amount.key} data-right className="tabular">
              <Amount {...amount} />
            </td>
          ))}
          <td data-right>
            <Money
              of={{
                minor: Math.round(line.paid / Math.max(1, line.ordered)),
                currency: detail.return.currency,
              }}
            />
          </td>
        </>
      )}
    </tr>
  );
}

type Quantity = { key: string; value: number | undefined; short?: boolean };

/** Requested, approved, received and accepted units; undefined where nobody knows yet. */
export function amounts(line: ReturnLine, decided: boolean): Quantity[] {
  const open = ['expected', 'inTransit', 'none'].includes(line.reception);
  const received = open ? undefined : line.received;
  return [
    { key: 'requested', value: line.requested },
    { key: 'approved', value: decided ? line.approved : undefined },
    { key: 'received', value: received, short: received !== undefined && received < line.approved },
    { key: 'accepted', value: line.inspections > 0 ? line.accepted : undefined, short: line.refused > 0 },
  ];
}

function Amount({ value, short }: Quantity) {
  if (value === undefined) return '–';
  return short ? <b className={classes.short}>{value}</b> : value;
}

function shapeOf(mark: string, key: string): LinePart['as'] {
  if (key === 'returns.inspection.rejected') return 'refused';
  if (mark === 'notApplied') return 'none';
  if (mark === 'done') return 'done';
  return mark === 'differs' ? 'differs' : 'todo';
}

// What one line needs is at the line: the head's button takes the first of them.
function LineActs({ line, detail, onWant }: LinesCardProps & { line: ReturnLine }) {
  const { t } = useText();
  const may = useMay();
  if (['settled', 'cancelled'].includes(detail.state) || !may(...rolesOf.inspect)) return null;
  const act = (what: 'inspect' | 'dispose', key: string) => (
    <button type="button" className={classes.act} onClick={() => onWant({ what, line: line.n })}>
      {t(key)}
    </button>
  );
  return (
    <>
      {inspectable(line) && act('inspect', 'returns.act.inspect')}
      {reinspectable(line) && act('inspect', 'returns.inspectAgain')}
      {disposable(line) && act('dispose', 'returns.act.dispose')}
    </>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <span className={classes.legend}>
      <span>
        <IconCheck size={14} stroke={1.8} className={classes.done} aria-hidden />
        {t('returns.mark.done')}
      </span>
      <span>
        <IconCircleDashed size={14} stroke={1.8} className={classes.todo} aria-hidden />
        {t('returns.mark.todo')}
      </span>
      <span>
        <IconAlertTriangle size={14} stroke={1.8} className={classes.short} aria-hidden />
        {t('returns.mark.differs')}
      </span>
      <span>
        <IconMinus size={14} stroke={1.8} aria-hidden />
        {t('returns.mark.notApplied')}
      </span>
    </span>
  );
}
