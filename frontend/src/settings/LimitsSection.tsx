import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../bridge/problem';
import { decimals, readMoney } from '../format/money';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { TextField } from '../parts/Field';
import { Form, useFieldError } from '../parts/Form';
import { roles } from '../training/words';
import { Locked, Part } from './Part';
import { type Limit, type SettingsPage, useSetLimits } from './queries';
import classes from './Settings.module.css';

type Wanted = Record<string, { amount: string; unlimited: boolean }>;

/** How much each role may approve for one refund. */
export function LimitsSection({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const { limits, currency } = page.shop;
  const [wanted, setWanted] = useState<Wanted>(() => wantedOf(limits, currency));
  const [unconfirmed, setUnconfirmed] = useState(() => plain(page.unconfirmed, currency));
  const set = useSetLimits();
  const same =
    JSON.stringify(wanted) === JSON.stringify(wantedOf(limits, currency)) &&
    unconfirmed === plain(page.unconfirmed, currency);
  const submit = async () => {
    const most = amountOf(unconfirmed, currency, 'unconfirmed');
    const kept = await set.mutateAsync({ limits: limitsOf(wanted, currency), unconfirmed: most });
    setWanted(wantedOf(kept.limits, currency));
    setUnconfirmed(plain(most, currency));
  };
  const rows = (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('settings.limits.role')}</th>
          <th scope="col">
            {t('settings.limits.most')} · {currency}
          </th>
          <th scope="col">{t('settings.limits.unlimited')}</th>
        </tr>
      </thead>
      <tbody>
        {roles.map((role) => (
          <LimitRow
            key={role}
            role={role}
            wanted={wanted[role] ?? nothing}
            onChange={(part) =>
              setWanted((old) => ({ ...old, [role]: { ...(old[role] ?? nothing), ...part } }))
            }
            disabled={!page.isAdmin}
          />
        ))}
      </tbody>
    </table>
  );
  return (
    <Part of="limits" saved={set.isSuccess && same}>
      {!page.isAdmin && <Locked to="admin" />}
      <p className={`${classes.plain} ${classes.narrow}`}>{t('settings.limits.sub')}</p>
      <div className={classes.narrow}>
        <Card flush label={t('settings.section.limits')}>
          {page.isAdmin ? (
            <div className={classes.flushForm}>
              <Form submit={t('settings.limits.save')} disabled={same} onSubmit={submit}>
                {rows}
                <TextField
                  name="unconfirmed"
                  label={`${t('settings.limits.unconfirmed')} · ${currency}`}
                  hint={t('settings.limits.unconfirmedHint')}
                  inputMode="decimal"
                  value={unconfirmed}
                  onChange={setUnconfirmed}
                />
              </Form>
            </div>
          ) : (
            rows
          )}
        </Card>
      </div>
    </Part>
  );
}

const nothing = { amount: '', unlimited: false };

type LimitRowProps = {
  role: string;
  wanted: Wanted[string];
  onChange: (part: Partial<Wanted[string]>) => void;
  disabled: boolean;
};

function LimitRow({ role, wanted, onChange, disabled }: LimitRowProps) {
  const { t } = useText();
  const name = t(`training.role.${role}`);
  return (
    <tr>
      <td>{name}</td>
      <td>
        <span className={classes.value}>
          <TextInput
            size="xs"
            name={role}
            aria-label={t('settings.limits.mostOf', { role: name })}
            inputMode="decimal"
            autoComplete="off"
            value={wanted.unlimited ? '' : wanted.amount}
            onChange={(event) => onChange({ amount: event.currentTarget.value })}
            error={useFieldError(role)}
            disabled={disabled || wanted.unlimited}
          />
          {!wanted.unlimited && !wanted.amount.trim() && (
            <span className={classes.hint}>{t('settings.limits.none')}</span>
          )}
        </span>
      </td>
      <td>
        <Checkbox
          aria-label={t('settings.limits.unlimitedOf', { role: name })}
          checked={wanted.unlimited}
          onChange={(event) => onChange({ unlimited: event.currentTarget.checked })}
          disabled={disabled}
        />
      </td>
    </tr>
  );
}

function wantedOf(limits: Limit[], currency: string): Wanted {
  return Object.fromEntries(
    roles.map((role) => {
      const limit = limits.find((one) => one.role === role);
      const amount = limit && !limit.unlimited ? plain(limit.minor, currency) : '';
      return [role, { amount, unlimited: limit?.unlimited ?? false }];
    }),
  );
}

/** An amount as it is typed: without sign or currency. */
function plain(minor: number, currency: string): string {
  const places = decimals(currency);
  return (minor / 10 ** places).toFixed(places);
}

/** The minor units of what was typed; nothing is zero. */
function amountOf(amount: string, currency: string, field: string): number {
  const read = readMoney(amount.trim() || '0', currency);
  if (!read || read.minor < 0) throw new Problem('settings.amountWrong', {}, field);
  return read.minor;
}

function limitsOf(wanted: Wanted, currency: string): Limit[] {
  return roles.flatMap((role): Limit[] => {
    const { amount, unlimited } = wanted[role] ?? nothing;
    if (unlimited) return [{ role, minor: 0, unlimited }];
    if (!amount.trim()) return [];
    return [{ role, minor: amountOf(amount, currency, role), unlimited }];
  });
}
