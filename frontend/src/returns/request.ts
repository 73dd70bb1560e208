import type { Request } from './queries';

/** A line of the order as it is being asked for: quantities are what was typed. */
export type Asked = {
  orderLine: number;
  chosen: boolean;
  quantity: string;
  reason: string;
  opened: boolean;
  confirmed: boolean;
  traits: string[];
};

/** The command of what is filled in: only the lines that were chosen. */
export function requestOf(rest: Omit<Request, 'lines'>, lines: Asked[]): Request {
  return {
    ...rest,
    lines: lines
      .filter(({ chosen }) => chosen)
      .map(({ orderLine, quantity, reason, opened, confirmed, traits }) => ({
        orderLine,
        quantity: Math.trunc(Number(quantity)) || 0,
        reason,
        opened,
        confirmed,
        traits,
      })),
  };
}
