import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import * as Customers from '../../wailsjs/go/app/Customers';
import type { app, archive } from '../../wailsjs/go/models';
import { call } from '../bridge/call';

/** A customer as a row of the list. */
export type CustomerRow = app.CustomerRow;
/** Everything about one customer. */
export type CustomerDetail = app.CustomerDetail;
/** Somebody who bought or asked. */
export type Customer = archive.Customer;
/** What a customer bought in one go. */
export type Order = archive.Order;
/** One product of an order. */
export type OrderLine = archive.Line;
/** What erasing a customer reaches. */
export type Erasing = app.Erasing;
/** Enters an order. */
export type PutOrder = archive.PutOrder;

/** Customers by name, or those that words find, page by page. */
export function useCustomers(words: string) {
  return useInfiniteQuery({
    queryKey: ['customer', 'list', words],
    queryFn: ({ pageParam }) => call(Customers.List, { words, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next || undefined,
    meta: { from: ['order', 'ticket', 'return'] },
  });
}

/** One customer with orders, tickets and returns. */
export function useCustomer(id: string) {
  return useQuery({
    queryKey: ['customer', 'one', id],
    queryFn: () => call(Customers.Get, id),
    enabled: id !== '',
    meta: { from: ['order', 'ticket', 'return'] },
  });
}

// What changed is read again by the notice; the form closes when the page shows it.
function useStep<C, R>(step: (command: C) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, command),
    onSuccess: () => client.invalidateQueries({ queryKey: ['customer', 'one'] }),
  });
}

export const usePutCustomer = () => useStep(Customers.Put);
export const useChangeCustomer = () => useStep(Customers.Change);
export const usePutOrder = () => useStep(Customers.PutOrder);
export const useMarkLine = () => useStep(Customers.MarkLine);
export const useDelivery = () => useStep(Customers.RecordDelivery);
export const useErase = () => useStep(Customers.Erase);

/** What would be erased of a customer now. */
export function useErasing(id: string) {
  return useQuery({
    queryKey: ['customer', 'erasing', id],
    queryFn: () => call(Customers.Erasing, id),
    meta: { from: ['order', 'ticket', 'return'] },
  });
}
