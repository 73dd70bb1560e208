import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, type Problem } from '../bridge/problem';
import {
  type Attachment,
  Cancelled,
  cancelTaking,
  chooseFiles,
  refusalOf,
  sendFile,
  type Taken,
  takeDropped,
  takePasted,
} from './queries';

/** A file on its way, or files whose names are not known yet. */
export type Coming = { id: string; name: string; done: number; size: number };

let count = 0;

/** Names what is being taken; two windows of one desk do not share a name. */
const nextName = () => `${Date.now().toString(36)}-${++count}`;

/** Files that a person adds: by the dialog, from the page, by a drop or a paste; each is kept and told to `onFiles`. */
export function useTaking(onFiles: (files: Attachment[]) => void) {
  const [coming, setComing] = useState<Coming[]>([]);
  const [refused, setRefused] = useState<Problem[]>([]);
  const cancelled = useRef(new Set<string>());
  const told = useRef(onFiles);
  useEffect(() => {
    told.current = onFiles;
  });

  const begin = useCallback((name: string, size: number): Coming => {
    const one = { id: nextName(), name, done: 0, size };
    setComing((before) => [...before, one]);
    setRefused([]);
    return one;
  }, []);
  const end = useCallback((id: string) => {
    cancelled.current.delete(id);
    setComing((before) => before.filter((one) => one.id !== id));
  }, []);
  const refuse = useCallback((more: Problem[]) => setRefused((before) => [...before, ...more]), []);

  const byDesk = useCallback(
    async (take: (id: string) => Promise<Taken>, named?: string) => {
      const { id } = begin('', 0);
      try {
        const taken = await take(named ?? id);
        if (taken.files.length > 0) told.current(taken.files);
        refuse(taken.refused.map(refusalOf));
      } catch (error) {
        refuse([asProblem(error)]);
      } finally {
        end(id);
      }
    },
    [begin, end, refuse],
  );

  const send = useCallback(
    async (files: File[]) => {
      const all = files.map((file) => ({ file, one: begin(file.name, file.size) }));
      for (const { file, one } of all) {
        const gone = () => cancelled.current.has(one.id);
        const progress = (done: number) =>
          setComing((before) => before.map((other) => (other.id === one.id ? { ...other, done } : other)));
        try {
          told.current([await sendFile(file, one.id, progress, gone)]);
        } catch (error) {
          if (!(error instanceof Cancelled) && !gone()) refuse([asProblem(error)]);
        } finally {
          end(one.id);
        }
      }
    },
    [begin, end, refuse],
  );

  return {
    coming,
    refused,
    choose: useCallback(() => byDesk(chooseFiles), [byDesk]),
    drop: useCallback((drop: string) => byDesk(() => takeDropped(drop), drop), [byDesk]),
    paste: useCallback(() => byDesk(takePasted), [byDesk]),
    send,
    cancel: useCallback((id: string) => {
      cancelled.current.add(id);
      void cancelTaking(id).catch(() => {}); // it may be done already
    }, []),
    dismiss: useCallback(() => setRefused([]), []),
  };
}

/** What `useTaking` gives. */
export type Taking = ReturnType<typeof useTaking>;

/** Adds files to those that are there; the same bytes once. */
export const addTo = (more: Attachment[]) => (before: Attachment[]) => [
  ...before,
  ...more.filter(({ digest }) => !before.some((file) => file.digest === digest)),
];
