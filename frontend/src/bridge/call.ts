import { asProblem } from './problem';

/**
 * Calls a generated function and rejects with a Problem, whatever went wrong:
 * `call(Tickets.Close, command)`.
 */
export async function call<A extends unknown[], R>(
  method: (...args: A) => Promise<R>,
  ...args: A
): Promise<R> {
  try {
    return await method(...args);
  } catch (reason) {
    throw asProblem(reason);
  }
}
