import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { CheckGroup } from '../parts/CheckGroup';
import { FieldRow, SelectField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import type { Asking } from './asking';
import { quarantined } from './next';
import { useDisinfect } from './queries';
import { disinfections } from './words';

/** How the goods in quarantine were disinfected, or that they cannot be. */
export function DisinfectForm({ detail, onClose }: Asking) {
  const { t } = useText();
  const { return: r } = detail;
  const waiting = r.lines.filter(quarantined);
  const [lines, setLines] = useState(waiting.map(({ n }) => String(n)));
  const [method, setMethod] = useState('ultraviolet');
  // Until somebody types another, the usual agent of the method stands there.
  const [agent, setAgent] = useState<string>();
  const [minutes, setMinutes] = useState(String(r.hygienic.minutes));
  const [unfit, setUnfit] = useState(false);
  const disinfect = useDisinfect();
  const usual = t(`returns.ask.disinfect.agentOf.${method}`);
  const submit = () =>
    disinfect
      .mutateAsync({
        return: r.id,
        lines: lines.map(Number),
        method,
        agent: agent ?? usual,
        minutes: Number(minutes),
        unfit,
      })
      .then(onClose);
  return (
    <Form
      submit={t(unfit ? 'returns.ask.disinfect.submitUnfit' : 'returns.ask.disinfect.submit')}
      disabled={lines.length === 0}
      onSubmit={submit}
      onCancel={onClose}
    >
      <CheckGroup
        name="lines"
        label={t('returns.ask.disinfect.lines')}
        columns={1}
        data={waiting.map((line) => ({ value: String(line.n), label: `${line.title} × ${line.received}` }))}
        value={lines}
        onChange={setLines}
      />
      <FieldRow>
        <SelectField
          name="method"
          label={t('returns.ask.disinfect.method')}
          value={method}
          onChange={setMethod}
          data={disinfections.map((value) => ({ value, label: t(`returns.disinfection.${value}`) }))}
        />
        <TextField
          name="minutes"
          label={t('returns.ask.disinfect.minutes')}
          hint={t('returns.ask.disinfect.least', { minutes: r.hygienic.minutes })}
          type="number"
          value={minutes}
          onChange={setMinutes}
        />
      </FieldRow>
      <TextField
        name="agent"
        label={t('returns.ask.disinfect.agent')}
        value={agent ?? usual}
        onChange={setAgent}
      />
      <Checkbox
        label={t('returns.ask.disinfect.unfit')}
        checked={unfit}
        onChange={(event) => setUnfit(event.currentTarget.checked)}
      />
    </Form>
  );
}
