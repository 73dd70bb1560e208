import { useMemo } from 'react';
import { Problem } from '../bridge/problem';
import type { Founding } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import classes from './Setup.module.css';

type ShopStepProps = {
  wanted: Founding;
  onChange: (part: Partial<Founding>) => void;
  onDone: () => void;
  onJoin: () => void;
};

const currencies = [
  'CNY',
  'HKD',
  'TWD',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'KRW',
  'SGD',
  'AUD',
  'CAD',
  'MYR',
  'THB',
  'VND',
  'KWD',
];

/** What the shop is: its name, the zone its days are counted in, the currency of its orders. */
export function ShopStep({ wanted, onChange, onDone, onJoin }: ShopStepProps) {
  const { t, language } = useText();
  const zones = useMemo(() => {
    const known = new Set([wanted.zone, ...Intl.supportedValuesOf('timeZone')]);
    return [...known].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [wanted.zone]);
  const names = useMemo(() => new Intl.DisplayNames(language, { type: 'currency' }), [language]);
  const done = async () => {
    if (!wanted.shop.trim()) throw new Problem('field.missing', {}, 'shop');
    if (!/^[A-Z]{1,2}$/.test(wanted.letter)) throw new Problem('setup.letter', {}, 'letter');
    onDone();
  };
  return (
    <>
      <h1 className={classes.title}>{t('setup.shopTitle')}</h1>
      <p className={classes.sub}>{t('setup.shopSub')}</p>
      <Form submit={t('common.next')} onSubmit={done}>
        <TextField
          name="shop"
          label={t('setup.shop')}
          value={wanted.shop}
          onChange={(shop) => onChange({ shop })}
          placeholder={t('setup.shopExample')}
          autoFocus
        />
        <FieldRow>
          <SelectField
            name="zone"
            label={t('setup.zone')}
            hint={t('setup.zoneHint')}
            value={wanted.zone}
            onChange={(zone) => onChange({ zone })}
            data={zones}
            searchable
          />
          <SelectField
            name="currency"
            label={t('setup.currency')}
            hint={t('setup.currencyHint')}
            value={wanted.currency}
            onChange={(currency) => onChange({ currency })}
            data={currencies.map((code) => ({ value: code, label: `${code} · ${names.of(code)}` }))}
            searchable
          />
        </FieldRow>
        <FieldRow>
          <TextField
            name="workstation"
            label={t('setup.workstation')}
            hint={t('setup.workstationHint')}
            value={wanted.workstation}
            onChange={(workstation) => onChange({ workstation })}
            placeholder={t('setup.workstationExample')}
            optional
          />
          <TextField
            name="letter"
            label={t('setup.letter')}
            hint={t('setup.letterHint', { letter: wanted.letter || 'A' })}
            value={wanted.letter}
            onChange={(letter) => onChange({ letter: letter.toUpperCase() })}
            maxLength={2}
          />
        </FieldRow>
        <Button look="quiet" className={classes.back} onClick={onJoin}>
          {t('setup.orJoin')}
        </Button>
      </Form>
    </>
  );
}
