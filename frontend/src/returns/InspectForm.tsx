import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useDrafted } from '../drafts/Drafts';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { FieldRow, SelectField, TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { NoPermission } from '../parts/State';
import { useSay } from '../parts/useSay';
import type { Asking } from './asking';
import classes from './Forms.module.css';
import { NotAllowed } from './NotAllowed';
import { inspectable, reinspectable } from './next';
import { useInspect } from './queries';
import { checks, grades } from './words';

/** What an inspector found on one line. Without a valid certificate nothing is asked, and it is said why. */
export function InspectForm({ detail, line, onClose }: Asking & { line?: number }) {
  const { t } = useText();
  const [, go] = useLocation();
  const say = useSay();
  const lines = detail.return.lines.filter((one) => inspectable(one) || reinspectable(one));
  const gate = detail.gates.find(
    ({ step, blocks, key }) => step === 'inspect' && blocks && key !== 'returns.gate.quarantine',
  );
  if (gate?.key === 'returns.gate.role') {
    return <NotAllowed detail={detail} act="inspect" onClose={onClose} />;
  }
  if (gate) {
    return (
      <NoPermission title={t('returns.ask.inspect.notNow')} body={say(gate.key, gate.params)}>
        <Button look="primary" onClick={() => go('/training')}>
          {t('returns.toTraining')}
        </Button>
      </NoPermission>
    );
  }
  const first = lines.find(({ n }) => n === line) ?? lines.find(inspectable) ?? lines[0];
  if (!first) return <p className={classes.note}>{t('returns.ask.inspect.nothing')}</p>;
  return <Finding detail={detail} lines={lines} first={first.n} onClose={onClose} />;
}

type FindingProps = Asking & { lines: Asking['detail']['return']['lines']; first: number };

function Finding({ detail, lines, first, onClose }: FindingProps) {
  const { t } = useText();
  const [n, setLine] = useState(first);
  const line = lines.find((one) => one.n === n);
  const received = line?.received ?? 0;
  const [grade, setGrade] = useState('A');
  const [accepted, setAccepted] = useState(String(received));
  const [rejected, setRejected] = useState('0');
  const [looked, setLooked] = useState<Record<string, string>>({});
  const [note, setNote] = useDrafted('note', '');
  const inspect = useInspect();

  const choose = (value: string) => {
    const chosen = lines.find((one) => one.n === Number(value));
    setLine(Number(value));
    setAccepted(String(chosen?.received ?? 0));
    setRejected('0');
  };
  // The two add up to what was received: typing one fills in the other.
  const accept = (value: string) => {
    setAccepted(value);
    if (value !== '') setRejected(String(Math.max(0, received - Number(value))));
  };
  const reject = (value: string) => {
    setRejected(value);
    if (value !== '') setAccepted(String(Math.max(0, received - Number(value))));
  };
  const submit = () =>
    inspect
      .mutateAsync({
        return: detail.return.id,
        line: n,
        grade,
        accepted: Number(accepted),
        rejected: Number(rejected),
        checks: checks.filter((key) => looked[key]).map((key) => ({ key, ok: looked[key] === 'ok' })),
        note,
      })
      .then(onClose);
  const result = t(
    Number(accepted) > 0 ? 'returns.ask.inspect.submit' : 'returns.ask.inspect.submitRejected',
    {
      count: Number(accepted) || Number(rejected),
    },
  );
  return (
    <Form submit={result} onSubmit={submit} onCancel={onClose}>
      <SelectField
        name="line"
        label={t('returns.head.goods')}
        value={String(n)}
        onChange={choose}
        data={lines.map((one) => ({ value: String(one.n), label: `${one.title} × ${one.received}` }))}
      />
      <div className={classes.field}>
        <span className={classes.label} id="grade">
          {t('returns.ask.inspect.grade')}
        </span>
        <SegmentedControl
          aria-labelledby="grade"
          fullWidth
          value={grade}
          onChange={setGrade}
          data={grades.map((value) => ({ value, label: t(`returns.ask.inspect.grades.${value}`) }))}
        />
      </div>
      <FieldRow>
        <TextField
          name="accepted"
          label={t('returns.ask.inspect.accepted')}
          type="number"
          right={<span className={classes.of}>{t('returns.ask.inspect.of', { count: received })}</span>}
          value={accepted}
          onChange={accept}
          autoFocus
        />
        <TextField
          name="rejected"
          label={t('returns.ask.inspect.rejected')}
          type="number"
          value={rejected}
          onChange={reject}
        />
      </FieldRow>
      <fieldset className={classes.checks}>
        <legend>{t('returns.ask.inspect.checks')}</legend>
        {checks.map((key) => (
          <div key={key} className={classes.check}>
            <span id={`check-${key}`}>{t(`returns.check.${key}`)}</span>
            <SegmentedControl
              aria-labelledby={`check-${key}`}
              value={looked[key] ?? ''}
              onChange={(value) => setLooked({ ...looked, [key]: value })}
              data={[
                { value: '', label: t('returns.ask.inspect.unseen') },
                { value: 'ok', label: t('returns.ask.inspect.fits') },
                { value: 'not', label: t('returns.ask.inspect.fitsNot') },
              ]}
            />
          </div>
        ))}
      </fieldset>
      <TextAreaField
        name="note"
        label={t('returns.ask.note')}
        placeholder={t('returns.ask.inspect.example')}
        optional
        rows={2}
        value={note}
        onChange={setNote}
      />
    </Form>
  );
}
