import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { asProblem, problemText } from '../bridge/problem';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { useFieldError } from '../parts/Form';
import classes from './CustomerField.module.css';
import { maskPhone } from './mask';
import { type Customer, useFindCustomers, usePutCustomer } from './queries';

type CustomerFieldProps = { value: string; onChange: (id: string) => void };

const create = 'create new';

/** Splits what was typed into a name and a phone number: 林静怡 13812346207. */
export function readCustomer(typed: string): { name: string; phone: string } {
  const phone = /\+?\d[\d\s-]{5,}\d/.exec(typed)?.[0] ?? '';
  return { name: typed.replace(phone, '').trim(), phone: phone.replace(/[\s-]/g, '') };
}

/** Finds a customer by name, phone, e-mail or order number, or makes a new one known from what was typed. */
export function CustomerField({ value, onChange }: CustomerFieldProps) {
  const { t } = useText();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [typed, setTyped] = useDrafted('customer typed', '');
  const [words] = useDebouncedValue(typed.trim(), 150);
  const found = useFindCustomers(words);
  const put = usePutCustomer();
  const refused = useFieldError('customer');
  const rows = found.data?.rows.slice(0, 8) ?? [];

  const choose = (customer: Customer) => {
    setTyped(nameOf(customer));
    onChange(customer.id);
    box.closeDropdown();
  };
  const pick = async (option: string) => {
    const known = rows.find(({ customer }) => customer.id === option);
    if (known) return choose(known.customer);
    choose(await put.mutateAsync(readCustomer(typed)));
  };

  return (
    <Combobox store={box} onOptionSubmit={(option) => void pick(option).catch(() => {})}>
      <Combobox.Target>
        <TextInput
          name="customer"
          label={`${t('tickets.field.customer')} · ${t('common.optional')}`}
          placeholder={t('tickets.new.customerExample')}
          data-autofocus
          autoComplete="off"
          value={typed}
          error={refused ?? (put.error ? problemText(asProblem(put.error), t) : undefined)}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            if (value) onChange('');
            box.openDropdown();
            box.updateSelectedOptionIndex();
          }}
          onClick={() => box.openDropdown()}
          onFocus={() => typed && !value && box.openDropdown()}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown} hidden={!typed.trim() && rows.length === 0}>
        <Combobox.Options>
          {rows.map(({ customer, orders }) => (
            <Combobox.Option key={customer.id} value={customer.id} className={classes.option}>
              <span>{nameOf(customer)}</span>
              <span className={classes.hint}>
                {[maskPhone(customer.phones[0] ?? ''), t('tickets.orders', { count: orders })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Combobox.Option>
          ))}
          {typed.trim() && !value && (
            <Combobox.Option value={create} className={classes.option}>
              <span className={classes.create}>
                <IconUserPlus size={16} stroke={1.6} aria-hidden />
                {t('tickets.new.newCustomer', { name: typed.trim() })}
              </span>
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

const nameOf = (customer: Customer) =>
  customer.name || customer.phones[0] || customer.emails[0] || customer.accounts[0]?.id || customer.id;
