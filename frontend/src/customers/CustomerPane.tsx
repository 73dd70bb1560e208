import { IconArrowBackUp, IconPencil, IconPlus } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { countryName } from '../format/country';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { Money } from '../parts/Money';
import { StatusShape } from '../parts/StatusShape';
import { When } from '../parts/When';
import { CustomerForm } from './CustomerForm';
import classes from './Customers.module.css';
import { DeliveryForm } from './DeliveryForm';
import { MarkLineForm } from './MarkLineForm';
import { OrderCard } from './OrderCard';
import { OrderForm } from './OrderForm';
import { type CustomerDetail, type Order, useCustomer } from './queries';

type Wanted =
  | { what: 'edit' | 'order' }
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
  const [wanted, want] = useState<Wanted>();
  const close = () => want(undefined);
  const { customer, orders, tickets, returns } = detail;
  useKeys({ e: named('customers.edit.title', () => want({ what: 'edit' })) });
  return (
    <>
      <header className={classes.head}>
        <Avatar name={customer.name} size={40} />
        <div className={classes.title}>
          <h2>{customer.name || t('customers.unnamed')}</h2>
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
        </div>
      </header>
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
      {wanted?.what === 'order' && <OrderForm customer={customer} onClose={close} />}
      {wanted?.what === 'delivery' && <DeliveryForm order={wanted.order} onClose={close} />}
      {wanted?.what === 'mark' && <MarkLineForm order={wanted.order} line={wanted.line} onClose={close} />}
    </>
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
              <span>{ticket.subject}</span>
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
