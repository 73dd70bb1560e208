import { IconMask, IconShieldCheck, IconTruckReturn } from '@tabler/icons-react';
import { useNames } from '../desk/queries';
import { isKnown } from '../format/instant';
import { useText } from '../i18n/useText';
import { When } from '../parts/When';
import type { ReturnDetail } from './queries';
import classes from './ShipmentStrip.module.css';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true };

/** How the goods come back: the parcel, the hand-over without contact, the disinfection, and when they came. */
export function ShipmentStrip({ detail }: { detail: ReturnDetail }) {
  const { t } = useText();
  const nameOf = useNames();
  const { return: r } = detail;
  const shipment = r.shipments[r.shipments.length - 1];
  const clean = r.lines.find((line) => isKnown(line.disinfectedAt));
  if (!shipment && !clean) return null;
  return (
    <section className={classes.strip} aria-label={t('returns.shipment.title')}>
      <div className={classes.parts}>
        {shipment && (
          <span>
            <IconTruckReturn {...icon} />
            <b>{[shipment.carrier, shipment.number].filter(Boolean).join(' ')}</b>
            {t(shipment.pickUp ? 'returns.shipment.pickUp' : 'returns.shipment.sent')}
          </span>
        )}
        {shipment?.contactless && (
          <span data-ok>
            <IconMask {...icon} />
            {t(shipment.gear ? 'returns.shipment.contactlessGear' : 'returns.shipment.contactless')}
          </span>
        )}
        {clean && clean.hygiene === 'disinfected' && (
          <span data-ok>
            <IconShieldCheck {...icon} />
            {t('returns.shipment.disinfected', {
              method: t(`returns.disinfection.${clean.disinfection.method}`),
              minutes: clean.disinfection.minutes,
              name: nameOf(clean.disinfection.operator ?? ''),
            })}
          </span>
        )}
        <span className={classes.end}>
          {isKnown(r.receivedAt) ? (
            <>
              <When at={r.receivedAt} /> {t('returns.shipment.received')}
            </>
          ) : (
            shipment && (
              <>
                <When at={shipment.at} /> {t('returns.shipment.left')}
              </>
            )
          )}
        </span>
      </div>
    </section>
  );
}
