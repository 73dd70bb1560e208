import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { FocusList, type ListHandle } from '../parts/FocusList';
import { named, useKeys } from '../parts/keys';
import { Loading } from '../parts/Loading';
import { SearchField } from '../parts/SearchField';
import { Empty, ErrorState, NoResult } from '../parts/State';
import { maskPhone } from '../tickets/mask';
import { CustomerForm } from './CustomerForm';
import { CustomerPane } from './CustomerPane';
import classes from './Customers.module.css';
import { type CustomerRow, useCustomers } from './queries';

const idOf = ({ customer }: CustomerRow) => customer.id;

/** Who bought or asked: the list at the left, one of them with everything at the right. */
export default function CustomersPage() {
  const { t } = useText();
  const [, route] = useRoute<{ id?: string }>('/customers/:id?');
  const [, go] = useLocation();
  const id = route?.id ?? '';
  const list = useRef<ListHandle>(null);
  const pane = useRef<HTMLElement>(null);
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), 150);
  const customers = useCustomers(words);
  const [creating, setCreating] = useState(false);
  const rows = useMemo(() => customers.data?.pages.flatMap((page) => page.rows), [customers.data]);
  const groups = useMemo(() => [{ key: 'all', items: rows ?? [] }], [rows]);
  const show = (customer: string) => go(`/customers/${customer}`, { replace: id !== '' });
  const enter = () => pane.current?.focus();

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = customers;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  useKeys({
    j: named('nav.key.next', () => list.current?.move(1)),
    k: named('nav.key.previous', () => list.current?.move(-1)),
    enter: named('nav.key.open', enter),
    c: named('customers.new.title', () => setCreating(true)),
    escape: named('nav.key.back', () => list.current?.focus()),
  });

  return (
    <div className={classes.panes}>
      <section className={classes.list} aria-label={t('customers.list')}>
        <header className={classes.listHead}>
          <h1>{t('customers.title')}</h1>
          <Button
            hotkey="c"
            icon={<IconPlus size={16} stroke={1.6} aria-hidden />}
            onClick={() => setCreating(true)}
          >
            {t('customers.new.button')}
          </Button>
        </header>
        <div className={classes.search}>
          <SearchField
            label={t('customers.search')}
            width="100%"
            value={typed}
            onChange={setTyped}
            onLeave={() => {
              list.current?.move(1);
              list.current?.focus();
            }}
          />
        </div>
        {customers.error && !rows && (
          <ErrorState error={customers.error} onRetry={() => void customers.refetch()} />
        )}
        {customers.isPending && <Loading />}
        {rows?.length === 0 &&
          (words ? (
            <NoResult title={t('customers.nothing.title', { words })} body={t('customers.nothing.body')}>
              <Button onClick={() => setTyped('')}>{t('common.clear')}</Button>
            </NoResult>
          ) : (
            <Empty title={t('customers.empty.title')} body={t('customers.empty.body')} />
          ))}
        {rows && rows.length > 0 && (
          <FocusList
            label={t('customers.list')}
            groups={groups}
            idOf={idOf}
            rowHeight={60}
            selected={id}
            onSelect={show}
            onOpen={enter}
            onEnd={more}
            handle={list}
          >
            {(row) => <Row row={row} />}
          </FocusList>
        )}
      </section>
      {id ? (
        <CustomerPane key={id} id={id} pane={pane} />
      ) : (
        <Empty title={t('customers.none.title')} body={t('customers.none.body')} />
      )}
      {creating && (
        <CustomerForm
          onClose={() => setCreating(false)}
          onSaved={(saved) => {
            setCreating(false);
            show(saved);
          }}
        />
      )}
    </div>
  );
}

function Row({ row }: { row: CustomerRow }) {
  const { t } = useText();
  const { customer } = row;
  const contact = maskPhone(customer.phones[0] ?? '') || customer.emails[0] || customer.accounts[0]?.id;
  return (
    <div className={classes.row}>
      <Avatar name={customer.name} size={28} />
      <div className={classes.who}>
        <b>{customer.name || contact || t('customers.unnamed')}</b>
        <span className={classes.contact}>{contact}</span>
      </div>
      <span className={classes.counts}>
        {t('customers.orders', { count: row.orders })}
        {row.returns > 0 && <span>{t('customers.returns', { count: row.returns })}</span>}
      </span>
    </div>
  );
}
