import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconEraser, IconPencil, IconPlus } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ConflictBanner } from '../conflicts/ConflictBanner';
import { useNames } from '../desk/queries';
import { countryName } from '../format/country';
import { isKnown } from '../format/instant';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { IconButton } from '../parts/IconButton';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { Money } from '../parts/Money';
import { StatusShape } from '../parts/StatusShape';
import { useMay } from '../parts/useMay';
import { When } from '../parts/When';
import { CustomerForm } from './CustomerForm';
import classes from './Customers.module.css';
import { DeliveryForm } from './DeliveryForm';
import { EraseForm } from './EraseForm';
import { MarkLineForm } from './MarkLineForm';
import { OrderCard } from './OrderCard';
import { OrderForm } from './OrderForm';
import { type CustomerDetail, type Order, useCustomer } from './queries';

type Wanted =
  | { what: 'edit' | 'order' | 'erase' }
  | { what: 'delivery'; order: Order }
  | { what: 'mark'; order: Order; line: number };

/** One customer: how to reach them, what they bought, asked and sent back. */
export function CustomerPane({ id, pane }: { id: string; pane: Ref<HTMLElement> }) {
  const { t } = useText();
  const customer = useCustomer(id);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section ref={pane} className={classes.pane} aria-label={t('customers.one')} tabIndex={0}>
      <Loaded query={customer} errorTitle={t('customers.failed')} meanwhile={<Loading rows={5} />}>
        {(detail) => <Shown detail={detail} />}
      </Loaded>
    </section>
  );
}

function Shown({ detail }: { detail: CustomerDetail }) {
  const { t } = useText();
  const [, go] = useLocation();
  const may = useMay();
  const [wanted, want] = useState<Wanted>();
  const close = () => want(undefined);
  const { customer, orders, tickets, returns } = detail;
  useKeys({ e: named('customers.edit.title', () => want({ what: 'edit' })) });
  return (
    <>
      <header className={classes.head}>
        <Avatar name={customer.name} size={40} />
        <div className={classes.title}>
          <h2>{customer.name || t(isKnown(customer.erasedAt) ? 'erase.nobody' : 'customers.unnamed')}</h2>
          <p>
            {[
              t('customers.orders', { count: orders.length }),
              t('customers.tickets', { count: tickets.length }),
              t('customers.returns', { count: returns.length }),
            ].join(' · ')}
          </p>
        </div>
        <div className={classes.actions}>
          <Button
            hotkey="e"
            icon={<IconPencil size={16} stroke={1.6} aria-hidden />}
            onClick={() => want({ what: 'edit' })}
          >
            {t('customers.edit.button')}
          </Button>
          <Button
            icon={<IconPlus size={16} stroke={1.6} aria-hidden />}
            onClick={() => want({ what: 'order' })}
          >
            {t('customers.order.button')}
          </Button>
          {may('supervisor') && (
            <Menu position="bottom-end">
              <Menu.Target>
                <IconButton label={t('customers.more')}>
                  <IconDots size={16} stroke={1.6} />
                </IconButton>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconEraser size={16} stroke={1.6} aria-hidden />}
                  onClick={() => want({ what: 'erase' })}
                >
                  {t('erase.button')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </header>
      <Erased customer={customer} />
      <ConflictBanner of={[{ kind: 'customer', id: customer.id }]} />
      <div className={classes.body}>
        <div className={classes.main}>
          {orders.length === 0 && (
            <Card title={t('customers.ordersTitle')}>
              <p className={classes.none}>{t('customers.noOrders')}</p>
            </Card>
          )}
          {orders.map((order) => (
            <OrderCard
              key={order.id}
              order={order}
              onReturn={() => go(`/returns/new/order/${order.id}`)}
              onDelivery={() => want({ what: 'delivery', order })}
              onMark={(line) => want({ what: 'mark', order, line })}
            />
          ))}
        </div>
        <div className={classes.beside}>
          <Contacts detail={detail} />
          <Tickets detail={detail} />
          <Returns detail={detail} />
        </div>
      </div>
      {wanted?.what === 'edit' && <CustomerForm customer={customer} onClose={close} onSaved={close} />}
      {wanted?.what === 'erase' && <EraseForm customer={customer} onClose={close} />}
      {wanted?.what === 'order' && <OrderForm customer={customer} onClose={close} />}
      {wanted?.what === 'delivery' && <DeliveryForm order={wanted.order} onClose={close} />}
      {wanted?.what === 'mark' && <MarkLineForm order={wanted.order} line={wanted.line} onClose={close} />}
    </>
  );
}

/** Said where a person stood whose data was erased. */
function Erased({ customer }: { customer: CustomerDetail['customer'] }) {
  const { t } = useText();
  const nameOf = useNames();
  if (!isKnown(customer.erasedAt)) return null;
  return (
    <p className={classes.erased}>
      <IconEraser size={16} stroke={1.6} aria-hidden />
      <span>
        {t('erase.was', { name: nameOf(customer.erasedBy ?? '') })} <When at={customer.erasedAt} />
      </span>
    </p>
  );
}

function Contacts({ detail }: { detail: CustomerDetail }) {
  const { t, language } = useText();
  const { customer } = detail;
  const facts: [string, string][] = [
    ['phones', customer.phones.join('\n')],
    ['emails', customer.emails.join('\n')],
    [
      'accounts',
      customer.accounts
        .map(({ platform, id }) => `${t(`archive.platform.${platform}`, { defaultValue: platform })} ${id}`)
        .join('\n'),
    ],
    ['otherNames', customer.otherNames.join('\n')],
    [
      'language',
      customer.language && t(`customers.language.${customer.language}`, { defaultValue: customer.language }),
    ],
    ['country', countryName(customer.country, language)],
    ['notes', customer.notes],
  ];
  return (
    <Card title={t('customers.contact')}>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([key, value]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{t(`customers.field.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        <dt>{t('customers.field.firstSeen')}</dt>
        <dd>
          <When at={customer.firstSeen} />
        </dd>
      </dl>
    </Card>
  );
}

function Tickets({ detail }: { detail: CustomerDetail }) {
  const { t } = useText();
  return (
    <Card title={t('customers.ticketsTitle')} sub={detail.tickets.length || undefined}>
      {detail.tickets.length === 0 && <p className={classes.none}>{t('customers.noTickets')}</p>}
      <ul className={classes.links}>
        {detail.tickets.map((ticket) => (
          <li key={ticket.id}>
            <Link href={`/tickets/all/${ticket.id}`} className={classes.link}>
              <StatusShape of={ticket.state} />
              <span>{ticket.subject || t('tickets.noSubject')}</span>
              <When at={ticket.createdAt} />
              <span className={classes.second}>{ticket.number}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Returns({ detail }: { detail: CustomerDetail }) {
  const { t } = useText();
  return (
    <Card title={t('customers.returnsTitle')} sub={detail.returns.length || undefined}>
      {detail.returns.length === 0 && <p className={classes.none}>{t('customers.noReturns')}</p>}
      <ul className={classes.links}>
        {detail.returns.map((one) => (
          <li key={one.id}>
            <Link href={`/returns/${one.id}`} className={classes.link}>
              <IconArrowBackUp size={16} stroke={1.6} aria-hidden />
              <span>{one.title}</span>
              <Money of={one.amount} />
              <span className={classes.second}>
                {one.number} · {t(`returns.state.${one.state}`)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
