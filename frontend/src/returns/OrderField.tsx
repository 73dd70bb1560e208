import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { useFieldError } from '../parts/Form';
import classes from './NewReturn.module.css';
import { type Order, useFindOrders } from './queries';

/** 天猫 261108345521: an order as people name it. */
export const orderLabel = (order: Order, t: TFunction) =>
  `${t(`archive.platform.${order.platform}`, { defaultValue: order.platform })} ${order.number}`;

/** Finds an order by its number, its tracking number, or whose it is. */
export function OrderField({ onChange }: { onChange: (id: string) => void }) {
  const { t } = useText();
  const { whenWithin } = useFormat();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), 150);
  const found = useFindOrders(words);
  const refused = useFieldError('order');
  const orders = words ? (found.data ?? []).slice(0, 8) : [];
  return (
    <Combobox store={box} onOptionSubmit={onChange}>
      <Combobox.Target>
        <TextInput
          name="order"
          label={t('returns.new.order')}
          placeholder={t('returns.new.orderExample')}
          data-autofocus
          autoComplete="off"
          value={typed}
          error={refused}
          description={words && found.data?.length === 0 ? t('returns.new.noOrder') : undefined}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            box.openDropdown();
            box.updateSelectedOptionIndex();
          }}
          onFocus={() => typed && box.openDropdown()}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown} hidden={orders.length === 0}>
        <Combobox.Options>
          {orders.map((order) => (
            <Combobox.Option key={order.id} value={order.id} className={classes.option}>
              <b>{orderLabel(order, t)}</b>
              <span className={classes.sub}>
                {order.lines
                  .slice(0, 2)
                  .map(({ name }) => name)
                  .join(t('common.listSeparator'))}
                {isKnown(order.signedAt) &&
                  ` · ${t('returns.new.signed', { when: whenWithin(order.signedAt) })}`}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
