import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconCloudOff,
  IconDeviceDesktop,
  IconFolder,
  IconServer,
  IconShieldCheck,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useNames } from '../desk/queries';
import { isKnown } from '../format/instant';
import { sizeOf } from '../format/size';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Chip } from '../parts/Chip';
import { useMay } from '../parts/useMay';
import { type Peer, type SyncStatus, useHolds } from './queries';
import { RevokeDialog } from './RevokeDialog';
import classes from './Sync.module.css';
import { clockOff, isAway, standing, useSpan, waitingFor } from './words';

/** The place where workstations meet, and how each of them stands. */
export function PlaceCard({ status }: { status: SyncStatus }) {
  const { t } = useText();
  const { link, place } = status;
  const { whenWithin } = useFormat();
  const kind = t(`sync.place.${link.kind}`);
  const folder = link.kind === 'folder';
  const safe = t(`sync.safe.${link.kind}`);
  const Icon = folder ? IconFolder : IconServer;
  return (
    <section className={classes.card} aria-label={kind}>
      <header className={classes.place}>
        <Icon size={20} stroke={1.6} aria-hidden />
        <div className={classes.placeWords}>
          <h2>
            {kind} <Answering status={status} />
          </h2>
          <p className={classes.facts}>
            <span>{link.address}</span>
            {place.millis > 0 && !folder && <span>{t('sync.place.latency', { ms: place.millis })}</span>}
            {status.hears && <span>{t(folder ? 'sync.place.looks' : 'sync.place.hears')}</span>}
            {isKnown(place.restored) && (
              <span className={classes.warnWord}>
                {t('sync.place.restored', { at: whenWithin(place.restored) })}
              </span>
            )}
          </p>
        </div>
        <span className={classes.pinned} title={safe}>
          <IconShieldCheck size={18} stroke={1.6} aria-hidden />
          <span className="visually-hidden">{safe}</span>
        </span>
      </header>
      <ul aria-label={t('sync.peers')} className={classes.peers}>
        {status.peers.map((peer) => (
          <PeerRow key={peer.id} peer={peer} status={status} />
        ))}
      </ul>
      {folder && <p className={classes.foot}>{t('sync.place.noHolds')}</p>}
      <FilesFoot files={status.files} />
    </section>
  );
}

// Attachments travel beside the records; nothing is said when all of them are where they should be.
function FilesFoot({ files }: { files: SyncStatus['files'] }) {
  const { t } = useText();
  const size = (bytes: number) => t('settings.size', sizeOf(bytes));
  if (files.toGo + files.toCome === 0 && !files.code) return null;
  return (
    <div className={classes.foot}>
      {files.toGo > 0 && <p>{t('sync.files.toGo', { count: files.toGo, size: size(files.toGoBytes) })}</p>}
      {files.toCome > 0 && (
        <p>
          {t(files.all ? 'sync.files.toCome' : 'sync.files.toLook', {
            count: files.toCome,
            size: size(files.toComeBytes),
          })}
        </p>
      )}
      {files.code && <p className={classes.warnWord}>{t(`problem.${files.code}`)}</p>}
    </div>
  );
}

function Answering({ status }: { status: SyncStatus }) {
  const { t } = useText();
  if (status.offline)
    return (
      <Chip small tone="warn" icon={<IconCloudOff size={12} stroke={1.8} aria-hidden />}>
        {t('sync.place.offline')}
      </Chip>
    );
  if (status.trouble.code)
    return (
      <Chip small tone="bad" icon={<IconAlertTriangle size={12} stroke={1.8} aria-hidden />}>
        {t('sync.place.trouble')}
      </Chip>
    );
  if (!isKnown(status.last.at)) return <Chip small>{t('sync.place.waiting')}</Chip>;
  return (
    <Chip small tone="ok" icon={<IconCheck size={12} stroke={1.8} aria-hidden />}>
      {t('sync.place.online')}
    </Chip>
  );
}

function PeerRow({ peer, status }: { peer: Peer; status: SyncStatus }) {
  const { t } = useText();
  const { count, whenWithin } = useFormat();
  const { ago } = useSpan();
  const nameOf = useNames();
  const remark = useRemark(peer);
  const payments = waitingFor(peer, useHolds(status).data?.holds ?? [], status);
  const may = useMay();
  const [revoking, setRevoking] = useState(false);
  const { kind } = status.link;
  const name = peer.name || t('sync.peer.unnamed');
  const revocable = kind !== 'hub' && !peer.me && !peer.revoked && may('admin'); // the hub's own list does it there
  return (
    <li className={classes.peer} data-me={peer.me || undefined}>
      <IconDeviceDesktop size={18} stroke={1.6} aria-hidden />
      <span className={classes.letter}>{peer.letter || '?'}</span>
      <div className={classes.peerWords}>
        <div className={classes.peerLine}>
          <span className={classes.peerName}>{peer.me ? t('sync.peer.me', { name }) : name}</span>
          {peer.me ? (
            <span className={classes.peerCounts}>
              {t('sync.peer.counts', { own: count(status.own), all: count(status.changes) })}
            </span>
          ) : (
            <>
              <span className={classes.peerSeen}>
                {isKnown(peer.seen) ? ago(peer.seen) : t('sync.peer.never')}
              </span>
              <Stands peer={peer} />
              {revocable && (
                <Button
                  size="toolbar"
                  className={classes.peerAct}
                  aria-label={t('sync.hub.revokeOf', { name })}
                  onClick={() => setRevoking(true)}
                >
                  {t('sync.hub.revoke')}
                </Button>
              )}
            </>
          )}
        </div>
        {remark}
        {payments > 0 && (
          <p className={classes.remark} data-tone="warn">
            {t('sync.peer.holds', { count: payments })}
          </p>
        )}
        {peer.passedOver && (
          <p className={classes.remark} data-tone="warn">
            {t('sync.peer.passedOver', {
              who: nameOf(peer.passedOver.by),
              at: whenWithin(peer.passedOver.at),
            })}
          </p>
        )}
        {revoking && <RevokeDialog peer={peer} kind={kind} onClose={() => setRevoking(false)} />}
      </div>
    </li>
  );
}

function Stands({ peer }: { peer: Peer }) {
  const { t } = useText();
  const { now, count } = useFormat();
  const stands = standing(peer, now);
  const behind = t('sync.peer.behind', { n: count(peer.behind) });
  const chips: Record<typeof stands, ReactNode> = {
    same: (
      <Chip small tone="ok" icon={<IconCheck size={12} stroke={1.8} aria-hidden />}>
        {t('sync.peer.same')}
      </Chip>
    ),
    behind: (
      <Chip small tone="warn" icon={<IconClock size={12} stroke={1.8} aria-hidden />}>
        {behind}
      </Chip>
    ),
    idle: (
      <Chip small tone="bad" icon={<IconCloudOff size={12} stroke={1.8} aria-hidden />}>
        {behind}
      </Chip>
    ),
    unseen: null,
    revoked: <Chip small>{t('sync.peer.revoked')}</Chip>,
  };
  return chips[stands];
}

// The one line under a workstation that tells what is unusual about it.
function useRemark(peer: Peer): ReactNode {
  const { t } = useText();
  const { now } = useFormat();
  const { span, since } = useSpan();
  const stands = standing(peer, now);
  if (stands === 'revoked') return null;
  if (stands === 'idle')
    return (
      <p className={classes.remark} data-tone="bad">
        {t('sync.peer.idle', { length: span(since(peer.seen ?? '')) })}
      </p>
    );
  if (!peer.me && isAway(peer, now))
    return (
      <p className={classes.remark} data-tone="warn">
        {t('sync.peer.away', { length: span(since(peer.seen ?? '')) })}
      </p>
    );
  if (Math.abs(peer.clock) > clockOff)
    return (
      <p className={classes.remark} data-tone="warn">
        {t(peer.clock > 0 ? 'sync.peer.fast' : 'sync.peer.slow', { length: span(Math.abs(peer.clock)) })}
      </p>
    );
  if (peer.ahead) return <p className={classes.remark}>{t('sync.peer.ahead')}</p>;
  return null;
}
