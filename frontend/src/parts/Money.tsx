import type { Amount } from '../format/money';
import { useFormat } from '../format/useFormat';

/** ¥1,699.00; short drops .00 on crowded cards. */
export function Money({ of, short }: { of: Amount; short?: boolean }) {
  const { money } = useFormat();
  return <span className="tabular">{money(of, short)}</span>;
}
