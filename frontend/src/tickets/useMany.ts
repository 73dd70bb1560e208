import { useMutation } from '@tanstack/react-query';
import { Problem, problemText } from '../bridge/problem';
import { useNames } from '../desk/queries';
import { useText } from '../i18n/useText';
import { useOffer } from '../parts/Undo';
import { assignAll, type NotDone, rankAll } from './queries';

type Holder = { owner: string; department: string };
const nobody: Holder = { owner: '', department: '' };

/** One or several tickets that were left as they were: the first reason stands for all. */
const asProblem = ({ problem }: NotDone) =>
  new Problem(problem.code, problem.params, problem.field, problem.ref);

/** Hands tickets over or gives them a priority, says so, and offers to take it back. */
export function useMany() {
  const { t } = useText();
  const nameOf = useNames();
  const offer = useOffer();

  /** Throws when nothing at all was done. */
  const tell = <Step>(
    said: string,
    done: { undo: Step[]; refused: NotDone[] },
    back: (undo: Step[]) => Promise<unknown>,
  ) => {
    const first = done.refused[0];
    if (first && done.undo.length === 0) throw asProblem(first);
    const refused = first
      ? t('tickets.many.refused', { count: done.refused.length, reason: problemText(asProblem(first), t) })
      : '';
    if (done.undo.length === 0) return;
    offer({
      said: [said, refused].filter(Boolean).join(t('common.sentenceSeparator')),
      undo: () => back(done.undo),
    });
  };
  // What was changed by somebody else since stays, and that is said.
  const whole = ({ refused: [first] }: { refused: NotDone[] }) => {
    if (first) throw asProblem(first);
  };

  const assign = useMutation({
    mutationFn: async ({ tickets, to, remark }: { tickets: string[]; to: Holder; remark: string }) => {
      const steps = tickets.map((ticket) => ({ ticket, to, was: nobody, check: false }));
      const done = await assignAll({ steps, remark });
      const said = to.owner
        ? t('tickets.many.assigned', { count: done.undo.length, name: nameOf(to.owner) })
        : t('tickets.many.unassigned', { count: done.undo.length });
      tell(said, done, async (undo) => whole(await assignAll({ steps: undo, remark: '' })));
    },
  });
  const rank = useMutation({
    mutationFn: async ({ tickets, to }: { tickets: string[]; to: string }) => {
      const steps = tickets.map((ticket) => ({ ticket, to, was: '', check: false }));
      const done = await rankAll({ steps });
      const said = t('tickets.many.ranked', {
        count: done.undo.length,
        priority: t(`tickets.priority.${to}`),
      });
      tell(said, done, async (undo) => whole(await rankAll({ steps: undo })));
    },
  });
  return { assign, rank };
}
