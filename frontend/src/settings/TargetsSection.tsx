import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../bridge/problem';
import { useNames } from '../desk/queries';
import { fromLocal } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { TextField } from '../parts/Field';
import { Form, useFieldError } from '../parts/Form';
import { When } from '../parts/When';
import { fromField, toField, unitOf } from './measures';
import { Locked, Part } from './Part';
import { type FigureUnit, type SettingsPage, usePublishTargets } from './queries';
import classes from './Settings.module.css';

/** What the shop measures itself by: published versions, of which a new one can be made. */
export function TargetsSection({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const { full } = useFormat();
  const publish = usePublishTargets();
  const newest = page.shop.targets.at(-1)?.version ?? 0;
  const now = page.targets;
  return (
    <Part
      of="targets"
      sub={t('settings.targets.now', { version: now.version, from: full(now.from) })}
      saved={publish.isSuccess}
    >
      {!page.isSuper && <Locked to="supervisor" />}
      <div className={classes.narrow}>
        <Card flush title={t('settings.section.targets')} sub={t('settings.targets.sub')}>
          <TargetsForm key={newest} page={page} publish={publish.mutateAsync} />
        </Card>
      </div>
      <div className={classes.narrow}>
        <Versions page={page} />
      </div>
    </Part>
  );
}

type TargetsFormProps = {
  page: SettingsPage;
  publish: ReturnType<typeof usePublishTargets>['mutateAsync'];
};

function TargetsForm({ page, publish }: TargetsFormProps) {
  const { t } = useText();
  const { zone } = useFormat();
  const before = page.shop.targets.at(-1);
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      page.figures.map((figure) => {
        const target = before?.list.find((one) => one.figure === figure.figure);
        return [figure.figure, target ? toField(target.value, unitOf(figure)) : ''];
      }),
    ),
  );
  const [promise, setPromise] = useState(() => toField(before?.promise ?? 0, 'hours'));
  const [from, setFrom] = useState('');
  const read = (text: string, unit: ReturnType<typeof unitOf>, field: string) => {
    const value = fromField(text, unit);
    if (value === undefined) throw new Problem('settings.numberWrong', {}, field);
    return value;
  };
  const submit = async () => {
    const list = page.figures
      .filter(({ figure }) => values[figure]?.trim())
      .map((one) => ({
        figure: one.figure,
        atLeast: one.atLeast,
        value: read(values[one.figure] ?? '', unitOf(one), one.figure),
      }));
    await publish({ from: fromLocal(from, zone), promise: read(promise, 'hours', 'promise'), list });
  };
  const rows = (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('settings.targets.figure')}</th>
          <th scope="col">{t('settings.targets.sense')}</th>
          <th scope="col">{t('settings.targets.value')}</th>
        </tr>
      </thead>
      <tbody>
        {page.figures.map((figure) => (
          <tr key={figure.figure}>
            <td>{t(`quality.figure.${figure.figure}.name`)}</td>
            <td>{t(figure.atLeast ? 'settings.targets.atLeast' : 'settings.targets.atMost')}</td>
            <td>
              <ValueField
                figure={figure}
                value={values[figure.figure] ?? ''}
                onChange={(value) => setValues((old) => ({ ...old, [figure.figure]: value }))}
                disabled={!page.isSuper}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  const fields = (
    <>
      {rows}
      <div className={classes.fields}>
        <TextField
          name="promise"
          label={t('settings.targets.promise')}
          hint={t('settings.targets.promiseHint')}
          inputMode="decimal"
          value={promise}
          onChange={setPromise}
          disabled={!page.isSuper}
        />
        {page.isSuper && (
          <TextField
            name="from"
            label={t('settings.targets.from')}
            hint={t('settings.targets.fromHint')}
            type="datetime-local"
            optional
            value={from}
            onChange={setFrom}
          />
        )}
      </div>
    </>
  );
  return (
    <div className={classes.flushForm}>
      {page.isSuper ? (
        <Form
          submit={t('settings.targets.publish', { version: (before?.version ?? 0) + 1 })}
          onSubmit={submit}
        >
          {fields}
        </Form>
      ) : (
        <div className={classes.form}>{fields}</div>
      )}
    </div>
  );
}

type ValueFieldProps = {
  figure: FigureUnit;
  value: string;
  onChange: (value: string) => void;
  disabled: boolean;
};

function ValueField({ figure, value, onChange, disabled }: ValueFieldProps) {
  const { t } = useText();
  const name = t(`quality.figure.${figure.figure}.name`);
  return (
    <span className={classes.value}>
      <TextInput
        size="xs"
        name={figure.figure}
        aria-label={t('settings.targets.valueOf', { figure: name })}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={useFieldError(figure.figure)}
        disabled={disabled}
      />
      {t(`settings.targets.unit.${unitOf(figure)}`)}
    </span>
  );
}

function Versions({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const { now } = useFormat();
  const nameOf = useNames();
  return (
    <Card flush title={t('settings.targets.versions')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('settings.targets.version')}</th>
            <th scope="col">{t('settings.targets.from')}</th>
            <th scope="col">{t('settings.targets.published')}</th>
            <th scope="col">{t('settings.targets.by')}</th>
          </tr>
        </thead>
        <tbody>
          {[...page.shop.targets].reverse().map((one) => (
            <tr key={one.version}>
              <td>
                <span className={classes.acts}>
                  <span className="tabular">{one.version}</span>
                  {one.version === page.targets.version && (
                    <Chip small tone="ok">
                      {t('settings.targets.inForce')}
                    </Chip>
                  )}
                  {new Date(one.from) > now && (
                    <Chip small tone="accent">
                      {t('settings.targets.coming')}
                    </Chip>
                  )}
                </span>
              </td>
              <td>
                <When at={one.from} />
              </td>
              <td>
                <When at={one.publishedAt} />
              </td>
              <td>{nameOf(one.by) || t('settings.targets.founding')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
