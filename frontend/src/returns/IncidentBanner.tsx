import { IconAlertOctagon } from '@tabler/icons-react';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useMay } from '../parts/useMay';
import type { Wanted } from './Dialogs';
import classes from './Gates.module.css';
import { openIncident } from './incident';
import type { ReturnDetail } from './queries';

type IncidentBannerProps = {
  detail: ReturnDetail;
  onWant: (wanted: Wanted) => void;
  /** Beside the ledger there is room for one sentence. */
  small?: boolean;
};

/** Money that went out twice, or that two may pay: nothing closes until a supervisor has settled it in words. */
export function IncidentBanner({ detail, onWant, small }: IncidentBannerProps) {
  const { t } = useText();
  const { money } = useFormat();
  const may = useMay();
  const incident = openIncident(detail);
  if (!incident) return null;
  const { currency, refunds } = detail.ledger;
  const names = refunds
    .filter(({ id }) => incident.refunds.includes(id))
    .map((one) => `${t('returns.refund.one', { n: one.n })} ${money({ minor: one.minor, currency })}`)
    .join(t('common.listSeparator'));
  const paid = incident.over > 0;
  return (
    <div className={classes.gate} data-tone="bad" data-small={small || undefined} role="alert">
      <IconAlertOctagon size={16} stroke={1.6} aria-hidden />
      <p>
        <b>
          {paid
            ? t('returns.incident.paid', { amount: money({ minor: incident.over, currency }) })
            : t('returns.incident.may')}
        </b>{' '}
        {small ? '' : `${names}${t('common.fullStop')}`} {t('returns.incident.blocks')}
      </p>
      {!small &&
        (may('supervisor') ? (
          <Button size="toolbar" look="danger" onClick={() => onWant({ what: 'settleIncident' })}>
            {t('returns.incident.settle')}
          </Button>
        ) : (
          <span className={classes.way}>{t('returns.incident.bySupervisor')}</span>
        ))}
    </div>
  );
}
