import { useLayoutEffect, useRef } from 'react';
import { useText } from '../i18n/useText';
import { Entry } from './Entry';
import type { TicketDetail } from './queries';
import classes from './Timeline.module.css';

/** Everything that happened, oldest first, ending at what came last. It follows new entries only from the end. */
export function Timeline({ detail }: { detail: TicketDetail }) {
  const { t } = useText();
  const frame = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const { lines } = detail;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line moves the end
  useLayoutEffect(() => {
    const box = frame.current;
    if (box && atEnd.current) box.scrollTop = box.scrollHeight;
  }, [lines.length]);

  return (
    <div
      ref={frame}
      className={classes.frame}
      role="log"
      aria-label={t('tickets.timeline')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
      tabIndex={0}
      onScroll={({ currentTarget: box }) => {
        atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
      }}
    >
      <ol className={classes.lines}>
        {lines.map((line) => (
          <Entry key={line.entry + line.what} line={line} detail={detail} />
        ))}
      </ol>
    </div>
  );
}
