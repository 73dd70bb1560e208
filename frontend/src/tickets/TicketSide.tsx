import { IconExternalLink, IconShieldCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { countryName } from '../format/country';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Money } from '../parts/Money';
import { SideSection } from '../parts/SideSection';
import { ClockSection } from './Clocks';
import { maskPhone } from './mask';
import type { Order, TicketDetail } from './queries';
import { ReturnsSection } from './ReturnsSection';
import classes from './TicketSide.module.css';

/** What stands beside the words: the customer, the order, returns, clocks. */
export function TicketSide({ detail }: { detail: TicketDetail }) {
  const { t } = useText();
  return (
    <aside className={classes.side} aria-label={t('tickets.side')}>
      <CustomerHead detail={detail} />
      {detail.order.id && <OrderSection order={detail.order} />}
      <ReturnsSection detail={detail} />
      <ClockSection detail={detail} />
      {detail.ticket.solution && (
        <SideSection title={t('tickets.solution')} fold="solution">
          <p className={classes.words}>{detail.ticket.solution}</p>
        </SideSection>
      )}
    </aside>
  );
}

function CustomerHead({ detail }: { detail: TicketDetail }) {
  const { t, language } = useText();
  const { customer, counts, ticket } = detail;
  if (!customer.id) return <p className={classes.nobody}>{t('tickets.noCustomer')}</p>;
  const contact = maskPhone(customer.phones[0] ?? '') || customer.emails[0] || customer.accounts[0]?.id;
  const country = countryName(customer.country, language);
  return (
    <header className={classes.customer}>
      <Avatar name={customer.name} size={36} />
      <div className={classes.who}>
        <p className={classes.name}>{customer.name || t('customers.unnamed')}</p>
        <p className={classes.contact}>{[contact, country].filter(Boolean).join(' · ')}</p>
      </div>
      <Link
        href={`/customers/${customer.id}`}
        className={classes.open}
        aria-label={t('tickets.openCustomer', { name: customer.name || t('customers.unnamed') })}
      >
        <IconExternalLink size={16} stroke={1.6} aria-hidden />
      </Link>
      <p className={classes.counts}>
        {(['orders', 'tickets', 'returns'] as const).map((what) => (
          <span key={what}>
            {t(`tickets.counts.${what}`)} <b>{counts[what]}</b>
          </span>
        ))}
        {ticket.rating > 0 && (
          <span className={classes.rating}>{t('tickets.rated', { rating: ticket.rating })}</span>
        )}
      </p>
    </header>
  );
}

function OrderSection({ order }: { order: Order }) {
  const { t } = useText();
  const { day, zone, now } = useFormat();
  const signed = order.signedAt;
  const inShop = (instant: string) => dayIn(new Date(instant), zone);
  const since = signed ? Math.floor((now.getTime() - new Date(signed).getTime()) / 86_400_000) : 0;
  return (
    <SideSection
      title={t('tickets.field.order')}
      right={t(`archive.platform.${order.platform}`, { defaultValue: order.platform })}
      fold="order"
    >
      <p className={classes.number}>{order.number}</p>
      <p className={classes.state}>
        {signed
          ? t('tickets.signed', { day: day(inShop(signed)), count: since })
          : t(`archive.status.${order.status}`, { defaultValue: order.status })}
      </p>
      <ul className={classes.lines}>
        {order.lines.map((line) => {
          const until =
            signed && line.warrantyMonths > 0 ? addMonths(inShop(signed), line.warrantyMonths) : '';
          return (
            <li key={line.no}>
              <span className={classes.product}>{line.name}</span>
              <Money of={line.price} />
              <span className={classes.sub}>
                {line.quantity > 1 && <span>×{line.quantity}</span>}
                {line.variant && <span>{line.variant}</span>}
                {until && (
                  <span className={classes.warranty}>
                    <IconShieldCheck size={14} stroke={1.6} aria-hidden />
                    {t('tickets.warranty', { day: day(until) })}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </SideSection>
  );
}

/** The day some months after a day; the last of the month where there is no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
