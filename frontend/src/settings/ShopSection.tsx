import { useMemo, useState } from 'react';
import { languages } from '../i18n';
import { useText } from '../i18n/useText';
import { Card } from '../parts/Card';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { Locked, Part } from './Part';
import { type SettingsPage, useChangeShop } from './queries';
import classes from './Settings.module.css';

/** What the shop is called, in which zone its days are counted, and the language it begins with. */
export function ShopSection({ page }: { page: SettingsPage }) {
  const { t } = useText();
  const { name, zone, language } = page.shop;
  const [wanted, setWanted] = useState({ name, zone, language });
  const change = useChangeShop();
  const same = wanted.name.trim() === name && wanted.zone === zone && wanted.language === language;
  const fields = <Fields page={page} wanted={wanted} onChange={setWanted} />;
  return (
    <Part of="shop" sub={t('settings.shop.sub')} saved={change.isSuccess && same}>
      {!page.isAdmin && <Locked to="admin" />}
      <div className={classes.narrow}>
        <Card label={t('settings.section.shop')}>
          {page.isAdmin ? (
            <Form
              submit={t('settings.shop.save')}
              disabled={same}
              onSubmit={() => change.mutateAsync(wanted)}
            >
              {fields}
            </Form>
          ) : (
            <div className={classes.form}>{fields}</div>
          )}
        </Card>
      </div>
    </Part>
  );
}

type Wanted = { name: string; zone: string; language: string };
type FieldsProps = { page: SettingsPage; wanted: Wanted; onChange: (wanted: Wanted) => void };

function Fields({ page, wanted, onChange }: FieldsProps) {
  const { t, language } = useText();
  const zones = useMemo(() => {
    const known = new Set([wanted.zone, ...Intl.supportedValuesOf('timeZone')]);
    return [...known].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [wanted.zone]);
  const currency = new Intl.DisplayNames(language, { type: 'currency' }).of(page.shop.currency);
  const disabled = !page.isAdmin;
  return (
    <>
      <TextField
        name="name"
        label={t('settings.shop.name')}
        value={wanted.name}
        onChange={(name) => onChange({ ...wanted, name })}
        disabled={disabled}
      />
      <FieldRow>
        <SelectField
          name="zone"
          label={t('settings.shop.zone')}
          value={wanted.zone}
          onChange={(zone) => onChange({ ...wanted, zone })}
          data={zones}
          searchable
          disabled={disabled}
        />
        <SelectField
          name="language"
          label={t('settings.shop.language')}
          hint={t('settings.shop.languageHint')}
          value={wanted.language}
          onChange={(chosen) => onChange({ ...wanted, language: chosen })}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          disabled={disabled}
        />
      </FieldRow>
      <TextField
        name="currency"
        label={t('settings.shop.currency')}
        hint={t('settings.shop.currencyHint')}
        value={`${page.shop.currency} · ${currency}`}
        onChange={() => {}}
        disabled
      />
    </>
  );
}
