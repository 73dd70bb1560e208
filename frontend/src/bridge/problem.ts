import type { TFunction } from 'i18next';

/** What Go answers when a command is refused or fails: something to mend, or a number to quote. */
export class Problem extends Error {
  /** Names the text `problem.<code>`; empty when the fault is not the user's to mend. */
  readonly code: string;
  /** The named places of that text. */
  readonly params: Record<string, string>;
  /** The offending input, empty when there is none. */
  readonly field: string;
  /** The number under which the fault is in the log. */
  readonly ref: string;

  constructor(code: string, params: Record<string, string> | null = {}, field = '', ref = '') {
    super(code || ref || 'unexpected');
    this.name = 'Problem';
    this.code = code;
    this.params = params ?? {};
    this.field = field;
    this.ref = ref;
  }

  /** Whether the user can mend it; all else has a number and is tried again. */
  get mendable(): boolean {
    return this.code !== '' && this.code !== 'unexpected';
  }
}

/** Makes a Problem of whatever a call was rejected with: this is the one place that parses it. */
export function asProblem(reason: unknown): Problem {
  if (reason instanceof Problem) return reason;
  const text = reason instanceof Error ? reason.message : String(reason);
  try {
    const said = JSON.parse(text);
    if (said && typeof said === 'object') {
      return new Problem(said.code ?? '', said.params ?? {}, said.field ?? '', said.ref ?? '');
    }
  } catch {
    // Not one of ours: the bridge itself failed, and its own words go to the console.
  }
  console.error(reason);
  return new Problem('');
}

/** The whole sentence that tells the user what is wrong and what to do next. */
export function problemText(problem: Problem, t: TFunction): string {
  if (!problem.mendable) return t('problem.unexpected', { ref: problem.ref || '–' });
  const { count, ...places } = problem.params;
  return t(`problem.${problem.code}`, {
    ...places,
    // Go's places are text; a plural wants a number.
    ...(count === undefined ? {} : { count: Number(count) }),
    defaultValue: t('problem.unnamed', { code: problem.code }),
  });
}
