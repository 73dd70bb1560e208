import { isKnown } from '../format/instant';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import type { HoldWaiting, Peer, SyncStatus } from './queries';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** The largest unit of a length, as people say it: 48 秒, 2 分钟, 3 小时, 2 天. */
export function unitOf(seconds: number): { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number } {
  const s = Math.max(0, Math.floor(seconds));
  if (s < minute) return { unit: 'seconds', count: s };
  if (s < hour) return { unit: 'minutes', count: Math.floor(s / minute) };
  if (s < 2 * day) return { unit: 'hours', count: Math.floor(s / hour) };
  return { unit: 'days', count: Math.floor(s / day) };
}

/** Says lengths and distances in time. */
export function useSpan() {
  const { t } = useText();
  const { now } = useFormat();
  const span = (seconds: number) => {
    const { unit, count } = unitOf(seconds);
    return t(`sync.span.${unit}`, { count });
  };
  const since = (at: string) => Math.max(0, (now.getTime() - Date.parse(at)) / 1000);
  return {
    span,
    since,
    ago: (at: string) =>
      since(at) < minute ? t('sync.ago.now') : t('sync.ago.of', { length: span(since(at)) }),
  };
}

/** Says a plan: every five minutes, or the five fields as they are. */
export function usePlan(): (spec: string) => string {
  const { t } = useText();
  return (spec) => {
    const every = /^\*\/(\d+) \* \* \* \*$/.exec(spec) ?? (spec === '* * * * *' ? ['', '1'] : null);
    return every ? t('sync.every', { count: Number(every[1]) }) : t('sync.byPlan', { spec });
  };
}

/** How a workstation stands, worst first. */
export type Standing = 'revoked' | 'idle' | 'behind' | 'unseen' | 'same';

const away = hour;
const idle = 3 * day;

/** Tells how a workstation stands at a moment. One that was away for days is not merely behind. */
export function standing(peer: Peer, now: Date): Standing {
  if (peer.revoked) return 'revoked';
  if (peer.me) return 'same';
  if (!isKnown(peer.seen)) return 'unseen';
  const quiet = (now.getTime() - Date.parse(peer.seen)) / 1000;
  if (quiet > idle) return 'idle';
  return peer.behind > 0 ? 'behind' : 'same';
}

/** Whether a workstation was away long enough to be told about. */
export const isAway = (peer: Peer, now: Date) =>
  isKnown(peer.seen) && (now.getTime() - Date.parse(peer.seen)) / 1000 > away;

/** The workstations that are behind, the longest first. One that has just been sent something is not yet late. */
export function late(status: SyncStatus, now: Date): Peer[] {
  const grace = 15 * minute * 1000;
  return status.peers
    .filter((peer) => ['behind', 'idle'].includes(standing(peer, now)) && peer.behind > 0)
    .filter((peer) => now.getTime() - Date.parse(peer.since || peer.seen || '') > grace)
    .sort((a, b) => Date.parse(a.since || a.seen || '') - Date.parse(b.since || b.seen || ''));
}

/** Whether a supervisor may go on without those that payments wait for: not for a day, and not while the hub is silent. */
export function deciding(status: SyncStatus, now: Date): 'early' | 'offline' | 'now' {
  if (now.getTime() < Date.parse(status.waits.from)) return 'early';
  return status.offline ? 'offline' : 'now';
}

/** Why a hold is not confirmed yet. */
export type WhyHeld = 'elsewhere' | 'again' | 'alone' | 'noHolds' | 'offline' | 'trouble' | 'lost' | 'soon';

/** Tells why a hold waits: what keeps it for good before what passes by itself. */
export function whyHeld(hold: HoldWaiting, { link, offline, trouble, waits }: SyncStatus): WhyHeld {
  if (link.kind === '') return 'alone';
  if (!hold.here) return 'elsewhere';
  if (hold.answer === 'holdAgain') return 'again';
  if (link.kind === 'folder' || hold.answer === 'noHolds') return 'noHolds';
  if (offline) return 'offline';
  if (trouble.code) return 'trouble';
  return waits.for.length > 0 ? 'lost' : 'soon';
}

/** How many of the holds wait until a workstation syncs. */
export function waitingFor(peer: Peer, holds: HoldWaiting[], status: SyncStatus): number {
  const awaited = status.waits.for.some(({ id }) => id === peer.id);
  return holds.filter((hold) => {
    const why = whyHeld(hold, status);
    return why === 'elsewhere' ? hold.station === peer.id : why === 'lost' && awaited;
  }).length;
}

/** Says why a hold waits, and for whom. */
export function useWhyHeld(status: SyncStatus): (hold: HoldWaiting) => string {
  const { t } = useText();
  const named = (name: string, letter: string) => name || t('conflicts.letter', { letter: letter || '?' });
  return (hold) => {
    const why = whyHeld(hold, status);
    const peer = status.peers.find(({ id }) => id === hold.station);
    const names =
      why === 'lost'
        ? status.waits.for.map(({ name, letter }) => named(name, letter)).join(t('common.listSeparator'))
        : named(peer?.name ?? '', hold.letter);
    const place = status.link.kind === 'cluster' ? t('sync.holds.place.cluster') : t('sync.holds.place.hub');
    return t(`sync.holds.why.${why}`, { names, place });
  };
}

/** A clock that is so far off that people should set it right. */
export const clockOff = 30;
