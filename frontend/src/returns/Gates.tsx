import {
  IconAlertTriangle,
  IconArrowRight,
  IconCertificate,
  IconInfoCircle,
  IconSpray,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import { useText } from '../i18n/useText';
import { useSay } from '../parts/useSay';
import classes from './Gates.module.css';
import type { Gate, ReturnDetail } from './queries';

const certificate = (gate: Gate) => gate.key.startsWith('returns.gate.certificate');

/** What will stop a step, said before it bites. What stops the money stands beside the money. */
export function Gates({ detail }: { detail: ReturnDetail }) {
  const { t } = useText();
  const { return: r } = detail;
  // Who is no inspector is told when they try: on every return it would be noise.
  const gates = detail.gates.filter((gate) => gate.step !== 'refund' && gate.key !== 'returns.gate.role');
  return (
    <>
      {r.flags.map((flag) => (
        <div key={flag} className={classes.gate} data-tone="bad" role="alert">
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <p>
            <b>{t(`returns.flag.${flag}`)}</b> {t('returns.clash')}
          </p>
        </div>
      ))}
      {detail.state === 'needsInformation' && r.question && (
        <div className={classes.gate} data-tone="warn">
          <IconInfoCircle size={16} stroke={1.6} aria-hidden />
          <p>
            <b>{t('returns.asked', { count: r.asked })}</b> {r.question}
          </p>
        </div>
      )}
      {gates.map((gate) => (
        <OneGate key={gate.step + gate.key} gate={gate} />
      ))}
    </>
  );
}

function OneGate({ gate }: { gate: Gate }) {
  const { t } = useText();
  const say = useSay();
  const [first, rest] = firstSentence(say(gate.key, gate.params));
  const quarantine = gate.key === 'returns.gate.quarantine';
  const tone = quarantine ? 'info' : gate.blocks ? 'bad' : 'warn';
  const Icon = certificate(gate) ? IconCertificate : quarantine ? IconSpray : IconAlertTriangle;
  return (
    <div className={classes.gate} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <p>
        {rest ? <b>{first}</b> : first}
        {rest}
      </p>
      {certificate(gate) && (
        <Link href="/training" className={classes.way}>
          {t('returns.toTraining')}
          <IconArrowRight size={14} stroke={1.8} aria-hidden />
        </Link>
      )}
    </div>
  );
}

/** Parts a text after its first sentence; the rest is empty when there is only one. */
export function firstSentence(text: string): [string, string] {
  const end = /。|\. /.exec(text);
  const at = end ? end.index + end[0].length : text.length;
  return [text.slice(0, at), text.slice(at)];
}
