import type { MendDesk, Remains, RescuePage, Weighed } from './queries';

/** One way out of the damage. */
export type Way = {
  key: string;
  kind: 'derive' | 'own' | 'backup';
  /** The backup's path, when it is one. */
  path: string;
  /** When the backup was made, as far as its own changes tell. */
  when: string;
  size: number;
  /** What is in it; absent while it is read. */
  weighed?: Weighed;
  /** Why it cannot be used. */
  unfit?: unknown;
  /** Changes that are lost by it, as far as anybody knows; absent while it is not known. */
  lost?: number;
};

type Look = { data?: Weighed; error?: unknown };

/** Every way there is, in the order in which they are offered: the file itself when nothing is lost, then the newest backup. */
export function waysOf(
  page: RescuePage,
  remains: Remains | undefined,
  paths: string[],
  looks: Look[],
): Way[] {
  const own: Way = { key: 'own', kind: 'own', path: '', when: '', size: page.size, lost: remains?.lost };
  const ways: Way[] = [];
  if (page.derive) ways.push({ key: 'derive', kind: 'derive', path: '', when: '', size: 0, lost: 0 });
  if (remains?.complete) ways.push(own);
  for (const [at, path] of paths.entries()) {
    const { data, error } = looks[at] ?? {};
    const file = page.backups.find(({ name }) => name === path);
    ways.push({
      key: path,
      kind: 'backup',
      path,
      when: data?.last || file?.at || '',
      size: file?.size ?? 0,
      weighed: data,
      unfit: error ?? undefined,
      lost: data?.known ? data.lost : undefined,
    });
  }
  if (remains && !remains.complete && remains.tells && remains.changes > 0) ways.push(own);
  return ways;
}

/** The way that is offered first: the first that can be used and loses nothing, else the first that can be used. */
export function bestOf(ways: Way[]): Way | undefined {
  const fit = ways.filter(({ kind, weighed, unfit }) => !unfit && (kind !== 'backup' || weighed?.whole));
  return fit.find(({ lost }) => lost === 0) ?? fit[0];
}

/** What Go is told to do. */
export function mending(way: Way): MendDesk {
  return { backup: way.path, salvage: true };
}
