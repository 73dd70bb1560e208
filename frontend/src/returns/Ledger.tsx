import { IconLock } from '@tabler/icons-react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { SideSection } from '../parts/SideSection';
import { useMay } from '../parts/useMay';
import { useSay } from '../parts/useSay';
import type { Wanted } from './Dialogs';
import classes from './Ledger.module.css';
import { actsOf, rolesOf } from './next';
import type { Account, ReturnDetail } from './queries';
import { RefundEntry } from './RefundEntry';

type LedgerProps = { detail: ReturnDetail; onWant: (wanted: Wanted) => void };

/** The money of the order: the cap that inspection allows, what of it is paid, held and free, and every movement. */
export function Ledger({ detail, onWant }: LedgerProps) {
  const { t } = useText();
  const { money } = useFormat();
  const { account, ledger } = detail;
  const write = (minor: number) => money({ minor, currency: account.currency });
  // The latest movement first; the list only ever grows.
  const refunds = [...ledger.refunds].reverse();
  return (
    <>
      <SideSection
        title={t('returns.ledger.title')}
        right={t('returns.ledger.only', { currency: account.currency })}
      >
        <div className={classes.cap}>
          <p>
            {t('returns.ledger.cap', { count: account.units })}
            <b className="tabular">{write(account.cap)}</b>
          </p>
          {account.full > account.cap && (
            <p className={classes.full}>
              {t('returns.ledger.full')}
              <span className="tabular">{write(account.full)}</span>
            </p>
          )}
        </div>
        <Bar account={account} />
        <Legend account={account} write={write} />
      </SideSection>
      <SideSection
        title={t('returns.ledger.entries')}
        right={t('returns.ledger.count', { count: refunds.length })}
      >
        {refunds.length === 0 && <p className={classes.none}>{t('returns.ledger.none')}</p>}
        <ul className={classes.entries}>
          {refunds.map((refund) => (
            <RefundEntry key={refund.id} refund={refund} detail={detail} onWant={onWant} />
          ))}
        </ul>
      </SideSection>
      <Next detail={detail} onWant={onWant} />
    </>
  );
}

/** The parts of the bar in minor units, to scale: what is over the cap makes the whole longer. */
export function partsOf({ executed, held, waiting, refundableNow, missing, full }: Account) {
  const parts = [
    { key: 'executed', minor: executed },
    { key: 'held', minor: held },
    { key: 'waiting', minor: waiting },
    { key: 'now', minor: refundableNow },
    { key: 'missing', minor: missing },
  ].filter(({ minor }) => minor > 0);
  const sum = parts.reduce((total, { minor }) => total + minor, 0);
  const whole = Math.max(full, sum);
  return parts.map((part) => ({ ...part, share: whole > 0 ? part.minor / whole : 0 }));
}

function Bar({ account }: { account: Account }) {
  return (
    <div className={classes.bar} aria-hidden>
      {partsOf(account).map(({ key, share }) => (
        <span key={key} data-part={key} style={{ flexGrow: share }} />
      ))}
    </div>
  );
}

function Legend({ account, write }: { account: Account; write: (minor: number) => string }) {
  const { t } = useText();
  const row = (part: string, minor: number) => (
    <div className={classes.legendRow} data-part={part}>
      <dt>
        <i data-part={part} />
        {t(`returns.ledger.part.${part}`)}
      </dt>
      <dd className="tabular">{write(minor)}</dd>
    </div>
  );
  return (
    <dl className={classes.legend}>
      {row('executed', account.executed)}
      {row('held', account.held)}
      {account.waiting > 0 && row('waiting', account.waiting)}
      {account.open > 0 && row('open', account.open)}
      {account.missing > 0 && row('missing', account.missing)}
      {account.over > 0 && row('over', account.over)}
      {row('now', account.refundableNow)}
    </dl>
  );
}

function Next({ detail, onWant }: LedgerProps) {
  const { t } = useText();
  const say = useSay();
  const may = useMay();
  const { account, state } = detail;
  const acts = actsOf(detail);
  if (['requested', 'needsInformation', 'rejected', 'cancelled', 'settled', 'expired'].includes(state))
    return null;
  const refund = () =>
    onWant(may(...rolesOf.refund) ? { what: 'refund' } : { what: 'notAllowed', act: 'refund' });
  const grant = () =>
    onWant(may(...rolesOf.grant) ? { what: 'grant' } : { what: 'notAllowed', act: 'grant' });
  return (
    <section className={classes.next} aria-label={t('returns.ledger.next')}>
      {account.why.length > 0 && (
        <p className={classes.lock}>
          <IconLock size={16} stroke={1.6} aria-hidden />
          <span>
            {account.why.map((why) => (
              <span key={why.key + (why.params.title ?? '')} className={classes.why}>
                {say(why.key, why.params)}
                {t('common.fullStop')}
              </span>
            ))}
            {t('returns.ledger.advance')}
          </span>
        </p>
      )}
      <div className={classes.buttons}>
        <Button disabled={!acts.includes('refund')} onClick={refund}>
          {t('returns.ledger.refund')}
        </Button>
        {acts.includes('grant') && (
          <Button onClick={grant}>
            {t(may(...rolesOf.grant) ? 'returns.act.grant' : 'returns.ledger.askGrant')}
          </Button>
        )}
      </div>
    </section>
  );
}
