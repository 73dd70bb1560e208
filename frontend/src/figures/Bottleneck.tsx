import { IconAlertTriangle } from '@tabler/icons-react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Empty } from '../parts/State';
import classes from './Bottleneck.module.css';
import { type Measure, measureOf, write } from './measure';
import type { Stage } from './queries';
import { amount } from './words';

const parties = ['us', 'customer', 'carrier', 'customs'];

const known = (value: number | null | undefined): value is number => typeof value === 'number';

/** Where returns wait: each stage as long as its median, split by whom it waited for, against the period before. */
export function Bottleneck({ stages }: { stages: Stage[] }) {
  const { t } = useText();
  const title = t('report.stages.title');
  if (stages.length === 0) {
    return (
      <Card title={title} label={title}>
        <Empty title={t('figures.stages.none')} body={t('figures.stages.noneBody')} />
      </Card>
    );
  }
  const longest = Math.max(...stages.map(({ p50, p90 }) => p50 ?? p90 ?? 0), 1);
  const measure = measureOf({ unit: 'seconds', value: longest });
  const worst = worstOf(stages);
  const met = parties.filter((party) => stages.some((stage) => stage.parties.some((p) => p.party === party)));
  return (
    <Card
      flush
      label={title}
      title={title}
      sub={t('figures.stages.sub', { unit: t(`report.unit.${measure.unit}`) })}
      right={met.map((party) => (
        <span key={party} className={classes.legend}>
          <span className={classes.swatch} data-party={party} />
          {t(`quality.party.${party}`)}
        </span>
      ))}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('report.stages.stage')}</th>
            <th scope="col" className={classes.wide}>
              <span className="visually-hidden">{t('report.stages.p50')}</span>
            </th>
            <th scope="col">{t('report.stages.p90')}</th>
            <th scope="col">{t('report.stages.share')}</th>
            <th scope="col">{t('report.change.since')}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <Row key={stage.key} stage={stage} longest={longest} measure={measure} worst={stage === worst} />
          ))}
        </tbody>
      </table>
      <Foot stages={stages} worst={worst} measure={measure} />
    </Card>
  );
}

/** The stage that grew most, if any grew for a reader to see. */
function worstOf(stages: Stage[]): Stage | undefined {
  const grown = stages.filter(
    ({ change, previous }) => known(change) && known(previous) && change > 0.05 * previous,
  );
  return grown.sort((a, b) => (b.change ?? 0) - (a.change ?? 0))[0];
}

type RowProps = { stage: Stage; longest: number; measure: Measure; worst: boolean };

function Row({ stage, longest, measure, worst }: RowProps) {
  const { t } = useText();
  const { percent } = useFormat();
  const { key, p50, p90, share, change } = stage;
  const nothing = <span title={t('figures.stages.unreached')}>–</span>;
  const direction =
    !known(change) || !/[1-9]/.test(write(change, measure)) ? 'same' : change > 0 ? 'worse' : 'better';
  const split = stage.parties
    .map((part) => `${t(`quality.party.${part.party}`)} ${percent(part.share, 0)}`)
    .join(t('common.listSeparator'));
  return (
    <tr data-worst={worst || undefined}>
      <th scope="row">{t(`returns.stage.${key}`)}</th>
      <td className={classes.wide} title={split}>
        <div className={classes.track}>
          {known(p50) && (
            <div className={classes.bar} style={{ width: `${(82 * p50) / longest}%` }}>
              {stage.parties.map(({ party, share: part }) => (
                <span key={party} data-party={party} style={{ flexGrow: part }} />
              ))}
            </div>
          )}
          <span className={classes.median}>
            {known(p50) ? write(p50, measure) : t('figures.stages.unfinished')}
          </span>
          <span className="visually-hidden">{split}</span>
        </div>
      </td>
      <td>{known(p90) ? write(p90, measure) : nothing}</td>
      <td>{percent(share, 0)}</td>
      <td data-trending={direction}>
        {known(change) ? `${change > 0 && direction !== 'same' ? '+' : ''}${write(change, measure)}` : '–'}
      </td>
    </tr>
  );
}

function Foot({ stages, worst, measure }: { stages: Stage[]; worst?: Stage; measure: Measure }) {
  const { t } = useText();
  const { count, percent } = useFormat();
  const open = stages.reduce((sum, stage) => sum + stage.open, 0);
  const said = (value: number) => amount(write(value, measure), measure, t);
  return (
    <p className={classes.foot}>
      {worst && known(worst.previous) && known(worst.p50) ? (
        <span className={classes.worst}>
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          {t('figures.stages.worst', {
            stage: t(`returns.stage.${worst.key}`),
            before: said(worst.previous),
            now: said(worst.p50),
            share: percent(worst.share, 0),
          })}
        </span>
      ) : (
        <span>{t('figures.stages.calm')}</span>
      )}
      {open > 0 && <span>{t('figures.stages.open', { n: count(open) })}</span>}
    </p>
  );
}
