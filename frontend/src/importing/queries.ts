import {
  keepPreviousData,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import * as Imports from '../../wailsjs/go/app/Imports';
import type { app, importing } from '../../wailsjs/go/models';
import { call } from '../bridge/call';
import { hear } from '../bridge/events';
import type { Problem } from '../bridge/problem';

/** A file that can be imported. */
export type Chosen = app.Chosen;
/** What a file holds and what an import of it would do. */
export type Preview = app.ImportPreview;
/** A row as the file writes it, with what becomes of it. */
export type FirstRow = app.FirstRow;
/** What an import did, or would do. */
export type Result = importing.Result;
/** What there is to say about a cell. */
export type Remark = importing.Remark;

/** What is imported from which file, and which header stands for which field. */
export type Wanted = {
  what: 'orders' | 'tickets';
  file: Chosen;
  /** Tells two files of one name apart. */
  taken: number;
  source: string;
  map: Record<string, string>;
  lang: string;
};

const asked = ({ what, file, source, map, lang }: Wanted): app.ImportAsk => ({
  ...{ what, source, map, lang, path: file.path },
  ...{ format: '', mapPath: '', dryRun: false },
});

/** Asks for a file by the system's dialog; its path is empty when the person cancelled. */
export function useChoose() {
  return useMutation({ mutationFn: () => call(Imports.Choose) });
}

/** Hands over a file that the page was given, as bytes: a request with the file itself would end the window. */
export function useTake() {
  return useMutation({
    mutationFn: async (file: File) =>
      call(Imports.Take, { name: file.name, base64: toBase64(new Uint8Array(await file.arrayBuffer())) }),
  });
}

/** Writes bytes in base 64. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // In pieces: one call cannot take a million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(parts.join(''));
}

/** What an import would do; nothing is written. */
export function usePreview(wanted: Wanted | undefined) {
  return useQuery({
    queryKey: ['import', 'preview', wanted],
    queryFn: () => call(Imports.Preview, asked(wanted as Wanted)),
    enabled: wanted !== undefined,
    placeholderData: (before) => (wanted ? keepPreviousData(before) : undefined),
    gcTime: 0,
  });
}

const runKey = ['import', 'run'];

/** Imports the file, row by row. */
export function useRun() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: runKey,
    mutationFn: (wanted: Wanted) => call(Imports.Run, asked(wanted)),
    onMutate: () => {
      for (const old of client.getMutationCache().findAll({ mutationKey: runKey })) {
        if (old.state.status !== 'pending') client.getMutationCache().remove(old);
      }
    },
  });
}

/** The import under way or the last one, also after a visit to another page. */
export type Run = {
  status: 'idle' | 'pending' | 'success' | 'error';
  wanted: Wanted;
  result?: Result;
  problem?: Problem;
};

/** Finds the import under way or the last one; `forget` clears the page for the next. */
export function useLastRun(): { run?: Run; forget: () => void } {
  const client = useQueryClient();
  const runs = useMutationState({
    filters: { mutationKey: runKey },
    select: ({ state }): Run => ({
      status: state.status,
      wanted: state.variables as Wanted,
      result: state.data as Result | undefined,
      problem: state.error as Problem | undefined,
    }),
  });
  const forget = () => {
    for (const old of client.getMutationCache().findAll({ mutationKey: runKey })) {
      client.getMutationCache().remove(old);
    }
  };
  return { run: runs.at(-1), forget };
}

/** Ends the import under way; the rows it has written stay. */
export function useCancel() {
  return useMutation({ mutationFn: () => call(Imports.Cancel) });
}

/** How far the import under way is. */
export type Progress = { done: number; total: number };

/** Hears how far the import under way is. */
export function useProgress(): Progress | undefined {
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => hear<Progress>('import', setProgress), []);
  return progress;
}
