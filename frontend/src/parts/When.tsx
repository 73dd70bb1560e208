import { useFormat } from '../format/useFormat';

/** 今天 11:08, then 11-16 15:14, then 2025-12-03, with the whole of it on hover. */
export function When({ at, className }: { at: string; className?: string }) {
  const { when, full } = useFormat();
  return (
    <time dateTime={at} title={full(at)} className={['tabular', className].filter(Boolean).join(' ')}>
      {when(at)}
    </time>
  );
}

/** A calendar day: 11-20 in this year, 2025-12-03 in another. */
export function Day({ of }: { of: string }) {
  const { day } = useFormat();
  return (
    <time dateTime={of} className="tabular">
      {day(of)}
    </time>
  );
}
