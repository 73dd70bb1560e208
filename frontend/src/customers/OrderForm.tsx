import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useDesk } from '../desk/queries';
import { useDraftedAt, useDraftedFields } from '../drafts/Drafts';
import { fromLocal } from '../format/instant';
import { readMoney } from '../format/money';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { IconButton } from '../parts/IconButton';
import classes from './Customers.module.css';
import { amountOf, linesOf, type Typed } from './order';
import { type Customer, usePutOrder } from './queries';

const platforms = [
  'store',
  'taobao',
  'tmall',
  'jd',
  'pinduoduo',
  'douyin',
  'kuaishou',
  'xiaohongshu',
  'wechat',
  'amazon',
  'aliexpress',
  'shopify',
  'shopee',
  'lazada',
];
const statuses = ['signed', 'completed', 'shipped', 'paid', 'unpaid', 'cancelled'];

/** Enters an order by hand, for what no platform exports. */
export function OrderForm({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useText();
  const { money, zone } = useFormat();
  const { currency } = useDesk().shop;
  const empty = (id: number): Typed => ({ id, name: '', sku: '', quantity: '1', price: '' });
  const place = `order/new/${customer.id}`;
  const [wanted, change] = useDraftedFields(
    {
      platform: 'store',
      number: '',
      status: 'signed',
      placed: '',
      signed: '',
      shipping: '',
      discount: '',
    },
    place,
  );
  const [lines, setLines] = useDraftedAt<Typed[]>(place, 'lines', [empty(1)]);
  const changeLine = (id: number, part: Partial<Typed>) =>
    setLines((before) => before.map((line) => (line.id === id ? { ...line, ...part } : line)));
  const put = usePutOrder();

  const minor = (text: string) => readMoney(text, currency)?.minor ?? 0;
  const total =
    lines.reduce((sum, line) => sum + minor(line.price) * (Number(line.quantity) || 0), 0) +
    minor(wanted.shipping) -
    minor(wanted.discount);
  const submit = async () => {
    const placedAt = fromLocal(wanted.placed, zone);
    await put.mutateAsync({
      platform: wanted.platform,
      number: wanted.number,
      customer: customer.id,
      status: wanted.status,
      placedAt,
      paidAt: placedAt,
      shippedAt: fromLocal('', zone),
      signedAt: fromLocal(wanted.signed, zone),
      currency,
      discount: amountOf(wanted.discount, currency, 'discount'),
      shipping: amountOf(wanted.shipping, currency, 'shipping'),
      received: { minor: 0, currency },
      lines: linesOf(lines, currency),
      carrier: '',
      tracking: '',
      platformStatus: '',
      afterSales: '',
      note: '',
    });
    onClose();
  };
  return (
    <Dialog title={t('customers.order.title', { name: customer.name })} onClose={onClose} size={760}>
      <Form submit={t('customers.order.submit')} onSubmit={submit} onCancel={onClose} draft={place}>
        <div className={classes.triple}>
          <SelectField
            name="platform"
            label={t('customers.field.platform')}
            value={wanted.platform}
            onChange={(platform) => change({ platform })}
            data={platforms.map((value) => ({ value, label: t(`archive.platform.${value}`) }))}
          />
          <TextField
            name="number"
            label={t('customers.field.number')}
            value={wanted.number}
            onChange={(number) => change({ number })}
            autoFocus
          />
          <SelectField
            name="status"
            label={t('customers.field.status')}
            value={wanted.status}
            onChange={(status) => change({ status })}
            data={statuses.map((value) => ({ value, label: t(`archive.status.${value}`) }))}
          />
        </div>
        <div className={classes.lines}>
          {lines.map((line, at) => (
            <div key={line.id} className={classes.line}>
              <TextField
                name={`lines.${at}.name`}
                label={t('returns.head.goods')}
                value={line.name}
                onChange={(name) => changeLine(line.id, { name })}
              />
              <TextField
                name={`lines.${at}.sku`}
                label={t('customers.field.sku')}
                value={line.sku}
                onChange={(sku) => changeLine(line.id, { sku })}
              />
              <TextField
                name={`lines.${at}.quantity`}
                label={t('customers.field.quantity')}
                type="number"
                value={line.quantity}
                onChange={(quantity) => changeLine(line.id, { quantity })}
              />
              <TextField
                name={`lines.${at}.price`}
                label={t('returns.head.unitPrice')}
                inputMode="decimal"
                value={line.price}
                onChange={(price) => changeLine(line.id, { price })}
              />
              <IconButton
                label={t('customers.order.remove')}
                disabled={lines.length === 1}
                onClick={() => setLines(lines.filter(({ id }) => id !== line.id))}
              >
                <IconTrash size={16} stroke={1.6} />
              </IconButton>
            </div>
          ))}
          <div>
            <Button
              size="toolbar"
              icon={<IconPlus size={16} stroke={1.6} aria-hidden />}
              onClick={() => setLines((all) => [...all, empty(Math.max(...all.map(({ id }) => id)) + 1)])}
            >
              {t('customers.order.add')}
            </Button>
          </div>
        </div>
        <FieldRow>
          <TextField
            name="shipping"
            label={t('customers.field.shipping')}
            inputMode="decimal"
            optional
            value={wanted.shipping}
            onChange={(shipping) => change({ shipping })}
          />
          <TextField
            name="discount"
            label={t('customers.field.discount')}
            inputMode="decimal"
            optional
            value={wanted.discount}
            onChange={(discount) => change({ discount })}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            name="placedAt"
            label={t('customers.field.placedAt')}
            type="datetime-local"
            optional
            value={wanted.placed}
            onChange={(placed) => change({ placed })}
          />
          <TextField
            name="signedAt"
            label={t('customers.field.signedAt')}
            hint={t('customers.delivery.hint')}
            type="datetime-local"
            optional
            value={wanted.signed}
            onChange={(signed) => change({ signed })}
          />
        </FieldRow>
        <p className={classes.total}>
          {t('customers.field.total')} <b className="tabular">{money({ minor: total, currency })}</b>
        </p>
      </Form>
    </Dialog>
  );
}
