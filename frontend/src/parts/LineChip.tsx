import { IconAlertTriangle, IconCheck, IconCircleDashed, IconMinus, IconX } from '@tabler/icons-react';
import classes from './LineChip.module.css';

/** How one of the three machines of a return line stands. */
export type LinePart = {
  /** The word shown: 已收货, 少 1 件, 待质检. */
  text: string;
  /** done, to do, done but different, refused, or not for this line. */
  as: 'done' | 'todo' | 'differs' | 'refused' | 'none';
};

const shapes = {
  done: IconCheck,
  todo: IconCircleDashed,
  differs: IconAlertTriangle,
  refused: IconX,
  none: IconMinus,
};

/** Reception, hygiene and inspection of a return line side by side, each a shape, a word and a colour. */
export function LineChip({ label, parts }: { label: string; parts: LinePart[] }) {
  return (
    <ul className={classes.line} aria-label={label}>
      {parts.map(({ text, as }, place) => {
        const Shape = shapes[as];
        return (
          // The three machines never change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <li key={place} className={classes.part} data-as={as}>
            <Shape size={14} stroke={1.8} aria-hidden />
            {text}
          </li>
        );
      })}
    </ul>
  );
}
