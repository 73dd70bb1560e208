import { useNames } from '../desk/queries';
import { readMoney } from '../format/money';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { useSay } from '../parts/useSay';
import type { Conflict } from './queries';

// Fields whose values are words of the catalogue, by the kind of their record.
const coded: Record<string, string> = {
  'ticket.kind': 'tickets.kind',
  'ticket.priority': 'tickets.priority',
  'ticket.severity': 'tickets.severity',
  'ticket.channel': 'tickets.channel',
  'person.department': 'training.department',
  'person.tier': 'training.tier',
};

/** Says what a conflict is, what it is about, and its values. */
export function useConflictWords() {
  const { t } = useText();
  const say = useSay();
  const nameOf = useNames();
  const { money } = useFormat();
  return {
    head: ({ what, field }: Conflict) =>
      t(`conflicts.head.${what}`, { field: t(`conflicts.field.${field}`) }),
    about: (conflict: Conflict) => {
      const { what, code, params } = conflict;
      if (what === 'refused') return say(`problem.${code}`, params);
      if (code === 'flag') return t(`returns.flag.${params.flag}`);
      return say(`conflicts.code.${code}`, params);
    },
    valueIn: ({ of, field, what }: Conflict, value: string) => {
      if (what === 'incident') {
        const [amount = '', currency = ''] = value.split(' ');
        const read = readMoney(amount, currency);
        return read ? money(read) : value;
      }
      const section = coded[`${of.kind}.${field}`];
      if (value === '') return t('conflicts.empty');
      if (section) return t(`${section}.${value}`);
      if (field === 'mentor') return nameOf(value);
      if (field === 'roles')
        return value
          .split(',')
          .map((role) => t(`training.role.${role}`))
          .join(t('common.listSeparator'));
      return value;
    },
  };
}
