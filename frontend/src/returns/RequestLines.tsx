import { Checkbox } from '@mantine/core';
import { useText } from '../i18n/useText';
import { CheckGroup } from '../parts/CheckGroup';
import { SelectField, TextField } from '../parts/Field';
import { Money } from '../parts/Money';
import classes from './NewReturn.module.css';
import type { Order } from './queries';
import type { Asked } from './request';
import { lateTraits, reasons } from './words';

type RequestLinesProps = { order: Order; lines: Asked[]; onChange: (lines: Asked[]) => void };

/** The lines of an order: which units come back, why, and what is known of them now. */
export function RequestLines({ order, lines, onChange }: RequestLinesProps) {
  const { t } = useText();
  const change = (orderLine: number, part: Partial<Asked>) =>
    onChange(lines.map((line) => (line.orderLine === orderLine ? { ...line, ...part } : line)));
  // A refusal names the line by its place among those asked for.
  let place = 0;
  return (
    <ul className={classes.lines} aria-label={t('returns.lines')}>
      {order.lines.map((bought) => {
        const line = lines.find(({ orderLine }) => orderLine === bought.no);
        if (!line) return null;
        const at = line.chosen ? place++ : 0;
        return (
          <li key={bought.no} data-chosen={line.chosen || undefined}>
            <div className={classes.line}>
              <Checkbox
                checked={line.chosen}
                onChange={(event) => change(bought.no, { chosen: event.currentTarget.checked })}
                label={
                  <span className={classes.goods}>
                    {bought.name}
                    <span className={classes.sub}>
                      {[bought.variant || bought.sku, `× ${bought.quantity}`].filter(Boolean).join(' ')}
                    </span>
                  </span>
                }
              />
              <Money of={bought.price} />
            </div>
            {line.chosen && <Details line={line} at={at} onChange={(part) => change(bought.no, part)} />}
          </li>
        );
      })}
    </ul>
  );
}

type DetailsProps = { line: Asked; at: number; onChange: (part: Partial<Asked>) => void };

function Details({ line, at, onChange }: DetailsProps) {
  const { t } = useText();
  const mind = line.reason === 'changeOfMind';
  return (
    <div className={classes.details}>
      <div className={classes.pair}>
        <TextField
          name={`lines.${at}.quantity`}
          label={t('returns.new.quantity')}
          type="number"
          value={line.quantity}
          onChange={(quantity) => onChange({ quantity })}
        />
        <SelectField
          name={`lines.${at}.reason`}
          label={t('returns.new.reason')}
          value={line.reason}
          onChange={(reason) => onChange({ reason })}
          data={reasons.map((value) => ({ value, label: t(`returns.reason.${value}`) }))}
        />
      </div>
      <div className={classes.ticks}>
        <Checkbox
          label={t('returns.new.opened')}
          checked={line.opened}
          onChange={(event) => onChange({ opened: event.currentTarget.checked })}
        />
        {mind && (
          <Checkbox
            label={t('returns.new.confirmed')}
            checked={line.confirmed}
            onChange={(event) => onChange({ confirmed: event.currentTarget.checked })}
          />
        )}
      </div>
      {mind && (
        <CheckGroup
          name={`lines.${at}.traits`}
          label={t('returns.new.traits')}
          columns={3}
          data={lateTraits.map((value) => ({ value, label: t(`returns.trait.${value}`) }))}
          value={line.traits}
          onChange={(traits) => onChange({ traits })}
        />
      )}
    </div>
  );
}
