import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import * as Customers from '../../wailsjs/go/app/Customers';
import * as Tickets from '../../wailsjs/go/app/Tickets';
import type { app, archive, record, ticket } from '../../wailsjs/go/models';
import { call } from '../bridge/call';

/** A ticket as a row of the list. */
export type Brief = ticket.Brief;
/** One clock of a ticket as it stands. */
export type Clock = ticket.Clock;
/** Everything that the page of one ticket shows. */
export type TicketDetail = app.TicketDetail;
/** One line of a ticket's history. */
export type Line = record.Line;
/** A view and how many tickets are in it. */
export type ViewCount = app.ViewCount;
/** A reply that is written again and again. */
export type Template = ticket.Template;
/** A ticket that a common step left as it was, and why. */
export type NotDone = app.NotDone;
/** Begins a ticket. */
export type Opening = ticket.Open;
/** A customer as the archive knows them. */
export type Customer = archive.Customer;
/** An order as the archive knows it. */
export type Order = archive.Order;

// A minute brings tickets due and overdue without any change, so what depends on the time is read again.
const minute = 60_000;

/** The saved views with their counts. */
export function useViews() {
  return useQuery({
    queryKey: ['ticket', 'views'],
    queryFn: () => call(Tickets.Views),
    refetchInterval: minute,
  });
}

/** The tickets of a view, or those that words find in all of them, page by page. */
export function useTickets(view: string, words: string) {
  return useInfiniteQuery({
    queryKey: ['ticket', 'list', view, words],
    queryFn: ({ pageParam }) => call(Tickets.List, { view, words, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next || undefined,
    refetchInterval: minute,
    meta: { from: ['customer', 'person'] },
  });
}

/** One ticket; the one before stays on the screen until it is there. */
export function useTicket(id: string) {
  return useQuery({
    queryKey: ['ticket', 'one', id],
    queryFn: () => call(Tickets.Get, id),
    enabled: id !== '',
    placeholderData: keepPreviousData,
    refetchInterval: minute,
    meta: { from: ['customer', 'order', 'return', 'person'] },
  });
}

// Every command answers with the ticket as it now is, which the pane shows at once.
function useStep<C>(step: (command: C) => Promise<TicketDetail>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, command),
    onSuccess: (detail) => client.setQueryData(['ticket', 'one', detail.ticket.id], detail),
  });
}

/** The replies that are written again and again, those used most first, retired ones last. */
export const useTemplates = () =>
  useQuery({ queryKey: ['template', 'list'], queryFn: () => call(Tickets.Templates) });

/** Adds a template, or gives one other words. */
export const usePutTemplate = () =>
  useMutation({ mutationFn: (put: ticket.PutTemplate) => call(Tickets.PutTemplate, put) });

/** Takes a template out of use, or puts it back. */
export const useRetireTemplate = () =>
  useMutation({ mutationFn: (retire: ticket.RetireTemplate) => call(Tickets.RetireTemplate, retire) });

/** Hands several tickets over; what takes it back comes with the answer. */
export const assignAll = (all: app.AssignAll) => call(Tickets.AssignAll, all);
/** Gives several tickets a priority; what takes it back comes with the answer. */
export const rankAll = (all: app.RankAll) => call(Tickets.RankAll, all);

export const useOpenTicket = () => useStep(Tickets.Open);
export const useReply = () => useStep(Tickets.ReplyOut);
export const useMessageIn = () => useStep(Tickets.MessageIn);
export const useDetach = () => useStep(Tickets.Detach);
export const useNote = () => useStep(Tickets.Note);
export const useWait = () => useStep(Tickets.Wait);
export const useResume = () => useStep(Tickets.Resume);
export const useResolve = () => useStep(Tickets.Resolve);
export const useClose = () => useStep(Tickets.Close);
export const useReopen = () => useStep(Tickets.Reopen);
export const useDismiss = () => useStep(Tickets.Dismiss);
export const useEdit = () => useStep(Tickets.Edit);
export const useRate = () => useStep(Tickets.Rate);

/** Customers whose name, phone, e-mail, account or order number the words are part of. */
export function useFindCustomers(words: string) {
  return useQuery({
    queryKey: ['customer', 'find', words],
    queryFn: () => call(Customers.List, { words, cursor: '' }),
    placeholderData: keepPreviousData,
  });
}

/** One customer with orders; nothing while nobody is chosen. */
export function useCustomerOrders(id: string) {
  return useQuery({
    queryKey: ['customer', 'one', id],
    queryFn: () => call(Customers.Get, id),
    enabled: id !== '',
    meta: { from: ['order', 'ticket', 'return'] },
  });
}

/** Makes a customer known by name and phone. */
export function usePutCustomer() {
  return useMutation({
    mutationFn: ({ name, phone }: { name: string; phone: string }) =>
      call(Customers.Put, {
        name,
        phones: phone ? [phone] : [],
        emails: [],
        accounts: [],
        language: '',
        country: '',
        notes: '',
      }),
  });
}
