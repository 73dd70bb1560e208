import { IconArrowBackUp, IconPencil, IconTruckDelivery } from '@tabler/icons-react';
import { isKnown } from '../format/instant';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Chip, type Tone } from '../parts/Chip';
import { IconButton } from '../parts/IconButton';
import { Money } from '../parts/Money';
import { When } from '../parts/When';
import classes from './Customers.module.css';
import type { Order, OrderLine } from './queries';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true };
const moments = ['placedAt', 'paidAt', 'shippedAt', 'signedAt'] as const;

const tones: Record<string, Tone> = {
  unpaid: 'warn',
  cancelled: 'neutral',
  unknown: 'neutral',
  signed: 'ok',
  completed: 'ok',
};

type OrderCardProps = {
  order: Order;
  onReturn: () => void;
  onDelivery: () => void;
  onMark: (line: number) => void;
};

/** An order with its lines: what was bought, when it was signed for, and what is known of the goods. */
export function OrderCard({ order, onReturn, onDelivery, onMark }: OrderCardProps) {
  const { t } = useText();
  const bought = !['unpaid', 'cancelled'].includes(order.status);
  return (
    <Card
      flush
      title={
        <span className={classes.cardTitle}>
          {t(`archive.platform.${order.platform}`, { defaultValue: order.platform })} {order.number}
        </span>
      }
      sub={<Chip tone={tones[order.status] ?? 'accent'}>{t(`archive.status.${order.status}`)}</Chip>}
      right={
        <>
          <Button size="toolbar" icon={<IconTruckDelivery {...icon} />} onClick={onDelivery}>
            {t('customers.delivery.button')}
          </Button>
          {bought && (
            <Button size="toolbar" icon={<IconArrowBackUp {...icon} />} onClick={onReturn}>
              {t('customers.return')}
            </Button>
          )}
        </>
      }
    >
      <p className={classes.dates}>
        {moments.map(
          (key) =>
            isKnown(order[key]) && (
              <span key={key}>
                {t(`customers.field.${key}`)} <When at={order[key]} />
              </span>
            ),
        )}
        {(order.carrier || order.tracking) && (
          <span>{[order.carrier, order.tracking].filter(Boolean).join(' ')}</span>
        )}
        <span>
          {t('customers.field.total')}{' '}
          <b>
            <Money of={order.total} />
          </b>
        </span>
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('returns.head.goods')}</th>
            <th scope="col">{t('customers.field.attributes')}</th>
            <th scope="col" data-right>
              {t('customers.field.quantity')}
            </th>
            <th scope="col" data-right>
              {t('customers.field.price')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('customers.mark.button')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <Line key={line.no} line={line} onMark={() => onMark(line.no)} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Line({ line, onMark }: { line: OrderLine; onMark: () => void }) {
  const { t } = useText();
  const known = [
    line.sku,
    line.variant,
    line.category,
    line.serial && t('customers.serial', { serial: line.serial }),
  ];
  return (
    <tr>
      <td>
        <b className={classes.goods}>{line.name}</b>
        <span className={classes.second}>{known.filter(Boolean).join(' · ')}</span>
      </td>
      <td>
        <span className={classes.chips}>
          {line.attributes.map((attribute) => (
            <Chip key={attribute} small>
              {t(`archive.attribute.${attribute}`)}
            </Chip>
          ))}
          {line.warrantyMonths > 0 && (
            <Chip small>{t('customers.warranty', { count: line.warrantyMonths })}</Chip>
          )}
        </span>
      </td>
      <td data-right className="tabular">
        {line.quantity}
      </td>
      <td data-right>
        <Money of={line.price} />
      </td>
      <td data-right>
        <IconButton label={t('customers.mark.of', { title: line.name })} onClick={onMark}>
          <IconPencil {...icon} />
        </IconButton>
      </td>
    </tr>
  );
}
