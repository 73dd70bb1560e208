import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import * as Attachments from '../../wailsjs/go/app/Attachments';
import type { app, record } from '../../wailsjs/go/models';
import { call } from '../bridge/call';
import { hear } from '../bridge/events';
import { asProblem, Problem } from '../bridge/problem';

/** A file that a record names, or that was kept and will be named. */
export type Attachment = record.Attachment;
/** What became of files that were chosen. */
export type Taken = app.Taken;
/** Files that were dropped on the window, at a place in its pixels. */
export type Dropped = { drop: string; x: number; y: number; count: number };

/** How an attachment is on this workstation: its state, how much of it has come, and what keeps it from coming. */
export type Kept = app.FileState;
/** away: still at another workstation; lost: it was here. */
export type FileState = 'sound' | 'away' | 'coming' | 'lost' | 'damaged';

/** Whether there is something to show; what is not known yet is tried. */
export const isHere = (kept?: Kept) => !kept || kept.state === 'sound';

/** Where the window finds an attachment to show it: small, to look at, or to play. */
export const addressOf = (digest: string, as: 'thumb' | 'view' | 'play') => `/attachments/${digest}/${as}`;

/** Asks for files by the system's dialog. */
export const chooseFiles = (taking: string) => call(Attachments.Choose, taking);

/** Takes the files of a drop on the window. */
export const takeDropped = (drop: string) => call(Attachments.Dropped, drop);

/** Takes what lies on the system's clipboard, where the page is not given it. */
export const takePasted = (taking: string) => call(Attachments.Paste, taking);

/** Ends what is being taken under a name. */
export const cancelTaking = (taking: string) => call(Attachments.Cancel, taking);

// A piece is small enough for the bridge, and large enough that a video is not thousands of calls.
const piece = 1 << 20;

/** What was sent of a file is of no use any more: somebody cancelled. */
export class Cancelled extends Error {}

/**
 * Hands over a file that the page was given, as pieces of its bytes: a request
 * with the file itself would end the window.
 */
export async function sendFile(
  file: File,
  upload: string,
  progress: (done: number) => void,
  gone: () => boolean,
): Promise<Attachment> {
  for (let at = 0; ; at += piece) {
    if (gone()) throw new Cancelled();
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.slice(at, at + piece).arrayBuffer());
    } catch {
      // It was moved or locked since it was chosen.
      throw new Problem('attachment.unreadable', { name: file.name }, 'files');
    }
    const base64 = toBase64(bytes);
    const sent = await call(Attachments.Put, { upload, name: file.name, size: file.size, at, base64 });
    if (sent.file) return sent.file;
    progress(sent.done);
  }
}

/** Writes bytes in base 64. */
function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // In stretches: one call cannot take a million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(parts.join(''));
}

/** Saves an attachment as it was kept, where the person wants it; the path is empty when they cancelled. */
export function useSaveFile() {
  return useMutation({
    mutationFn: ({ digest, name }: Attachment) => call(Attachments.Save, { digest, name }),
  });
}

/**
 * How each attachment is on this workstation; read through the first time. To
 * ask is to look at them: those that are not here are fetched before all others.
 */
export function useStates(files: Attachment[]): Map<string, Kept> {
  const client = useQueryClient();
  const digests = [...new Set(files.map(({ digest }) => digest))].sort();
  const states = useQuery({
    queryKey: ['attachment', 'states', digests],
    queryFn: () => call(Attachments.Verify, digests),
    enabled: digests.length > 0,
  });
  const away = states.data?.some((kept) => !isHere(kept)) ?? false;
  useEffect(() => {
    const again = () => void client.invalidateQueries({ queryKey: ['attachment'] });
    const ends = [hear('attachments', again)];
    // Whether somebody answers is told with the rounds.
    if (away) ends.push(hear('sync', again));
    return () => {
      for (const end of ends) end();
    };
  }, [client, away]);
  return new Map(states.data?.map((kept) => [kept.digest, kept]));
}

/** Looks for an attachment now that is not here, and asks the other workstations for it. */
export function useFetchFile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (digest: string) => call(Attachments.Fetch, [digest]),
    onSuccess: () => client.invalidateQueries({ queryKey: ['attachment'] }),
  });
}

/** A refusal of one file, as its own sentence. */
export function refusalOf({ problem }: Taken['refused'][number]): Problem {
  return asProblem(JSON.stringify(problem));
}
