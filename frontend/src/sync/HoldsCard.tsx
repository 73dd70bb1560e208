import { IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { asProblem } from '../bridge/problem';
import { useNames } from '../desk/queries';
import { DraftPlace } from '../drafts/Drafts';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Dialog } from '../parts/Dialog';
import { Refused } from '../parts/Form';
import { Loaded } from '../parts/Loaded';
import { Money } from '../parts/Money';
import { useMay, useWhoMay } from '../parts/useMay';
import { useRoving } from '../parts/useRoving';
import { When } from '../parts/When';
import { titleOf } from '../returns/BoardCard';
import { OverrideForm } from '../returns/HoldForms';
import { useWithdrawHold } from '../returns/queries';
import classes from './Holds.module.css';
import { type HoldsWaiting, type HoldWaiting, type SyncStatus, useHolds } from './queries';
import { useWhyHeld } from './words';

// So many rows are shown before somebody asks for all.
const few = 5;

/** Which payments wait to be confirmed, whose and why, and what people can do about each. */
export function HoldsCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const holds = useHolds(status);
  const count = holds.data?.count ?? status.holds;
  return (
    <Card
      flush
      title={
        <span className={classes.head} data-some={count > 0 || undefined}>
          <IconHourglass size={16} stroke={1.6} aria-hidden />
          {t('sync.holds.card')}
        </span>
      }
      sub={count > 0 && t('sync.holds.count', { count })}
    >
      <Loaded query={holds}>
        {(data) => (
          <Stay of={data}>
            <List holds={data} status={status} />
          </Stay>
        )}
      </Loaded>
    </Card>
  );
}

// A row that had the focus goes when its payment waits no more: the focus stays with the others.
function Stay({ of, children }: { of: unknown; children: ReactNode }) {
  const { t } = useText();
  const frame = useRef<HTMLDivElement>(null);
  const inside = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown has changed
  useEffect(() => {
    if (inside.current && document.activeElement === document.body)
      frame.current?.focus({ preventScroll: true });
  }, [of]);
  return (
    <div
      ref={frame}
      role="group"
      aria-label={t('sync.holds.card')}
      tabIndex={-1}
      className={classes.stay}
      onFocus={() => {
        inside.current = true;
      }}
      onBlur={({ relatedTarget }) => {
        inside.current = relatedTarget === null;
      }}
    >
      {children}
    </div>
  );
}

function List({ holds, status }: { holds: HoldsWaiting; status: SyncStatus }) {
  const { t } = useText();
  const { count: write } = useFormat();
  const [all, showAll] = useState(false);
  const [asking, ask] = useState<HoldWaiting>();
  const roving = useRoving<HTMLUListElement>();
  const withdraw = useWithdrawHold();
  if (holds.count === 0)
    return (
      <p className={classes.none}>
        <IconCircleCheck size={16} stroke={1.6} aria-hidden />
        {t('sync.holds.empty')}
      </p>
    );
  const shown = all ? holds.holds : holds.holds.slice(0, few);
  const unlisted = holds.count - holds.holds.length;
  return (
    <>
      {withdraw.error && <Refused problem={asProblem(withdraw.error)} />}
      <ul aria-label={t('sync.holds.list')} ref={roving.frame} className={classes.rows}>
        {shown.map((hold, row) => (
          <Row
            key={hold.refund}
            hold={hold}
            status={status}
            at={(column) => roving.at(column, row, column === 0 && row === 0)}
            busy={withdraw.isPending}
            onOverride={() => ask(hold)}
            onWithdraw={() => withdraw.mutate({ ledger: hold.ledger, refund: hold.refund })}
          />
        ))}
      </ul>
      <footer className={classes.foot}>
        {!all && holds.holds.length > few && (
          <Button size="toolbar" onClick={() => showAll(true)}>
            {t('sync.holds.show', { count: holds.holds.length })}
          </Button>
        )}
        {(all || holds.holds.length <= few) && unlisted > 0 && (
          <p>{t('sync.holds.more', { n: write(unlisted) })}</p>
        )}
        <Who holds={holds} />
      </footer>
      {asking && <Override hold={asking} most={holds.unconfirmed} onClose={() => ask(undefined)} />}
    </>
  );
}

function Who({ holds }: { holds: HoldsWaiting }) {
  const { t } = useText();
  const { money } = useFormat();
  const may = useMay();
  const people = useWhoMay('supervisor', 'admin').join(t('common.listSeparator')) || t('common.none');
  const limit = money({ minor: holds.unconfirmed, currency: holds.sums[0]?.currency ?? '' });
  return <p>{may('supervisor') ? t('sync.holds.risk', { limit }) : t('sync.holds.who', { people })}</p>;
}

type RowProps = {
  hold: HoldWaiting;
  status: SyncStatus;
  at: (column: number) => ReturnType<ReturnType<typeof useRoving>['at']>;
  busy: boolean;
  onOverride: () => void;
  onWithdraw: () => void;
};

function Row({ hold, status, at, busy, onOverride, onWithdraw }: RowProps) {
  const { t } = useText();
  const { money } = useFormat();
  const nameOf = useNames();
  const why = useWhyHeld(status);
  const may = useMay();
  const amount = money(hold.amount);
  const { number } = hold;
  const goods = titleOf(hold, t('returns.andMore'));
  const what = hold.customer ? t('sync.holds.goods', { goods, name: hold.customer }) : goods;
  return (
    <li className={classes.row}>
      <p className={classes.what}>
        <Link href={hold.link} {...at(0)}>
          {number}
        </Link>
        <span className={classes.goods} title={what}>
          {what}
        </span>
      </p>
      <span className={classes.when}>
        <When at={hold.since} />
      </span>
      <b>
        <Money of={hold.amount} />
      </b>
      <p className={classes.why}>
        {t('sync.holds.by', { name: nameOf(hold.by), letter: hold.letter })} · <span>{why(hold)}</span>
      </p>
      {may('agent', 'supervisor') && (
        <div className={classes.acts}>
          {may('supervisor') && (
            <Button
              size="toolbar"
              aria-label={t('sync.holds.overrideOf', { amount, number })}
              onClick={onOverride}
              {...at(1)}
            >
              {t('sync.holds.override')}
            </Button>
          )}
          <Button
            size="toolbar"
            look="quiet"
            aria-label={t('sync.holds.withdrawOf', { amount, number })}
            disabled={busy}
            onClick={onWithdraw}
            {...at(2)}
          >
            {t('sync.holds.withdraw')}
          </Button>
        </div>
      )}
    </li>
  );
}

type OverrideProps = { hold: HoldWaiting; most: number; onClose: () => void };

function Override({ hold, most, onClose }: OverrideProps) {
  const { t } = useText();
  const { ledger, refund, amount, customer: name } = hold;
  return (
    <Dialog title={t('returns.ask.overrideHold.title')} onClose={onClose}>
      <DraftPlace of={`ledger/${ledger}/${refund}/overrideHold`}>
        <OverrideForm of={{ ledger, refund, amount, name, most }} onClose={onClose} />
      </DraftPlace>
    </Dialog>
  );
}
