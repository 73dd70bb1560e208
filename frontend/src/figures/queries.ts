import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import * as Figures from '../../wailsjs/go/app/Figures';
import type { quality } from '../../wailsjs/go/models';
import { call } from '../bridge/call';
import { noTime } from '../format/instant';
import type { Span } from './period';

/** Everything that the quality report shows of a period. */
export type Report = quality.Report;
/** One figure of a period. */
export type Figure = quality.Figure;
/** A figure over twelve periods. */
export type Trend = quality.Trend;
/** Causes, the largest first. */
export type Pareto = quality.Pareto;
/** One stretch of the returns' way. */
export type Stage = quality.Stage;
/** A clock that ran out. */
export type Breached = quality.BreachedTicket;
/** Who holds what a course gives. */
export type Coverage = quality.CourseCoverage;

// Clocks run out without any change, so the page is counted anew now and then.
const often = 5 * 60_000;

/** The figures of a period against the one before; the last period stays on the screen until they are there. */
export function useReport({ from, to }: Span, lang: string) {
  return useQuery({
    queryKey: ['figures', from, to, lang],
    queryFn: () => call(Figures.Report, { from, to, asOf: noTime, lang }),
    placeholderData: keepPreviousData,
    refetchInterval: often,
    meta: {
      from: ['ticket', 'order', 'return', 'ledger', 'person', 'course', 'certificate', 'shop', 'customer'],
    },
  });
}

/** A paper of a period as it was known at a moment, in a language. */
export type Paper = Span & { asOf: string; lang: string };

/** Where the window finds the quality report to show it. */
export function paperAddress({ from, to, asOf, lang }: Paper): string {
  return `/papers/quality.pdf?${new URLSearchParams({ from, to, lang, asOf })}`;
}

/** Saves the quality report where the person wants it; the path is empty when they cancelled. */
export function useSavePDF() {
  return useMutation({ mutationFn: (paper: Paper) => call(Figures.SavePDF, paper) });
}
