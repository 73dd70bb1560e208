import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './Loading';
import { ErrorState } from './State';

type LoadedProps<T> = {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** What keeps the place meanwhile; rows of 60 when absent. */
  meanwhile?: ReactNode;
  errorTitle?: string;
  children: (data: T) => ReactNode;
};

/** Shows what a query brought, keeps its place before, and says what went wrong. Old data stays while new comes. */
export function Loaded<T>({ query, meanwhile = <Loading />, errorTitle, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return <ErrorState error={query.error} title={errorTitle} onRetry={() => void query.refetch()} />;
  }
  return meanwhile;
}
