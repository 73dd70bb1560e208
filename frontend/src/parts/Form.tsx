import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { createContext, type FormEvent, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { asProblem, type Problem, problemText } from '../bridge/problem';
import { DraftNotice } from '../drafts/DraftNotice';
import { DraftPlace, useDraft } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Button } from './Button';
import classes from './Form.module.css';
import { useKeys } from './keys';
import { Reference } from './State';

const Refusal = createContext<Problem | undefined>(undefined);

type FormProps = {
  /** Verb and object, with the amount and the person where money or rights move. */
  submit: string;
  danger?: boolean;
  disabled?: boolean;
  onSubmit: () => Promise<unknown>;
  onCancel?: () => void;
  /** Another way to end it, beside the button that submits. */
  other?: ReactNode;
  /** Where its words are kept until they are sent; else the place around it, if there is one. */
  draft?: string;
  children: ReactNode;
};

/**
 * A form that asks: Ctrl Enter submits, a refusal is shown at the field it
 * names (the input's `name`) and focused, and nothing that was typed is lost:
 * inside of a `DraftPlace` it is there again after a crash, until it is sent.
 */
export function Form(props: FormProps) {
  const { submit, danger, disabled, onSubmit, onCancel, other, draft: place, children } = props;
  const { t } = useText();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [placed, setPlaced] = useState(false);
  const draft = useDraft(place);

  const run = async () => {
    if (busy || disabled) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit();
      draft?.sent();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  useEffect(() => {
    const named = problem?.field ? form.current && fieldOf(form.current, problem.field) : undefined;
    setPlaced(Boolean(named));
    if (named) named.focus();
  }, [problem]);

  // Where no dialog does it: the first field is where the caret goes.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);

  useKeys({ 'mod+enter': () => void run() });

  return (
    <form
      ref={form}
      noValidate
      className={classes.form}
      // A closed select would take the Enter for itself.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
          return;
        event.preventDefault();
        event.stopPropagation();
        void run();
      }}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void run();
      }}
    >
      <DraftPlace of={place}>
        <DraftNotice />
        <Refusal value={problem}>{children}</Refusal>
      </DraftPlace>
      {problem && !placed && <Refused problem={problem} />}
      <div className={classes.actions}>
        {onCancel && (
          <Button look="quiet" hotkey="escape" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
        {other}
        <Button
          type="submit"
          look={danger ? 'danger' : 'primary'}
          hotkey="mod+enter"
          busy={busy}
          disabled={disabled}
        >
          {submit}
        </Button>
      </div>
    </form>
  );
}

// A select keeps its value in a hidden input: what can be focused carries the name as data-field.
function fieldOf(form: HTMLFormElement, field: string): HTMLElement | null {
  const name = CSS.escape(field);
  return form.querySelector<HTMLElement>(`[name="${name}"]:not([type="hidden"]), [data-field="${name}"]`);
}

/** A refusal that belongs to no field, or a fault with its number. */
export function Refused({ problem }: { problem: Problem }) {
  const { t } = useText();
  return (
    <Alert
      role="alert"
      variant="light"
      className={classes.refused}
      icon={<IconAlertTriangle size={16} stroke={1.6} />}
    >
      <div className={classes.words}>
        {problemText(problem, t)}
        {problem.ref && <Reference number={problem.ref} />}
      </div>
    </Alert>
  );
}

/** The sentence for the field of this name, if the last submit was refused because of it. */
export function useFieldError(name: string): string | undefined {
  const { t } = useText();
  const problem = use(Refusal);
  return problem && problem.field === name ? problemText(problem, t) : undefined;
}
