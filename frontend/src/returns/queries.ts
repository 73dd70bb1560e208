import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import * as Customers from '../../wailsjs/go/app/Customers';
import * as Returns from '../../wailsjs/go/app/Returns';
import * as Tickets from '../../wailsjs/go/app/Tickets';
import type { app, archive, record, returns } from '../../wailsjs/go/models';
import { call } from '../bridge/call';

/** A column of the board. */
export type BoardColumn = app.BoardColumn;
/** A return as a card. */
export type Brief = returns.Brief;
/** Everything that the page of one return shows. */
export type ReturnDetail = app.ReturnDetail;
/** One line of a return. */
export type ReturnLine = returns.ReturnLine;
/** What a policy says, and why. */
export type Decision = returns.Decision;
/** One step of a decision as a text. */
export type Explain = returns.Explain;
/** What would refuse a step, or soon will. */
export type Gate = returns.Gate;
/** One of the eight steps at the head of a return. */
export type RailStep = returns.RailStep;
/** One movement of money on an order's ledger. */
export type Refund = returns.Refund;
/** Money that went out twice. */
export type Incident = returns.Incident;
/** Units of an order's line with their money. */
export type RefundLine = returns.RefundLine;
/** The account of an order. */
export type Account = returns.LedgerView;
/** Opens a return. */
export type Request = returns.Request;
/** Units of one order line that a return asks for. */
export type RequestedLine = returns.RequestedLine;
/** What an inspector looked at. */
export type Check = returns.Check;
/** A line of the history. */
export type HistoryLine = record.Line;
/** An order as the archive knows it. */
export type Order = archive.Order;

// Time alone makes a return slow or stuck, so what shows it is read again each minute.
const minute = 60_000;

/** The columns of the board with what words and the party waited for leave of them. */
export function useBoard(words: string, waiting: string) {
  return useQuery({
    queryKey: ['return', 'board', words, waiting],
    queryFn: () => call(Returns.Board, { words, waiting }),
    placeholderData: keepPreviousData,
    refetchInterval: minute,
    meta: { from: ['customer', 'person'] },
  });
}

/** One return with its decision, gates, account and history. */
export function useReturn(id: string) {
  return useQuery({
    queryKey: ['return', 'one', id],
    queryFn: () => call(Returns.Get, id),
    refetchInterval: minute,
    meta: { from: ['ledger', 'customer', 'ticket', 'person', 'certificate', 'policy'] },
  });
}

/** What the policy would say of a request; asked again while it is being written. */
export function usePreview(request: Request, complete: boolean) {
  return useQuery({
    queryKey: ['return', 'preview', request],
    queryFn: () => call(Returns.Preview, request),
    enabled: complete,
    placeholderData: keepPreviousData,
    gcTime: minute,
  });
}

/** Orders by number, tracking number, or the customer they are of. */
export function useFindOrders(words: string) {
  return useQuery({
    queryKey: ['order', 'find', words],
    queryFn: () => call(Customers.FindOrders, words),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
}

/** One order; nothing while none is chosen. */
export function useOrder(id: string) {
  return useQuery({
    queryKey: ['order', 'one', id],
    queryFn: () => call(Customers.Order, id),
    enabled: id !== '',
  });
}

/** The ticket in which a return is asked for; nothing without one. */
export function useTicketOf(id: string) {
  return useQuery({
    queryKey: ['ticket', 'one', id],
    queryFn: () => call(Tickets.Get, id),
    enabled: id !== '',
  });
}

// Every command on the goods answers with the return as it now is, which the page shows at once.
function useStep<C>(step: (command: C) => Promise<ReturnDetail>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, command),
    onSuccess: (detail) => client.setQueryData(['return', 'one', detail.return.id], detail),
  });
}

// A command on the money answers with the ledger: the page is done when the return was read again.
function useMoney<C>(step: (command: C) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, command),
    onSuccess: () => client.invalidateQueries({ queryKey: ['return', 'one'] }),
  });
}

export const useRequest = () => useStep(Returns.Request);
export const useApprove = () => useStep(Returns.Approve);
export const useReject = () => useStep(Returns.Reject);
export const useAskInformation = () => useStep(Returns.AskInformation);
export const useGiveInformation = () => useStep(Returns.GiveInformation);
export const useCancel = () => useStep(Returns.Cancel);
export const useShipBack = () => useStep(Returns.ShipBack);
export const useTrack = () => useStep(Returns.Track);
export const useAttach = () => useStep(Returns.Attach);
export const useDetach = () => useStep(Returns.Detach);
export const useReceive = () => useStep(Returns.Receive);
export const useDisinfect = () => useStep(Returns.Disinfect);
export const useInspect = () => useStep(Returns.Inspect);
export const useDispose = () => useStep(Returns.Dispose);
export const useSettle = () => useStep(Returns.Settle);

export const useGrant = () => useMoney(Returns.Grant);
export const useRefundNow = () => useMoney(Returns.Refund);
export const usePropose = () => useMoney(Returns.ProposeRefund);
export const useApproveRefund = () => useMoney(Returns.ApproveRefund);
export const useDeclineRefund = () => useMoney(Returns.DeclineRefund);
export const useHoldRefund = () => useMoney(Returns.HoldRefund);
export const useWithdrawHold = () => useMoney(Returns.WithdrawHold);
export const useOverrideHold = () => useMoney(Returns.OverrideHold);
export const useSettleIncident = () => useMoney(Returns.SettleIncident);
export const useExecuteRefund = () => useMoney(Returns.ExecuteRefund);
export const useFailRefund = () => useMoney(Returns.FailRefund);
export const useReverseRefund = () => useMoney(Returns.ReverseRefund);
