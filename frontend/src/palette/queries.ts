import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import * as Desk from '../../wailsjs/go/app/Desk';
import type { app } from '../../wailsjs/go/models';
import { call } from '../bridge/call';

/** What some words find in tickets, returns and customers. */
export type Finds = app.Finds;
/** A record that the person looked at lately. */
export type Recent = app.Recent;
/** A customer, and what they bought when that was found. */
export type CustomerFind = app.CustomerFind;

/** What words find; the answer before stays until the next is there. */
export function useFinds(words: string) {
  return useQuery({
    queryKey: ['finds', words],
    queryFn: () => call(Desk.Find, words),
    enabled: words !== '',
    placeholderData: keepPreviousData,
    meta: { from: ['ticket', 'return', 'customer', 'order'] },
  });
}

/** What the person looked at lately at this workstation. */
export function useRecent() {
  return useQuery({ queryKey: ['recent'], queryFn: () => call(Desk.Recent), staleTime: 0 });
}

// A row that j only passes by was not looked at.
const looked = 1200;

const pages: [RegExp, string][] = [
  [/^\/tickets\/[^/]+\/([0-9A-Za-z]{26})$/, 'ticket'],
  [/^\/returns\/([0-9A-Za-z]{26})$/, 'return'],
  [/^\/customers\/([0-9A-Za-z]{26})$/, 'customer'],
];

/** Notes which records were looked at, for the palette to offer them again. */
export function useVisits(here: string) {
  useEffect(() => {
    const [pattern, kind] = pages.find(([one]) => one.test(here)) ?? [];
    const id = pattern?.exec(here)?.[1];
    if (!kind || !id) return;
    // What cannot be noted is not missed.
    const timer = setTimeout(() => void call(Desk.Visited, { kind, id }).catch(() => {}), looked);
    return () => clearTimeout(timer);
  }, [here]);
}
